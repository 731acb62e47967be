//! `inkstone plugin run`: one plugin on one input.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::show::spell_cases;
use super::{INTERRUPTED, LimitArgs, PrintFormat, named, say, tell, with_trace};
use crate::cli::WrongCall;
use crate::cli::folder::check_folder;
use crate::files::write_whole;
use crate::pipeline::{from_plugin, to_plugin};
use crate::plugin::settings::{GivenSettings, parse_pair, resolve};
use crate::plugin::{
    Artifact, Block, BlockKind, CallContext, Document, Image, ImageOutput, Kind, Outcome, Page,
    Plugin, PluginError, Reason, Report, Sample, Score, pair_files,
};
use crate::processor::input::{DecodeLimits, decode_bytes};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone plugin run deskew --image scan.jpg --out straight
  inkstone plugin run join-lines --text page.txt --set hyphens=keep
  inkstone plugin run cer --prediction read.txt --reference right.txt
  inkstone plugin run mre --baseline cpu.safetensors --candidate npu.safetensors --set eps=1e-12
  inkstone plugin run ./my.wasm --text - < page.txt

Exit status: 0 if the plugin gave a result, whatever a metric says of its threshold; 1 if it failed, 2 for a wrong call, 130 after Ctrl-C.")]
pub struct RunArgs {
    /// The plugin's name or id, or a .wasm file
    plugin: String,
    /// For image processors: the image
    #[arg(long, value_name = "FILE")]
    image: Option<PathBuf>,
    /// For document processors: a text file, or - for standard input
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// For text metrics: what was read
    #[arg(long, value_name = "FILE", requires = "reference")]
    prediction: Option<PathBuf>,
    /// For text metrics: what is right
    #[arg(long, value_name = "FILE", requires = "prediction")]
    reference: Option<PathBuf>,
    /// For tensor metrics: a safetensors file of logits that are right
    #[arg(long, value_name = "FILE", requires = "candidate")]
    baseline: Option<PathBuf>,
    /// For tensor metrics: a safetensors file of logits to compare with them
    #[arg(long, value_name = "FILE", requires = "baseline")]
    candidate: Option<PathBuf>,
    /// A setting; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_pair)]
    set: Vec<(String, toml::Value)>,
    /// Folder for the images or files that the plugin makes
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    limits: LimitArgs,
    /// Form of the output; a metric prints JSON unless text is asked for
    #[arg(long, value_enum)]
    format: Option<PrintFormat>,
}

/// Runs the plugin and prints what it gives.
pub(super) fn run(args: RunArgs, cancel: &Arc<AtomicBool>) -> anyhow::Result<ExitCode> {
    if let Some(folder) = &args.out {
        check_folder(
            "--out",
            folder,
            "name a folder; what is printed goes to the standard output anyway",
        )?;
    }
    let plugin = named(&args.plugin)?;
    let input = input(&args, &plugin)?;
    let given: GivenSettings = args.set.iter().cloned().collect();
    let settings = resolve(&plugin.info, &given)
        .map_err(|reason| anyhow::anyhow!("plugin {}: {reason}", plugin.label()))?;
    let bar = super::super::progress::spinner();
    let shown: ProgressBar = bar.clone();
    let context = CallContext {
        progress: Some(Arc::new(move |done, message| {
            shown.set_message(format!("{:.0} % {message}", done * 100.0));
        })),
        ..args.limits.context(cancel)
    };
    let result = match input {
        Input::Image(path) => {
            let image = read_image(path)?;
            let called = plugin.process_image(&image, &settings, &context);
            bar.finish_and_clear();
            done(called).and_then(|o| images(&args, path, &o))
        }
        Input::Text(path) => {
            let document = document(read_text(path)?);
            let called = plugin.process_document(&document, &settings, &context);
            bar.finish_and_clear();
            done(called).and_then(|o| {
                let artifacts = &o.value.artifacts;
                print_document(&args, &o.value.document, artifacts)?;
                Ok(())
            })
        }
        Input::Texts(prediction, reference) => {
            let sample = Sample {
                id: prediction.display().to_string(),
                prediction: read_text(prediction)?,
                reference: read_text(reference)?,
                language: None,
            };
            let called = plugin.evaluate_texts(&[sample], &settings, &context);
            bar.finish_and_clear();
            done(called).and_then(|o| print_report(&args, &plugin, &o.value))
        }
        Input::Tensors(baseline, candidate) => {
            let pairs = pair_files(baseline, candidate)?;
            let called = plugin.evaluate_tensors(&pairs, &settings, &context);
            bar.finish_and_clear();
            done(called).and_then(|o| print_report(&args, &plugin, &o.value))
        }
    };
    match result {
        Err(_) if cancel.load(Ordering::SeqCst) => Ok(ExitCode::from(INTERRUPTED)),
        result => result.map(|()| ExitCode::SUCCESS),
    }
}

/// What a plugin of a kind is given.
fn input_flags(kind: Kind) -> &'static str {
    match kind {
        Kind::Image => "--image FILE",
        Kind::Document => "--text FILE",
        Kind::TextMetric => "--prediction FILE --reference FILE",
        Kind::TensorMetric => "--baseline FILE --candidate FILE",
    }
}

/// What a plugin works on.
enum Input<'a> {
    Image(&'a Path),
    Text(&'a Path),
    Texts(&'a Path, &'a Path),
    Tensors(&'a Path, &'a Path),
}

/// The input of the plugin's kind. Inputs of other kinds are refused, since they would be left unread without a word.
fn input<'a>(args: &'a RunArgs, plugin: &Plugin) -> anyhow::Result<Input<'a>> {
    let pair = |one: &'a Option<PathBuf>, other: &'a Option<PathBuf>| {
        Some((one.as_deref()?, other.as_deref()?))
    };
    let given = [
        args.image.as_deref().map(Input::Image),
        args.text.as_deref().map(Input::Text),
        pair(&args.prediction, &args.reference).map(|(p, r)| Input::Texts(p, r)),
        pair(&args.baseline, &args.candidate).map(|(b, c)| Input::Tensors(b, c)),
    ];
    let kinds = [
        Kind::Image,
        Kind::Document,
        Kind::TextMetric,
        Kind::TensorMetric,
    ];
    let given = kinds.into_iter().zip(given);
    let given = given.filter_map(|(kind, input)| Some((kind, input?)));
    let (mut fitting, others): (Vec<_>, Vec<_>) =
        given.partition(|(kind, _)| *kind == plugin.kind());
    if let (Some((_, input)), []) = (fitting.pop(), others.as_slice()) {
        return Ok(input);
    }
    let others: Vec<&str> = others.iter().map(|(kind, _)| input_flags(*kind)).collect();
    let not = match others.as_slice() {
        [] => String::new(),
        others => format!(", not {}", others.join(" ")),
    };
    bail!(WrongCall(format!(
        "{} is a plugin of kind {}: give it {}{not}",
        plugin.label(),
        plugin.kind(),
        input_flags(plugin.kind())
    )))
}

/// Prints what a call logged, and makes its error one with a trace.
fn done<T>(called: Result<Outcome<T>, PluginError>) -> anyhow::Result<Outcome<T>> {
    match called {
        Ok(outcome) => {
            for line in &outcome.logs {
                tell!("{}: {}", line.level.name(), line.message);
            }
            for line in outcome.stderr.lines() {
                tell!("stderr: {line}");
            }
            if outcome.time > Duration::from_secs(1) {
                tell!("note: it took {:.1} s", outcome.time.as_secs_f64());
            }
            Ok(outcome)
        }
        Err(error) if error.reason == Reason::Cancelled => Err(error.into()),
        Err(error) => Err(with_trace(&error)),
    }
}

fn read_image(path: &Path) -> anyhow::Result<Image> {
    let bytes = std::fs::read(path).with_context(|| format!("{}: cannot read", path.display()))?;
    if bytes.starts_with(b"%PDF-") {
        bail!(
            "{}: a plugin is run on one image, and this is a PDF; save the page as a PNG file first",
            path.display()
        );
    }
    let images = decode_bytes(&bytes, DecodeLimits::default())
        .map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    if images.len() > 1 {
        tell!(
            "note: {} has {} frames; the first one is used",
            path.display(),
            images.len()
        );
    }
    let Some(image) = images.into_iter().next() else {
        bail!("{}: has no pages", path.display());
    };
    Ok(to_plugin(&image))
}

fn read_text(path: &Path) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    let read = match path == Path::new("-") {
        true => std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
        false => std::fs::read(path).map(|content| bytes = content),
    };
    read.with_context(|| format!("{}: cannot read", path.display()))?;
    String::from_utf8(bytes).with_context(|| format!("{}: is no UTF-8 text", path.display()))
}

/// A page with one block, as the model writes it.
fn document(text: String) -> Document {
    let block = Block {
        kind: BlockKind::Paragraph,
        source: text.clone(),
        text,
        region: None,
        spans: Vec::new(),
    };
    Document {
        language: None,
        pages: vec![Page {
            number: 1,
            width: 0,
            height: 0,
            blocks: vec![block],
        }],
    }
}

fn images(args: &RunArgs, path: &Path, outcome: &Outcome<Vec<ImageOutput>>) -> anyhow::Result<()> {
    let stem = path
        .file_stem()
        .map_or_else(|| "image".into(), |s| s.to_string_lossy());
    let mut rows = Vec::new();
    for (index, output) in outcome.value.iter().enumerate() {
        let mut file = None;
        if let Some(folder) = &args.out {
            let name = folder.join(format!("{stem}-{}.png", index + 1));
            let mut png = std::io::Cursor::new(Vec::new());
            from_plugin(output.image.clone()).write_to(&mut png, image::ImageFormat::Png)?;
            make_folder(folder)?;
            write_whole(&name, png.get_ref())?;
            file = Some(name);
        }
        let map = output.to_input.map(|m| [m.a, m.b, m.c, m.d, m.tx, m.ty]);
        rows.push(json!({
            "label": output.label, "width": output.image.width, "height": output.image.height,
            "to_input": map, "regions": output.regions, "file": file,
        }));
    }
    if args.format == Some(PrintFormat::Json) {
        say!("{}", serde_json::to_string_pretty(&rows)?)?;
        return Ok(());
    }
    for (row, output) in rows.iter().zip(&outcome.value) {
        let label = if output.label.is_empty() {
            "image"
        } else {
            &output.label
        };
        let file = row["file"]
            .as_str()
            .map_or_else(String::new, |f| format!(" in {f}"));
        say!(
            "{label}: {} x {}, {} regions{file}",
            output.image.width,
            output.image.height,
            output.regions.len()
        )?;
    }
    match outcome.value.is_empty() {
        true => say!("no image: there is nothing to read")?,
        false if args.out.is_none() => tell!("note: --out DIR keeps the images"),
        false => {}
    }
    Ok(())
}

fn make_folder(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{}: cannot make", folder.display()))
}

fn print_document(
    args: &RunArgs,
    document: &Document,
    artifacts: &[Artifact],
) -> anyhow::Result<()> {
    if let Some(folder) = &args.out {
        make_folder(folder)?;
        for artifact in artifacts {
            write_whole(&folder.join(&artifact.name), &artifact.data)?;
        }
    }
    if args.format == Some(PrintFormat::Json) {
        let files: Vec<Value> = artifacts
            .iter()
            .map(|a| json!({ "name": a.name, "media_type": a.media_type, "bytes": a.data.len() }))
            .collect();
        let mut value = json!({ "document": document, "artifacts": files });
        spell_cases(&mut value, &["kind"]);
        say!("{}", serde_json::to_string_pretty(&value)?)?;
        return Ok(());
    }
    let blocks: Vec<&str> = document
        .pages
        .iter()
        .flat_map(|page| &page.blocks)
        .map(|block| block.text.trim_end_matches('\n'))
        .collect();
    say!("{}", blocks.join("\n\n"))?;
    for artifact in artifacts {
        match &args.out {
            Some(folder) => tell!("wrote {}", folder.join(&artifact.name).display()),
            None => tell!(
                "note: it made {} ({}, {} bytes); --out DIR keeps it",
                artifact.name,
                artifact.media_type,
                artifact.data.len()
            ),
        }
    }
    Ok(())
}

/// A value as JSON knows it: what is no number is null.
fn number(value: f64) -> Value {
    json!(value.is_finite().then_some(value))
}

fn print_report(args: &RunArgs, plugin: &Plugin, report: &Report) -> anyhow::Result<()> {
    let Some(headline) = report.scores.first() else {
        bail!("{} gave no score", plugin.label());
    };
    if args.format == Some(PrintFormat::Text) {
        for score in &report.scores {
            say!("{}", score_line(score))?;
        }
        for detail in &report.details {
            say!("  {}: {}", detail.label, detail.value)?;
        }
        if !report.note.is_empty() {
            say!("{}", report.note)?;
        }
        return Ok(());
    }
    let scores: Vec<Value> = report
        .scores
        .iter()
        .map(|score| {
            json!({
                "id": score.id, "label": score.label, "value": number(score.value), "unit": score.unit,
                "better": score.better, "threshold": score.threshold, "passed": score.verdict(),
            })
        })
        .collect();
    let details: serde_json::Map<String, Value> = report
        .details
        .iter()
        .map(|d| (d.label.clone(), json!(d.value)))
        .collect();
    let mut value = json!({
        "metric": headline.id, "value": number(headline.value), "unit": headline.unit,
        "plugin": plugin.info.id, "version": plugin.info.version,
        "scores": scores, "details": details, "series": report.series, "note": report.note,
    });
    spell_cases(&mut value["scores"], &["better"]);
    spell_cases(&mut value["series"], &["chart"]);
    say!("{}", serde_json::to_string_pretty(&value)?)?;
    Ok(())
}

fn score_line(score: &Score) -> String {
    let value = match score.value.is_nan() {
        true => "undefined".to_owned(),
        false => format!("{:.6}{}", score.value, score.unit),
    };
    let verdict = match score.verdict() {
        None => "",
        Some(true) => "  passed",
        Some(false) => "  FAILED",
    };
    format!("{}: {value}{verdict}", score.label)
}
