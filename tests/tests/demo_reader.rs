//! The demo reader reads: fixed line images and sample pages, in font families that its training never saw.
//!
//! The bounds are what the committed checkpoint reaches (tests/reference/demo_reader/evaluate.py has the larger evaluation), rounded up a
//! little, so that a change in the cut, the scaling, the model or the decoding that makes it read worse is noticed.

use std::ops::ControlFlow;
use std::sync::Arc;

use image::RgbImage;
use inkstone::device::{DeviceSpec, Dtype};
use inkstone::generate::sampler::SamplerConfig;
use inkstone::pipeline::{
    OpenReaderError, ReadOptions, Reader, Reading, check_memory, demo_folder,
};
use inkstone::plugin::Registry;
use inkstone::processor::prompt::PromptText;
use inkstone::processor::task::Task;
use inkstone_tests::{character_errors, path};

fn reader() -> Reader {
    let folder = demo_folder().expect("the demo reader can be unpacked");
    let plugins = Registry::bundled().expect("a registry");
    Reader::open(
        &folder,
        DeviceSpec::CPU,
        Dtype::Float32,
        &plugins,
        &mut |_, _| true,
    )
    .expect("it opens")
}

fn options() -> ReadOptions {
    ReadOptions {
        prompt: PromptText::Task(Task::Ocr),
        max_new_tokens: 4096,
        sampling: SamplerConfig::default(),
        ignore_eos: false,
        stop_loops: true,
        limits: None,
    }
}

fn open(name: &str) -> RgbImage {
    image::open(path(name)).expect("a sample").into_rgb8()
}

#[test]
fn lines_in_unseen_fonts_are_read() {
    let reader = reader();
    let format = reader.card.as_ref().expect("the demo reader's card").line;
    let text = std::fs::read_to_string(path("reference/demo_reader/lines/lines.json")).unwrap();
    let lines: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(lines.len(), 100);
    for (set, most) in [("general", MOST_GENERAL), ("clean", MOST_CLEAN)] {
        let (mut errors, mut length, mut count) = (0, 0, 0);
        for line in lines.iter().filter(|line| line["kind"] == set) {
            let name = line["file"].as_str().unwrap();
            let image = open(&format!("reference/demo_reader/lines/{name}"));
            let reading = reader
                .read_line(&image, format, &options(), None, &mut |_| {
                    ControlFlow::Continue(())
                })
                .unwrap();
            let (wrong, of) = character_errors(&reading.text, line["text"].as_str().unwrap());
            errors += wrong;
            length += of;
            count += 1;
        }
        let cer = errors as f64 / length as f64;
        println!("{set}: {count} lines, CER {:.2} %", 100.0 * cer);
        assert_eq!(count, 50);
        assert!(cer <= most, "{set}: CER {cer}");
    }
}

#[test]
fn pages_are_read_in_order_with_boxes() {
    let reader = reader();
    for (name, most) in PAGES {
        let page = open(&format!("samples/{name}.png"));
        let mut streamed = String::new();
        let reading: Reading = reader
            .read(
                std::slice::from_ref(&page),
                &options(),
                None,
                &Arc::default(),
                &mut |event| {
                    if let inkstone::pipeline::ReadEvent::Text(text) = event {
                        streamed.push_str(text);
                    }
                    ControlFlow::Continue(())
                },
            )
            .unwrap();
        let wanted = std::fs::read_to_string(path(&format!("samples/{name}.txt"))).unwrap();
        let (errors, length) = character_errors(&reading.text, &wanted);
        let cer = errors as f64 / length as f64;
        println!(
            "{name}: {} lines, CER {:.2} %",
            reading.regions.len(),
            100.0 * cer
        );
        assert!(cer <= most, "{name}: CER {cer}\n{}", reading.text);
        assert_eq!(
            character_errors(&streamed, &reading.text).0,
            0,
            "what was streamed is what was read"
        );
        assert_eq!(reading.regions.len(), reading.text.lines().count());
        for region in &reading.regions {
            for (x, y) in region.quad {
                assert!(
                    (0.0..=page.width() as f32).contains(&x)
                        && (0.0..=page.height() as f32).contains(&y)
                );
            }
        }
        let tops: Vec<f32> = reading.regions.iter().map(|r| r.quad[0].1).collect();
        if name != "columns" {
            assert!(tops.is_sorted(), "{name}: lines are not in order: {tops:?}");
        }
    }
}

#[test]
fn an_empty_page_has_no_text() {
    let page = RgbImage::from_pixel(300, 200, image::Rgb([250; 3]));
    let reading = reader()
        .read(&[page], &options(), None, &Arc::default(), &mut |_| {
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!((reading.text.as_str(), reading.regions.len()), ("", 0));
}

const MOST_GENERAL: f64 = 0.008;
const MOST_CLEAN: f64 = 0.001;
const PAGES: [(&str, f64); 4] = [
    ("page", 0.002),
    ("letter", 0.005),
    ("receipt", 0.017),
    ("columns", 0.003),
];

/// Half as many bytes an element, half as much memory; and no machine holds a million models.
#[cfg(target_os = "linux")]
#[test]
fn the_memory_that_models_take_is_told_before_they_are_opened() {
    const MANY: usize = 1_000_000;
    let folder = demo_folder().expect("the demo reader can be unpacked");
    check_memory(&folder, &[DeviceSpec::CPU], Dtype::Float32).expect("one fits");
    let needed = |dtype| match check_memory(&folder, &vec![DeviceSpec::CPU; MANY], dtype) {
        Err(OpenReaderError::Memory { needed, .. }) => needed as f64,
        other => panic!("{other:?}"),
    };
    let (whole, half) = (needed(Dtype::Float32), needed(Dtype::Bfloat16));
    assert!((whole / half - 2.0).abs() < 0.01, "{whole} and {half}");
    let weights = folder.join("model.safetensors");
    let stored = weights.metadata().expect("the weights").len() as f64 * MANY as f64;
    // They are stored at 16 bits an element.
    assert!((half / stored - 1.0).abs() < 0.05, "{half} and {stored}");
}
