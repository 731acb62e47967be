//! What the tests of the plugins for page images share: pictures from files and from numbers, and turning them by another way than the plugins do.

#![allow(dead_code)] // each test uses a part of it

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use inkstone_plugin::{Image, PixelFormat};

/// An image of the given pixels.
pub fn image(format: PixelFormat, width: u32, height: u32, data: Vec<u8>) -> Image {
    Image {
        width,
        height,
        format,
        dpi: None,
        data,
    }
}

/// The picture in a PNG file: gray or RGB.
pub fn read(path: &Path) -> Image {
    let file = File::open(path).expect("the picture is committed");
    let mut reader = png::Decoder::new(BufReader::new(file))
        .read_info()
        .expect("a PNG file");
    let mut pixels = vec![0; reader.output_buffer_size()];
    let info = reader.next_frame(&mut pixels).expect("pixels");
    let format = match info.color_type {
        png::ColorType::Grayscale => PixelFormat::Gray8,
        png::ColorType::Rgb => PixelFormat::Rgb8,
        other => panic!("the tests have no pictures with {other:?} pixels"),
    };
    image(format, info.width, info.height, pixels)
}

/// A gray picture as RGB or as RGBA that nothing is seen through.
pub fn recoloured(gray: &Image, format: PixelFormat) -> Image {
    let pixel = |&v: &u8| match format {
        PixelFormat::Gray8 => vec![v],
        PixelFormat::Rgb8 => vec![v; 3],
        PixelFormat::Rgba8 => vec![v, v, v, 255],
    };
    let data = gray.data.iter().flat_map(pixel).collect();
    image(format, gray.width, gray.height, data)
}

/// All formats of pixels.
pub const FORMATS: [PixelFormat; 3] = [PixelFormat::Gray8, PixelFormat::Rgb8, PixelFormat::Rgba8];

/// A gray picture turned about its middle so that level lines fall by `degrees`, on a canvas of the same size; its corners are filled with
/// `paper`. Each pixel is the mean of 4 x 4 points, each taken from the nearest pixel.
pub fn fallen(gray: &Image, degrees: f64, paper: u8) -> Image {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (w, h) = (gray.width as i64, gray.height as i64);
    let (middle_x, middle_y) = (w as f64 / 2.0, h as f64 / 2.0);
    let at = |x: f64, y: f64| {
        let (dx, dy) = (x - middle_x, y - middle_y);
        let x = (cos * dx + sin * dy + middle_x).floor() as i64;
        let y = (cos * dy - sin * dx + middle_y).floor() as i64;
        let inside = (0..w).contains(&x) && (0..h).contains(&y);
        u32::from(if inside {
            gray.data[(y * w + x) as usize]
        } else {
            paper
        })
    };
    let mut data = Vec::with_capacity(gray.data.len());
    for y in 0..h {
        for x in 0..w {
            let points = (0..16).map(|point| {
                let (px, py) = (f64::from(point % 4), f64::from(point / 4));
                at(x as f64 + (px + 0.5) / 4.0, y as f64 + (py + 0.5) / 4.0)
            });
            data.push((points.sum::<u32>() / 16) as u8);
        }
    }
    image(PixelFormat::Gray8, gray.width, gray.height, data)
}

/// Pixels of no order, always the same for a seed.
pub fn noise(seed: u32, count: usize) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..count).map(|_| next()).collect()
}
