use std::path::Path;

use image::{Rgb, RgbImage};

use super::result::{LAYERS_SCHEMA, LayersReport, Part, PartDifference};
use super::run::{compare, record};
use super::usual_limit;
use crate::checkpoint::weights_file::WeightFiles;
use crate::device::{DeviceSpec, Dtype};
use crate::evaluate::environment::Environment;
use crate::evaluate::history::StoredReport;
use crate::evaluate::{EvalError, Watch};
use crate::pipeline::{ReadOptions, Reader};
use crate::plugin::Registry;
use crate::processor::prompt::PromptText;
use crate::processor::task::Task;
use crate::report;

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo");

fn open(folder: &Path) -> Reader {
    let registry = Registry::bundled().expect("a registry");
    let (device, dtype) = (DeviceSpec::CPU, Dtype::Float32);
    Reader::open(folder, device, dtype, &registry, &mut |_, _| true).expect("the demo reader")
}

/// A copy of the demo reader, one of whose tensors has the other sign.
fn with_wrong_sign(tensor: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(DEMO).expect("the demo reader") {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("a copy");
    }
    let path = folder.path().join("model.safetensors");
    let mut bytes = std::fs::read(&path).expect("weights");
    let (length, rest) = bytes.split_at_mut(8);
    let length = u64::from_le_bytes(length.try_into().expect("eight bytes")) as usize;
    let (header, data) = rest.split_at_mut(length);
    let header: serde_json::Value = serde_json::from_slice(header).expect("JSON");
    assert_eq!(header[tensor]["dtype"], "BF16", "{tensor}");
    let offset = |index: usize| {
        header[tensor]["data_offsets"][index]
            .as_u64()
            .expect("a number")
    };
    let values = &mut data[offset(0) as usize..offset(1) as usize];
    values
        .chunks_exact_mut(2)
        .for_each(|value| value[1] ^= 0x80);
    std::fs::write(&path, bytes).expect("written");
    assert!(WeightFiles::open(folder.path()).is_ok());
    folder
}

fn options() -> ReadOptions {
    ReadOptions {
        prompt: PromptText::Task(Task::Ocr),
        max_new_tokens: 1,
        sampling: Default::default(),
        ignore_eos: false,
        stop_loops: false,
        limits: None,
    }
}

/// The parts of two folders compared over a line of stripes.
fn compared(right: &Path, found: &Path) -> Vec<PartDifference> {
    let image = RgbImage::from_fn(224, 28, |x, y| {
        Rgb([(x * 7 % 256) as u8, (y * 9) as u8, 90])
    });
    let [right, found] = [right, found].map(open);
    let (prompt, ..) = right.encode_one(&image, &options()).expect("a prompt");
    let mut listener = |_: crate::evaluate::Progress<'_>| {};
    let mut watch = Watch::new(Default::default(), &mut listener);
    let values = record(&right, &prompt, "stripes", &mut watch).expect("values");
    compare(&found, &prompt, &values, "stripes", &mut watch).expect("differences")
}

/// A report of parts that may deviate by 1e-4.
fn report(parts: Vec<PartDifference>) -> LayersReport {
    let limit = usual_limit([Dtype::Float32; 2]);
    LayersReport {
        schema: LAYERS_SCHEMA.into(),
        passed: parts.iter().all(|part| !part.exceeds(limit)),
        image: "stripes".into(),
        image_size: [224, 28],
        grid_thw: [1, 2, 16],
        prompt: "OCR:".into(),
        prompt_tokens: 16,
        tokens: vec![1],
        limit,
        parts,
        environment: Environment::new(Vec::new(), None),
        notes: Vec::new(),
    }
}

#[test]
fn the_same_model_does_not_deviate_from_itself() {
    let parts = compared(Path::new(DEMO), Path::new(DEMO));
    let (vision, language) = (8, 4);
    let kinds: Vec<(Part, usize)> = parts.iter().map(|part| (part.part, part.layer)).collect();
    let layers = |part: Part, count: usize| (1..=count).map(move |layer| (part, layer));
    let expected: Vec<(Part, usize)> = [(Part::PatchEmbedding, 0)]
        .into_iter()
        .chain(layers(Part::VisionLayer, vision))
        .chain([(Part::Projector, 0)])
        .chain(layers(Part::PrefillLayer, language))
        .chain([(Part::PrefillHead, 0)])
        .chain(layers(Part::DecodeLayer, language))
        .chain([(Part::DecodeHead, 0)])
        .collect();
    assert_eq!(kinds, expected);
    for part in &parts {
        let relative = [part.alone.relative, part.so_far.relative];
        assert_eq!(relative, [Some(0.0); 2], "{}", part.label());
    }
    assert!(report(parts).passed);
}

#[test]
fn a_wrong_weight_is_found_in_its_layer_and_in_no_other() {
    let wrong = with_wrong_sign("model.layers.2.mlp.down_proj.weight");
    let report = report(compared(Path::new(DEMO), wrong.path()));
    let suspects: Vec<String> = report.suspects().map(PartDifference::label).collect();
    assert_eq!(suspects, ["prefill layer 3", "decode layer 3"]);
    // What comes after it is wrong too, as it adds up.
    for part in &report.parts {
        let before = part.part < Part::PrefillLayer || matches!(part.layer, 1 | 2);
        let apart = part.so_far.relative.expect("finite") > report.limit;
        assert_eq!(apart, !before, "{}", part.label());
    }
    assert!(!report.passed);
    let document = report::document(&StoredReport::Layers(Box::new(report)));
    let words = document.conclusion;
    assert!(words.contains("prefill layer 3, decode layer 3"), "{words}");
}

#[test]
fn a_wrong_weight_of_the_vision_encoder_is_found() {
    let wrong = with_wrong_sign("visual.vision_model.encoder.layers.5.mlp.fc2.weight");
    let report = report(compared(Path::new(DEMO), wrong.path()));
    let suspects: Vec<String> = report.suspects().map(PartDifference::label).collect();
    assert_eq!(suspects, ["vision layer 6"]);
    let worst = report.worst().map(PartDifference::label);
    assert_eq!(worst.as_deref(), Some("vision layer 6"));
}

#[test]
fn a_comparison_can_be_stopped() {
    let reader = open(Path::new(DEMO));
    let image = RgbImage::new(224, 28);
    let (prompt, ..) = reader.encode_one(&image, &options()).expect("a prompt");
    let cancel = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
    let mut listener = |_: crate::evaluate::Progress<'_>| {};
    let mut watch = Watch::new(cancel, &mut listener);
    let stopped = record(&reader, &prompt, "black", &mut watch);
    assert!(matches!(stopped, Err(EvalError::Cancelled)));
}
