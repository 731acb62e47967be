//! Images between the reader and plugins, and the maps from what plugins make of a page back to the page.

use image::RgbImage;

use crate::plugin::{Affine, Image, PixelFormat, Point, Region};

/// An image as plugins take it.
pub fn to_plugin(image: &RgbImage) -> Image {
    Image {
        width: image.width(),
        height: image.height(),
        format: PixelFormat::Rgb8,
        dpi: None,
        data: image.as_raw().clone(),
    }
}

/// An image that a plugin made, whose sizes were checked; alpha is laid on white.
pub fn from_plugin(image: Image) -> RgbImage {
    let data = match image.format {
        PixelFormat::Rgb8 => image.data,
        PixelFormat::Gray8 => image.data.iter().flat_map(|&level| [level; 3]).collect(),
        PixelFormat::Rgba8 => {
            let on_white = |level: u8, alpha: u8| {
                let (level, alpha) = (u32::from(level), u32::from(alpha));
                ((level * alpha + 255 * (255 - alpha) + 127) / 255) as u8
            };
            let pixels = image.data.as_chunks::<4>().0.iter();
            pixels
                .flat_map(|&[r, g, b, a]| [on_white(r, a), on_white(g, a), on_white(b, a)])
                .collect()
        }
    };
    RgbImage::from_raw(image.width, image.height, data).unwrap_or_default()
}

/// The map that leaves every point where it is.
pub(super) const IDENTITY: Affine = Affine {
    a: 1.0,
    b: 0.0,
    c: 0.0,
    d: 1.0,
    tx: 0.0,
    ty: 0.0,
};

/// First `inner`, then `outer`.
pub(super) fn compose(outer: &Affine, inner: &Affine) -> Affine {
    Affine {
        a: outer.a * inner.a + outer.b * inner.c,
        b: outer.a * inner.b + outer.b * inner.d,
        c: outer.c * inner.a + outer.d * inner.c,
        d: outer.c * inner.b + outer.d * inner.d,
        tx: outer.a * inner.tx + outer.b * inner.ty + outer.tx,
        ty: outer.c * inner.tx + outer.d * inner.ty + outer.ty,
    }
}

/// Where a point lies after a map.
pub(super) fn apply(map: &Affine, (x, y): (f32, f32)) -> (f32, f32) {
    let (x, y) = (f64::from(x), f64::from(y));
    let to = (
        map.a * x + map.b * y + map.tx,
        map.c * x + map.d * y + map.ty,
    );
    (to.0 as f32, to.1 as f32)
}

/// The four corners of a region: top left, top right, bottom right, bottom left.
pub(super) fn corners(region: &Region) -> [(f32, f32); 4] {
    let (left, top) = (region.x, region.y);
    let (right, bottom) = (left + region.width, top + region.height);
    [(left, top), (right, top), (right, bottom), (left, bottom)]
}

/// The region of a page that has these corners, cut at the page's edges: its bounds, and the corners as its outline where they are not upright.
pub(super) fn region(quad: [(f32, f32); 4], label: &str, (width, height): (u32, u32)) -> Region {
    let quad = quad.map(|(x, y)| (x.clamp(0.0, width as f32), y.clamp(0.0, height as f32)));
    let least = |of: fn(&(f32, f32)) -> f32| quad.iter().map(of).fold(f32::MAX, f32::min);
    let most = |of: fn(&(f32, f32)) -> f32| quad.iter().map(of).fold(0.0, f32::max);
    let (x, y) = (least(|p| p.0), least(|p| p.1));
    let (right, bottom) = (most(|p| p.0), most(|p| p.1));
    let upright = quad == [(x, y), (right, y), (right, bottom), (x, bottom)];
    let outline = quad.iter().map(|&(x, y)| Point { x, y });
    Region {
        x,
        y,
        width: right - x,
        height: bottom - y,
        outline: if upright {
            Vec::new()
        } else {
            outline.collect()
        },
        label: label.to_owned(),
        confidence: None,
        parent: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_follow_each_other() {
        let shift = Affine {
            tx: 10.0,
            ty: 5.0,
            ..IDENTITY
        };
        let turn = Affine {
            a: 0.0,
            b: -1.0,
            c: 1.0,
            d: 0.0,
            tx: 0.0,
            ty: 0.0,
        };
        for point in [(0.0, 0.0), (3.0, 4.0)] {
            let both = apply(&compose(&shift, &turn), point);
            assert_eq!(both, apply(&shift, apply(&turn, point)));
        }
        assert_eq!(compose(&IDENTITY, &shift), shift);
    }

    #[test]
    fn formats_become_rgb() {
        let image = |format, data: Vec<u8>| Image {
            width: 2,
            height: 1,
            format,
            dpi: None,
            data,
        };
        let gray = from_plugin(image(PixelFormat::Gray8, vec![7, 200]));
        assert_eq!(gray.as_raw(), &[7, 7, 7, 200, 200, 200]);
        let clear = from_plugin(image(PixelFormat::Rgba8, vec![0, 0, 0, 0, 10, 20, 30, 255]));
        assert_eq!(clear.as_raw(), &[255, 255, 255, 10, 20, 30]);
        assert_eq!(from_plugin(to_plugin(&gray)), gray);
    }

    #[test]
    fn a_turned_region_keeps_its_corners_and_stays_on_the_page() {
        let upright = region(
            [(1.0, 2.0), (9.0, 2.0), (9.0, 4.0), (1.0, 4.0)],
            "line",
            (20, 20),
        );
        assert!(upright.outline.is_empty());
        assert_eq!((upright.width, upright.height), (8.0, 2.0));
        let turned = region(
            [(1.0, -2.0), (30.0, 3.0), (9.0, 4.0), (1.0, 3.0)],
            "line",
            (20, 20),
        );
        assert_eq!(turned.outline.len(), 4);
        assert_eq!((turned.y, turned.x + turned.width), (0.0, 20.0));
    }
}
