//! Layers on the Ascend backend over the CANN simulator against the CPU's, and what a tap sees against what the model answers.

use std::ops::ControlFlow;

use cann_sim::install::Toolkit;
use inkstone::device::{DeviceSpec, Dtype};
use inkstone::evaluate::Watch;
use inkstone::evaluate::layers::{LayersOptions, evaluate_layers};
use inkstone::model::Rows;
use inkstone::model::observe::{Progress, Stage};
use inkstone::model::trace::Tap;
use inkstone::pipeline::ReadOptions;
use inkstone::plugin::Registry;
use inkstone::processor::prompt::PromptText;
use inkstone_tests::cann::Installation;
use inkstone_tests::fixtures;

/// Remembers what it is shown, and reads two tokens.
#[derive(Default)]
struct Seen {
    values: Vec<(Progress, Vec<f32>)>,
    tokens: Vec<u32>,
}

impl Tap for Seen {
    fn values(&mut self, at: Progress, values: Vec<f32>) -> ControlFlow<(), Option<Vec<f32>>> {
        self.values.push((at, values));
        ControlFlow::Continue(None)
    }

    fn next_token(&mut self, _: &[f32]) -> Option<u32> {
        let next = [5, 7].get(self.tokens.len()).copied();
        self.tokens.extend(next);
        next
    }
}

#[test]
fn a_tap_sees_what_the_model_computes() {
    let reader = fixtures::open("bf16", DeviceSpec::CPU, Dtype::Float32).expect("the fixture");
    let prompt = fixtures::encode(&reader, &["page"], "OCR:");
    let mut seen = Seen::default();
    reader.engine().trace(&prompt, &mut seen).expect("values");
    let of = |stage: Stage| {
        let values = seen.values.iter().filter(move |(at, _)| at.stage == stage);
        values.map(|(_, values)| values).collect::<Vec<_>>()
    };
    let config = reader.engine().config();
    assert_eq!(of(Stage::Vision).len(), config.vision.num_hidden_layers + 1);
    assert_eq!(of(Stage::Prefill).len(), config.text.num_hidden_layers);
    assert_eq!(of(Stage::Decode).len(), 2 * config.text.num_hidden_layers);

    let mut go_on = |_| ControlFlow::Continue(());
    let features = reader.engine().features(&prompt.images, &mut go_on);
    assert_eq!(
        *of(Stage::Projector)[0],
        features.expect("features").projector
    );
    let mut session = reader.engine().session();
    let mut logits = vec![
        session
            .prefill(&prompt, Rows::Last, &mut go_on)
            .expect("logits"),
    ];
    for token in seen.tokens.iter().copied() {
        logits.push(session.step(token, &mut go_on).expect("logits"));
    }
    assert_eq!(of(Stage::Head), logits.iter().collect::<Vec<_>>());
}

#[test]
fn layers_on_the_simulator_are_those_of_the_cpu() {
    let installation = Installation::new(Toolkit::V85);
    installation.pass("layers_agree", &[("TEST_DTYPE", "f32")]);
    installation.pass("layers_agree", &[("TEST_DTYPE", "f16")]);
    let soc = [("TEST_DTYPE", "f16"), ("ASCEND_SIM_SOC", "Ascend310P3")];
    installation.pass("layers_agree", &soc);
}

#[test]
#[ignore = "run by layers_on_the_simulator_are_those_of_the_cpu, with the simulator in its environment"]
fn layers_agree() {
    let dtype = std::env::var("TEST_DTYPE").expect("a dtype");
    let image = fixtures::folder().join("images/page.png");
    let image = image::open(image).expect("a fixture").to_rgb8();
    let options = LayersOptions {
        model: fixtures::folder().join("bf16"),
        baseline: DeviceSpec::CPU,
        candidate: format!("npu:{dtype}").parse().expect("a device"),
        dtype: Dtype::Float32,
        read: ReadOptions {
            prompt: PromptText::Text("OCR:".into()),
            max_new_tokens: 1,
            sampling: Default::default(),
            ignore_eos: false,
            stop_loops: false,
            limits: None,
        },
        limit: None,
    };
    let registry = Registry::bundled().expect("a registry");
    let mut listener = |_: inkstone::evaluate::Progress<'_>| {};
    let mut watch = Watch::new(Default::default(), &mut listener);
    let report = evaluate_layers(&options, ("page.png", &image), &registry, &mut watch);
    let report = report.expect("a report");
    let suspects: Vec<String> = report.suspects().map(|part| part.label()).collect();
    assert!(report.passed && suspects.is_empty(), "{suspects:?}");
    // In f32 alone does nothing deviate by more than rounding.
    let worst = report.worst().and_then(|part| part.alone.relative);
    let rounding = if dtype == "f32" { 1e-5 } else { 5e-3 };
    assert!(worst.is_some_and(|worst| worst < rounding), "{worst:?}");
    assert!(report.environment.caveat().is_some());
}
