//! What an NPU refuses is told before anything slow is done: over the simulator, in a process of its own.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use cann_sim::install::Toolkit;
use inkstone::device::Dtype;
use inkstone::evaluate::Watch;
use inkstone::evaluate::accuracy::{
    AccuracyOptions, EvalImage, EvalImages, SideSource, evaluate_accuracy,
};
use inkstone::pipeline::ReadOptions;
use inkstone::plugin::Registry;
use inkstone::processor::prompt::PromptText;
use inkstone_tests::cann::Installation;
use inkstone_tests::fixtures;

#[test]
fn a_dtype_is_refused_before_the_baseline_is_read() {
    let installed = Installation::new(Toolkit::V85);
    installed.pass("on_a_310p", &[("ASCEND_SIM_SOC", "Ascend310P3")]);
}

#[test]
#[ignore = "run by the other test, over the simulator"]
fn on_a_310p() {
    let scratch = tempfile::tempdir().expect("a folder");
    let options = |candidate: &str, dtype| AccuracyOptions {
        model: Some(fixtures::folder().join("odd")),
        baseline: SideSource::Device("cpu".parse().expect("a device")),
        candidate: SideSource::Device(candidate.parse().expect("a device")),
        dtype,
        read: ReadOptions {
            prompt: PromptText::Text("OCR:".into()),
            max_new_tokens: 2,
            sampling: Default::default(),
            ignore_eos: false,
            stop_loops: false,
            limits: None,
        },
        metrics: Vec::new(),
        thresholds: Default::default(),
        scratch: scratch.path().join("logits"),
        resume: false,
    };
    let registry = Registry::bundled().expect("a registry");
    let evaluate = |options: &AccuracyOptions| {
        let images = EvalImages {
            images: vec![EvalImage {
                name: "page".into(),
                image: image::RgbImage::new(56, 56),
            }],
            failed: Vec::new(),
        };
        let mut told = Vec::new();
        let mut listener =
            |progress: inkstone::evaluate::Progress<'_>| told.push(progress.what.to_owned());
        let mut watch = Watch::new(Arc::new(AtomicBool::new(false)), &mut listener);
        let result = evaluate_accuracy(options, images, &registry, &mut watch);
        (result.map_err(|error| error.to_string()), told)
    };
    for (candidate, dtype) in [
        ("npu:f32", Dtype::Float16),
        ("npu", Dtype::Float32),
        ("npu:bf16", Dtype::Float16),
    ] {
        let options = options(candidate, dtype);
        let (result, told) = evaluate(&options);
        let error = result.expect_err("the device does not compute so");
        assert!(
            error.contains("(Ascend310P3) does not compute in")
                && error.contains("hint: name it npu:f16"),
            "{error}"
        );
        assert_eq!(told, [""; 0], "nothing was done for {candidate}");
        assert!(!options.scratch.exists());
    }
    let (result, _) = evaluate(&options("npu", Dtype::Float16));
    let report = result.expect("a report");
    assert_eq!(report.candidate.name, "npu:f16");
}
