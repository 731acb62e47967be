//! What the model costs on the Ascend backend, in launches and waits, over the CANN simulator at f16: the host's part of a decoded token is
//! what bounds an NPU's speed at this model's size.

use std::ops::ControlFlow;

use cann_sim::install::Toolkit;
use inkstone::device::Dtype;
use inkstone::model::Rows;
use inkstone_ascend::{AscendDevice, open};
use inkstone_tests::cann::Installation;
use inkstone_tests::fixtures;

/// Launches of a language layer per decoded token.
const LANGUAGE: usize = 14;
/// Launches of a vision layer.
const VISION: usize = 16;

#[test]
fn layers_keep_within_their_launches() {
    Installation::new(Toolkit::V85).pass("launches_at_f16", &[]);
}

#[test]
#[ignore = "run by layers_keep_within_their_launches, with the simulator in its environment"]
fn launches_at_f16() {
    let device = "npu".parse().expect("a device");
    let reader = fixtures::open("bf16", device, Dtype::Float16).expect("the fixture opens");
    let prompt = fixtures::encode(&reader, &["page"], "OCR:");
    let queue = open(AscendDevice::default()).expect("the device is open");
    let mut go_on = |_| ControlFlow::Continue(());

    // The first pass converts weights that an operator takes in its own dtype alone; they are kept.
    reader
        .engine()
        .features(&prompt.images, &mut go_on)
        .expect("features");
    let (features, names) = queue
        .launches_of(|| reader.engine().features(&prompt.images, &mut go_on))
        .expect("the device works");
    features.expect("features");
    // A layer begins with the first of its two norms; the last norm stands after all layers.
    let layers = reader.engine().config().vision.num_hidden_layers;
    let names = without_tables(names);
    let norms: Vec<usize> = (0..names.len())
        .filter(|&at| names[at] == "aclnnLayerNorm")
        .collect();
    assert!(norms.len() > 2 * layers, "{names:?}");
    for layer in 0..layers {
        let (from, to) = (norms[2 * layer], norms[2 * layer + 2]);
        println!(
            "vision layer {layer}: {} launches {:?}",
            to - from,
            &names[from..to]
        );
        assert!(to - from <= VISION);
    }

    let mut session = reader.engine().session();
    session
        .prefill(&prompt, Rows::Last, &mut go_on)
        .expect("logits");
    session.step(5, &mut go_on).expect("logits");
    let before = queue.counters();
    let (row, names) = queue
        .launches_of(|| session.step(7, &mut go_on))
        .expect("the device works");
    row.expect("logits");
    let after = queue.counters();
    let layers = reader.engine().config().text.num_hidden_layers;
    let names = without_tables(names);
    let norms: Vec<usize> = (0..names.len())
        .filter(|&at| names[at] == "aclnnRmsNorm")
        .collect();
    assert_eq!(norms.len(), 2 * layers + 1, "{names:?}");
    for layer in 0..layers {
        let (from, to) = (norms[2 * layer], norms[2 * layer + 2]);
        println!(
            "language layer {layer}: {} launches {:?}",
            to - from,
            &names[from..to]
        );
        assert!(to - from <= LANGUAGE);
    }
    // One read-back of the logits; asking for the launches waits once before and once after.
    assert_eq!(after.downloads - before.downloads, 1);
    assert!(
        after.syncs - before.syncs <= 3,
        "{} waits",
        after.syncs - before.syncs
    );
    assert_eq!(after.fallbacks, 0, "the model computes nothing on the host");
}

/// Launches without the two that convert the rotary tables, once for all layers, where the first layer needs them.
fn without_tables(mut names: Vec<&'static str>) -> Vec<&'static str> {
    let first = names
        .iter()
        .position(|name| *name == "aclnnRotaryPositionEmbedding")
        .expect("layers turn queries and keys");
    assert_eq!(names[first - 2..first], ["aclnnCast", "aclnnCast"]);
    names.drain(first - 2..first);
    names
}
