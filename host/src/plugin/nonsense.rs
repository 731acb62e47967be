//! Checks of what a plugin gives back, so that nothing downstream meets a wrong size or a number that is none.

use std::collections::HashSet;

use super::bindings::values::exports::ocr::plugins::document_processor as document;
use super::bindings::values::exports::ocr::plugins::image_processor as image;
use super::bindings::values::ocr::plugins::report::Report;
use super::bindings::values::ocr::plugins::types::{PixelFormat, Region};

/// Images, regions, blocks or points of one result.
const MOST_PARTS: usize = 1 << 20;
/// Pixels by which a region may reach over the edge: rounding, not an error.
const EDGE: f32 = 1.0;

/// Bytes per pixel.
pub(super) fn channels(format: PixelFormat) -> usize {
    match format {
        PixelFormat::Gray8 => 1,
        PixelFormat::Rgb8 => 3,
        PixelFormat::Rgba8 => 4,
    }
}

/// Checks the outputs of an image processor.
pub(super) fn check_images(outputs: &[image::Output]) -> Result<(), String> {
    for (index, output) in outputs.iter().enumerate() {
        let told = |why: String| format!("output {index}: {why}");
        let (width, height) = (output.image.width as usize, output.image.height as usize);
        let expected = width
            .checked_mul(height)
            .and_then(|n| n.checked_mul(channels(output.image.format)));
        if width == 0 || height == 0 {
            return Err(told(format!("an image of {width} x {height} pixels")));
        }
        if expected != Some(output.image.data.len()) {
            let format = output.image.format;
            let length = output.image.data.len();
            return Err(told(format!(
                "{length} bytes for {width} x {height} pixels of {format:?}"
            )));
        }
        if output
            .image
            .dpi
            .is_some_and(|dpi| !(dpi.is_finite() && dpi > 0.0))
        {
            return Err(told("a resolution that is no positive number".into()));
        }
        if let Some(map) = &output.to_input {
            let numbers = [map.a, map.b, map.c, map.d, map.tx, map.ty];
            let turns_back = (map.a * map.d - map.b * map.c).abs() > 1e-12;
            if !numbers.iter().all(|n| n.is_finite()) || !turns_back {
                return Err(told(
                    "a map to the input that no point comes back from".into(),
                ));
            }
        }
        let size = (output.image.width as f32, output.image.height as f32);
        check_regions(&output.regions, Some(size)).map_err(told)?;
    }
    Ok(())
}

fn check_regions(regions: &[Region], size: Option<(f32, f32)>) -> Result<(), String> {
    if regions.len() > MOST_PARTS {
        return Err(format!("{} regions", regions.len()));
    }
    for (index, region) in regions.iter().enumerate() {
        check_region(region, size).map_err(|why| format!("region {index}: {why}"))?;
        if region.parent.is_some_and(|parent| parent as usize >= index) {
            return Err(format!(
                "region {index}: its parent does not come before it"
            ));
        }
    }
    Ok(())
}

fn check_region(region: &Region, size: Option<(f32, f32)>) -> Result<(), String> {
    let corners = [region.x, region.y, region.width, region.height];
    let points = region.outline.iter().flat_map(|p| [p.x, p.y]);
    if corners.into_iter().chain(points).any(|n| !n.is_finite()) {
        return Err("a number that is not finite".into());
    }
    if region.width < 0.0 || region.height < 0.0 {
        return Err("a negative side".into());
    }
    if matches!(region.outline.len(), 1 | 2) {
        return Err("an outline of fewer than three points".into());
    }
    if let Some((width, height)) = size {
        let outside =
            |x: f32, y: f32| x < -EDGE || y < -EDGE || x > width + EDGE || y > height + EDGE;
        if outside(region.x, region.y)
            || outside(region.x + region.width, region.y + region.height)
            || region.outline.iter().any(|p| outside(p.x, p.y))
        {
            return Err(format!(
                "{} x {} at ({}, {}) is outside the image of {width} x {height}",
                region.width, region.height, region.x, region.y
            ));
        }
    }
    check_confidence(region.confidence)
}

fn check_confidence(confidence: Option<f32>) -> Result<(), String> {
    match confidence {
        Some(c) if !(0.0..=1.0).contains(&c) => Err(format!("a confidence of {c}")),
        _ => Ok(()),
    }
}

/// Checks the output of a document processor.
pub(super) fn check_document(output: &document::Output) -> Result<(), String> {
    if output.document.pages.len() > MOST_PARTS || output.artifacts.len() > MOST_PARTS {
        return Err("too many pages or files".into());
    }
    for page in &output.document.pages {
        let known = page.width > 0 && page.height > 0;
        let size = known.then_some((page.width as f32, page.height as f32));
        for (index, block) in page.blocks.iter().enumerate() {
            let told = |why: String| format!("page {}, block {index}: {why}", page.number);
            check_block(block, size).map_err(told)?;
        }
    }
    let mut names = HashSet::new();
    for artifact in &output.artifacts {
        let name = &artifact.name;
        let plain = !name.is_empty()
            && name.len() <= 255
            && !matches!(name.as_str(), "." | "..")
            && !name
                .chars()
                .any(|c| c.is_control() || "/\\:*?\"<>|".contains(c));
        if !plain || !names.insert(name) {
            let shown: String = name.chars().take(80).collect();
            return Err(format!(
                "a file called {shown:?}, which is no plain file name or comes twice"
            ));
        }
    }
    Ok(())
}

fn check_block(block: &document::Block, size: Option<(f32, f32)>) -> Result<(), String> {
    if let document::BlockKind::Heading(level) = block.kind
        && !(1..=6).contains(&level)
    {
        return Err(format!("a heading of level {level}"));
    }
    if let Some(region) = &block.region {
        check_region(region, size)?;
        if region.parent.is_some() {
            return Err("a block's region with a parent".into());
        }
    }
    let length = block.text.chars().count();
    for span in &block.spans {
        if span.start > span.end || span.end as usize > length {
            return Err(format!(
                "a span from {} to {} in a text of {length} characters",
                span.start, span.end
            ));
        }
        check_confidence(span.confidence)?;
        if let Some(region) = &span.region {
            check_region(region, size)?;
        }
    }
    Ok(())
}

/// Checks a metric's report.
pub(super) fn check_report(report: &Report) -> Result<(), String> {
    if report.scores.is_empty() {
        return Err("a report without a score".into());
    }
    let mut ids = HashSet::new();
    for score in &report.scores {
        if score.id.is_empty() || !ids.insert(&score.id) {
            return Err(format!(
                "a score called {:?}, which is empty or comes twice",
                score.id
            ));
        }
        if score.value.is_infinite() {
            return Err(format!("score {}: an infinite value", score.id));
        }
        if score.threshold.is_some_and(|t| !t.is_finite()) {
            return Err(format!("score {}: a limit that is not finite", score.id));
        }
    }
    for series in &report.series {
        if series.points.len() > MOST_PARTS {
            return Err(format!(
                "series {:?}: {} points",
                series.title,
                series.points.len()
            ));
        }
        if series
            .points
            .iter()
            .any(|(x, y)| x.is_infinite() || y.is_infinite())
        {
            return Err(format!("series {:?}: an infinite point", series.title));
        }
    }
    Ok(())
}
