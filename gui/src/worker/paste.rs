//! What is pasted into the window: pictures are stored in the cache folder and opened from there, files are opened where they are.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use eframe::egui::ColorImage;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use inkstone::files::write_whole;
use inkstone::paths;

use super::Outlet;
use super::dialog::Choice;
use crate::state::{Event, Fault, Notice};

/// What was pasted.
pub enum Pasted {
    /// A picture, such as a screenshot.
    Picture(Arc<ColorImage>),
    /// A text, which may name files.
    Text(String),
    /// Whatever the system's clipboard holds.
    Clipboard,
}

/// Opens what was pasted, on a thread of its own. `nothing` is said where there is no picture and no file.
pub fn open(pasted: Pasted, nothing: &'static str, choices: Outlet<Choice>, events: Outlet<Event>) {
    let failed = events.clone();
    let spawned = thread::Builder::new().name("paste".into()).spawn(move || {
        let files = match pasted {
            Pasted::Picture(picture) => store(&picture).map(|path| vec![path]),
            Pasted::Text(text) => match named_files(&text) {
                files if files.is_empty() => of_clipboard(),
                files => Ok(files),
            },
            Pasted::Clipboard => of_clipboard(),
        };
        match files {
            Ok(files) if !files.is_empty() => choices.send(Choice::Open(files)),
            Ok(_) => events.send(Event::Notice(Notice::info(nothing))),
            Err(error) => {
                let fault = Fault::from(&error);
                events.send(Event::Notice(Notice::error(fault)));
            }
        }
    });
    if let Err(error) = spawned {
        failed.send(Event::Notice(Notice::error(error.to_string())));
    }
}

/// What the clipboard holds: files that a file manager put there, else a picture, else a text that names files.
fn of_clipboard() -> anyhow::Result<Vec<PathBuf>> {
    let mut clipboard = arboard::Clipboard::new().context("the clipboard cannot be used")?;
    if let Ok(files) = clipboard.get().file_list()
        && !files.is_empty()
    {
        return Ok(files);
    }
    if let Ok(image) = clipboard.get_image() {
        let size = [image.width, image.height];
        anyhow::ensure!(
            image.bytes.len() == image.width * image.height * 4,
            "the picture on the clipboard is damaged"
        );
        let picture = ColorImage::from_rgba_unmultiplied(size, &image.bytes);
        return Ok(vec![store(&picture)?]);
    }
    Ok(named_files(&clipboard.get_text().unwrap_or_default()))
}

/// The files that a text names, one a line: paths or `file:` addresses. None where a line is anything else.
fn named_files(text: &str) -> Vec<PathBuf> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let path = |line: &str| {
        let path = match line.strip_prefix("file://") {
            Some(address) => PathBuf::from(decoded(address)),
            None => PathBuf::from(line.trim_matches('"')),
        };
        (path.is_absolute() && path.exists()).then_some(path)
    };
    lines.map(path).collect::<Option<_>>().unwrap_or_default()
}

/// An address without its escapes.
fn decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let value = hex
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(value.unwrap_or(bytes[at]));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn store(picture: &ColorImage) -> anyhow::Result<PathBuf> {
    let [width, height] = picture.size;
    anyhow::ensure!(width > 0 && height > 0, "the pasted picture is empty");
    let rgb: Vec<u8> = (picture.pixels.iter())
        .flat_map(|pixel| {
            // What is transparent is seen on white, as it is when an image file is opened.
            let white = 255 - pixel.a();
            [pixel.r(), pixel.g(), pixel.b()].map(|channel| channel.saturating_add(white))
        })
        .collect();
    let mut file = Vec::new();
    PngEncoder::new(&mut file)
        .write_image(&rgb, width as u32, height as u32, ExtendedColorType::Rgb8)
        .context("cannot encode the pasted picture")?;
    let folder = paths::cache_dir().unwrap_or_else(|| std::env::temp_dir().join("inkstone"));
    let folder = folder.join("pasted");
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let path = folder.join(format!("pasted-{}.png", since.map_or(0, |t| t.as_millis())));
    write_whole(&path, &file)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_name_files_open_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("发票 (1).png");
        std::fs::write(&path, b"").expect("a file");
        let plain = path.to_str().expect("UTF-8");
        let address = format!(
            "file://{}",
            plain.replace(' ', "%20").replace('发', "%E5%8F%91")
        );
        for text in [plain.to_owned(), format!("{address}\r\n")] {
            assert_eq!(named_files(&text), std::slice::from_ref(&path), "{text}");
        }
        let mixed = format!("{plain}\nsome words");
        for text in ["", "some words", "/nowhere/at/all.png", &mixed] {
            assert!(named_files(text).is_empty(), "{text}");
        }
    }
}
