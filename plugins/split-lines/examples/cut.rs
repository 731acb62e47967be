//! Prints a PNG page's lines as JSON: `cargo run --release --example cut -- page.png [straightened.png]`.
//!
//! The rectangles are [left, top, right, bottom] on the straightened page, which is written where a second path is given.

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, BufWriter};

use split_lines::{Page, Rect, split, straighten};

/// The widest piece in multiples of its height, unless the environment's ASPECT tells another: some 20 letters, which the demo reader reads best.
const ASPECT: f32 = 8.0;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let path = args
        .next()
        .ok_or("usage: cut page.png [straightened.png]")?;
    let mut decoder = png::Decoder::new(BufReader::new(File::open(path)?));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size()];
    let info = reader.next_frame(&mut pixels)?;
    pixels.truncate(info.buffer_size());
    let channels = info.color_type.samples();
    let page = Page::new(&pixels, info.width as usize, info.height as usize, channels)?;
    let start = std::time::Instant::now();
    let cut = split(&page);
    let seconds = start.elapsed().as_secs_f64();
    if let Some(out) = args.next() {
        let mut encoder =
            png::Encoder::new(BufWriter::new(File::create(out)?), cut.width, cut.height);
        encoder.set_color(info.color_type);
        encoder
            .write_header()?
            .write_image_data(&straighten(&page, &cut))?;
    }
    let aspect = std::env::var("ASPECT")
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(ASPECT);
    let numbers = |rect: &Rect| serde_json::json!([rect.left, rect.top, rect.right, rect.bottom]);
    let lines: Vec<_> = cut
        .lines
        .iter()
        .map(|line| {
            let pieces: Vec<_> = line.pieces(&cut, aspect).iter().map(numbers).collect();
            serde_json::json!({"bounds": numbers(&line.bounds), "pieces": pieces})
        })
        .collect();
    let out = serde_json::json!({
        "angle": cut.angle, "width": cut.width, "height": cut.height, "seconds": seconds, "lines": lines,
    });
    println!("{out}");
    Ok(())
}
