//! The model against transformers, on the checkpoints of tests/reference/model/fixtures: on the CPU, on the Ascend backend over the CANN
//! simulator, and with `--features cuda` on a GPU too.

use std::ops::ControlFlow;
use std::path::Path;

use cann_sim::install::Toolkit;
use inkstone::device::{DeviceSpec, Dtype};
use inkstone::model::rope::mrope_positions;
use inkstone::model::{ModelError, Prompt, Rows};
use inkstone::pipeline::Reader;
use inkstone::plugin::Registry;
use inkstone::processor::image::Grid;
use inkstone_tests::cann::Installation;
use inkstone_tests::fixtures::{self, encode};
use safetensors::SafeTensors;

const CASES: [&str; 5] = ["untied-v1", "tied-t5", "bf16", "pth", "odd"];
const PROMPTS: [(&str, &[&str], &str); 3] = [
    ("page", &["page"], "OCR:"),
    ("pair", &["square", "wide"], "Table Recognition:"),
    ("text", &[], "the page"),
];

fn floats(file: &SafeTensors<'_>, name: &str) -> Vec<f32> {
    let data = file.tensor(name).expect(name).data();
    let values = data.chunks_exact(4);
    values
        .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
        .collect()
}

fn integers(file: &SafeTensors<'_>, name: &str) -> Vec<i64> {
    let data = file.tensor(name).expect(name).data();
    let values = data.chunks_exact(8);
    values
        .map(|b| i64::from_le_bytes(b.try_into().expect("8 bytes")))
        .collect()
}

/// Largest and mean absolute difference.
fn deviation(found: &[f32], expected: &[f32]) -> (f64, f64) {
    assert_eq!(found.len(), expected.len());
    let gaps = found.iter().zip(expected);
    let gaps: Vec<f64> = gaps
        .map(|(a, b)| (f64::from(*a) - f64::from(*b)).abs())
        .collect();
    assert!(gaps.iter().all(|gap| gap.is_finite()));
    let max = gaps.iter().copied().fold(0.0, f64::max);
    (max, gaps.iter().sum::<f64>() / gaps.len() as f64)
}

fn open(case: &str, dtype: Dtype) -> Reader {
    open_on(DeviceSpec::CPU, case, dtype)
}

fn open_on(device: DeviceSpec, case: &str, dtype: Dtype) -> Reader {
    fixtures::open(case, device, dtype).expect(case)
}

fn greatest(logits: &[f32]) -> u32 {
    let best = logits.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    best.expect("logits").0 as u32
}

/// Logits of every prompt position.
fn prompt_logits(reader: &Reader, prompt: &Prompt) -> Vec<f32> {
    let mut rows = Vec::new();
    let mut sink = |_: usize, values: &[f32]| rows.extend_from_slice(values);
    let mut session = reader.engine().session();
    let last = session.prefill(prompt, Rows::All(&mut sink), &mut |_| {
        ControlFlow::Continue(())
    });
    assert!(rows.ends_with(&last.expect("logits")));
    rows
}

#[test]
fn f32_equals_transformers() {
    let bounds = Bounds {
        features: 1e-5,
        logits: 1e-4,
        lead: 0.0,
    };
    f32_equals_transformers_on(DeviceSpec::CPU, &bounds);
}

/// Needs an NVIDIA GPU; nobody builds with this feature who has none, so that its absence is a failure.
#[cfg(feature = "cuda")]
#[test]
fn f32_on_cuda_equals_transformers() {
    // Burn multiplies f32 matrices as tf32 there, whose factors have 10 bits.
    let bounds = Bounds {
        features: 5e-3,
        logits: 0.1,
        lead: 0.2,
    };
    f32_equals_transformers_on("cuda".parse().unwrap(), &bounds);
}

/// What is demanded of a device in f32.
struct Bounds {
    /// Largest deviation of vision features and of the projector's output.
    features: f64,
    /// Largest deviation of logits.
    logits: f64,
    /// By how much another token than transformers' may lead.
    lead: f32,
}

fn f32_equals_transformers_on(device: DeviceSpec, bounds: &Bounds) {
    let pixels = std::fs::read(fixtures::folder().join("images/pixels.safetensors")).unwrap();
    let pixels = SafeTensors::deserialize(&pixels).unwrap();
    // All are looked at before the verdict: where a device deviates, it matters whether it does so everywhere.
    let mut wrong = Vec::new();
    for case in CASES {
        let bytes =
            std::fs::read(fixtures::folder().join(case).join("expected.safetensors")).unwrap();
        let expected = SafeTensors::deserialize(&bytes).unwrap();
        let reader = open_on(device, case, Dtype::Float32);
        for (name, images, text) in PROMPTS {
            let part = |part: &str| format!("{name}.{part}");
            let prompt = encode(&reader, images, text);
            let ids: Vec<i64> = prompt.input_ids.iter().map(|&id| id.into()).collect();
            assert_eq!(
                ids,
                integers(&expected, &part("input_ids")),
                "{case} {name}"
            );
            for (image, patches) in images.iter().zip(&prompt.images) {
                let wanted = floats(&pixels, &format!("{image}.pixel_values"));
                let bits = |v: &[f32]| v.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
                assert_eq!(bits(&patches.values), bits(&wanted), "{case} {image}");
            }
            let config = reader.engine().config();
            let grids: Vec<_> = prompt.images.iter().map(|i| i.grid).collect();
            let merge = config.vision.spatial_merge_size;
            let found = mrope_positions(&prompt.input_ids, config.image_token_id, &grids, merge);
            let axes = (0..3).flat_map(|a| found.positions.iter().map(move |p| p[a]));
            assert_eq!(
                axes.collect::<Vec<_>>(),
                integers(&expected, &part("position_ids"))
            );
            assert_eq!(
                [found.rope_delta][..],
                integers(&expected, &part("rope_delta"))
            );
            let mut seen = (0.0, 0.0);
            if !images.is_empty() {
                let mut go_on = |_| ControlFlow::Continue(());
                let features = reader
                    .engine()
                    .features(&prompt.images, &mut go_on)
                    .unwrap();
                seen.0 = deviation(&features.vision, &floats(&expected, &part("vision"))).0;
                seen.1 = deviation(&features.projector, &floats(&expected, &part("projector"))).0;
            }
            let all = prompt_logits(&reader, &prompt);
            let logits = deviation(&all, &floats(&expected, &part("logits"))).0;
            let mut session = reader.engine().session();
            let mut go_on = |_| ControlFlow::Continue(());
            let mut row = session.prefill(&prompt, Rows::Last, &mut go_on).unwrap();
            let steps = floats(&expected, &part("step_logits"));
            let (mut stepped, mut first_wrong) = (0f64, None);
            for (k, id) in integers(&expected, &part("generated_ids"))
                .into_iter()
                .enumerate()
            {
                if let Some(wanted) = steps.chunks_exact(row.len()).nth(k) {
                    stepped = stepped.max(deviation(&row, wanted).0);
                }
                let lead = row[greatest(&row) as usize] - row[id as usize];
                if lead > bounds.lead {
                    first_wrong.get_or_insert(k);
                }
                row = session.step(id as u32, &mut go_on).unwrap();
            }
            println!(
                "{device} {case} {name}: vision {:.1e}, projector {:.1e}, logits {logits:.1e}, steps {stepped:.1e}",
                seen.0, seen.1
            );
            let features = seen.0.max(seen.1);
            let close = features <= bounds.features && logits.max(stepped) <= bounds.logits;
            if !close || first_wrong.is_some() {
                wrong.push(format!("{case} {name} (token {first_wrong:?})"));
            }
        }
    }
    assert!(wrong.is_empty(), "{device} deviates in {wrong:?}");
}

#[test]
fn half_precision_is_as_close_as_transformers_own() {
    half_precision_is_close_on(DeviceSpec::CPU, &[Dtype::Bfloat16, Dtype::Float16]);
}

#[cfg(feature = "cuda")]
#[test]
fn half_precision_on_cuda_is_as_close_as_transformers_own() {
    half_precision_is_close_on("cuda".parse().unwrap(), &[Dtype::Bfloat16, Dtype::Float16]);
}

/// Runs an ignored test of this file in a process of its own, in which a SoC is simulated.
fn on_a_simulated(soc: &str, test: &str) {
    Installation::new(Toolkit::V85).pass(test, &[("ASCEND_SIM_SOC", soc)]);
}

#[test]
fn f32_on_the_simulated_npu_equals_transformers() {
    for soc in ["Ascend910B4", "Ascend910_9392"] {
        on_a_simulated(soc, "f32_on_npu");
    }
}

#[test]
fn half_precision_on_the_simulated_npu_is_as_close_as_transformers_own() {
    for soc in ["Ascend910B4", "Ascend910_9392"] {
        on_a_simulated(soc, "half_precision_on_npu");
    }
    on_a_simulated("Ascend310P3", "f16_on_npu");
}

#[test]
#[ignore = "run by f32_on_the_simulated_npu_equals_transformers, with the simulator in its environment"]
fn f32_on_npu() {
    let bounds = Bounds {
        features: 1e-5,
        logits: 1e-4,
        lead: 0.0,
    };
    f32_equals_transformers_on("npu".parse().unwrap(), &bounds);
}

#[test]
#[ignore = "run by half_precision_on_the_simulated_npu_is_as_close_as_transformers_own, with the simulator in its environment"]
fn half_precision_on_npu() {
    half_precision_is_close_on("npu".parse().unwrap(), &[Dtype::Bfloat16, Dtype::Float16]);
}

#[test]
#[ignore = "run by half_precision_on_the_simulated_npu_is_as_close_as_transformers_own, with the simulator in its environment"]
fn f16_on_npu() {
    half_precision_is_close_on("npu".parse().unwrap(), &[Dtype::Float16]);
}

fn half_precision_is_close_on(device: DeviceSpec, dtypes: &[Dtype]) {
    let mut wrong = Vec::new();
    for case in CASES {
        let folder = fixtures::folder().join(case);
        let bytes = std::fs::read(folder.join("expected.safetensors")).unwrap();
        let expected = SafeTensors::deserialize(&bytes).unwrap();
        let report = std::fs::read_to_string(folder.join("expected.json")).unwrap();
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        for &dtype in dtypes {
            let reader = open_on(device, case, dtype);
            for (name, images, text) in PROMPTS {
                let all = prompt_logits(&reader, &encode(&reader, images, text));
                let wanted = floats(&expected, &format!("{name}.logits"));
                let (max, mean) = deviation(&all, &wanted);
                let own = &report["prompts"][name][dtype.name()]["logits"];
                let of = |key: &str| own[key].as_f64().expect("a number");
                let (own_max, own_mean) = (of("max"), of("mean"));
                println!(
                    "{device} {case} {name} {dtype}: max {max:.4} of {own_max:.4}, mean {mean:.5} of {own_mean:.5}"
                );
                // A mean of nothing would be f32 under another name.
                if max > 2.0 * own_max || mean > 1.5 * own_mean || mean <= 1e-4 {
                    wrong.push(format!("{case} {name} {dtype}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{device} deviates in {wrong:?}");
}

#[test]
fn a_cancelled_run_ends_at_once_and_the_session_goes_on() {
    let reader = open("bf16", Dtype::Float32);
    let prompt = encode(&reader, &["page"], "OCR:");
    let mut session = reader.engine().session();
    let mut go_on = |_| ControlFlow::Continue(());
    let first = session.prefill(&prompt, Rows::Last, &mut go_on).unwrap();
    let mut calls = 0;
    while calls < 100 {
        calls += 1;
        let mut heard = 0;
        let result = session.prefill(&prompt, Rows::Last, &mut |_| {
            heard += 1;
            if heard == calls {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        match result {
            Err(ModelError::Cancelled) => assert_eq!(heard, calls),
            result => {
                assert_eq!(result.unwrap(), first);
                break;
            }
        }
    }
    assert!(
        (4..100).contains(&calls),
        "vision, projector and prefill each report"
    );
    assert_eq!(session.tokens(), prompt.input_ids.len());
}

#[test]
fn cached_decoding_equals_full_recomputation() {
    for case in ["tied-t5", "odd"] {
        let reader = open(case, Dtype::Float32);
        let mut prompt = encode(&reader, &["page"], "OCR:");
        let mut go_on = |_| ControlFlow::Continue(());
        let mut session = reader.engine().session();
        let mut row = session.prefill(&prompt, Rows::Last, &mut go_on).unwrap();
        let read = session.tokens();
        let (mut stepped, mut answer) = (Vec::new(), Vec::new());
        for _ in 0..40 {
            answer.push(greatest(&row));
            row = session.step(answer[answer.len() - 1], &mut go_on).unwrap();
            stepped.extend_from_slice(&row);
        }
        // The same tokens in one teacher-forced pass, after forgetting them.
        session.truncate(read);
        let mut scored = Vec::new();
        let mut first = None;
        let mut sink = |from: usize, rows: &[f32]| {
            first.get_or_insert(from);
            scored.extend_from_slice(rows);
        };
        session.score(&answer, &mut sink, &mut go_on).unwrap();
        assert_eq!(first, Some(read));
        let (gap, _) = deviation(&scored, &stepped);
        assert!(gap <= 1e-4, "{case}: score {gap:e}");
        // And the whole sequence from the start, without a cache to build on.
        prompt.input_ids.extend(&answer);
        let all = prompt_logits(&reader, &prompt);
        let (gap, _) = deviation(&all[all.len() - stepped.len()..], &stepped);
        println!("{case}: cached against recomputed {gap:.1e}");
        assert!(gap <= 1e-4, "{case}: recomputed {gap:e}");
    }
}

#[test]
fn images_of_one_prompt_do_not_see_each_other() {
    let reader = open("odd", Dtype::Float32);
    let images = encode(&reader, &["square", "wide"], "OCR:").images;
    let mut go_on = |_| ControlFlow::Continue(());
    let mut features = |images: &[_]| reader.engine().features(images, &mut go_on).unwrap();
    let both = features(&images);
    let apart = [features(&images[..1]), features(&images[1..])];
    let joined = [&apart[0].projector[..], &apart[1].projector[..]].concat();
    assert!(deviation(&both.projector, &joined).0 <= 1e-5);
}

/// Copies a case's folder with its weights in one file, each tensor under the name that `rename` gives it.
fn rewritten(case: &str, rename: fn(&str) -> String) -> tempfile::TempDir {
    let (from, to) = (fixtures::folder().join(case), tempfile::tempdir().unwrap());
    let mut weights = Vec::new();
    for entry in std::fs::read_dir(&from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.starts_with("model") && name.ends_with(".safetensors") {
            weights.push(std::fs::read(&path).unwrap());
        } else if !name.starts_with("model") {
            std::fs::copy(&path, to.path().join(name)).unwrap();
        }
    }
    let files: Vec<_> = weights
        .iter()
        .map(|bytes| SafeTensors::deserialize(bytes).unwrap())
        .collect();
    let tensors = files
        .iter()
        .flat_map(|file| file.tensors())
        .map(|(name, tensor)| (rename(&name), tensor));
    let bytes = safetensors::serialize(tensors.collect::<Vec<_>>(), None).unwrap();
    std::fs::write(to.path().join("model.safetensors"), bytes).unwrap();
    to
}

#[test]
fn shards_and_names_make_no_difference() {
    let original = |name: &str| match name.strip_prefix("model.") {
        Some(rest) if rest.starts_with("visual.") => rest.to_owned(),
        Some(rest) => match rest.split_once('.') {
            Some(("projector", rest)) => format!("mlp_AR.{rest}"),
            Some(("language_model", rest)) => format!("model.{rest}"),
            _ => name.to_owned(),
        },
        None => name.to_owned(),
    };
    let logits = |folder: &Path| {
        let mut always = |_, _| true;
        let plugins = Registry::bundled().unwrap();
        let reader = Reader::open(
            folder,
            DeviceSpec::CPU,
            Dtype::Float32,
            &plugins,
            &mut always,
        )
        .unwrap();
        prompt_logits(&reader, &encode(&reader, &["page"], "OCR:"))
    };
    let sharded = logits(&fixtures::folder().join("tied-t5"));
    let single = rewritten("tied-t5", str::to_owned);
    assert_eq!(logits(single.path()), sharded);
    let renamed = rewritten("tied-t5", original);
    let bytes = std::fs::read(renamed.path().join("model.safetensors")).unwrap();
    let names = SafeTensors::deserialize(&bytes).unwrap();
    assert!(names.tensor("mlp_AR.linear_1.weight").is_ok());
    assert_eq!(logits(renamed.path()), sharded);
}

#[test]
fn a_cancelled_step_leaves_the_session_as_it_was() {
    let reader = open("bf16", Dtype::Float32);
    let prompt = encode(&reader, &["page"], "OCR:");
    let mut go_on = |_| ControlFlow::Continue(());
    let mut session = reader.engine().session();
    let first = session.prefill(&prompt, Rows::Last, &mut go_on).unwrap();
    let token = greatest(&first);
    let wanted = session.step(token, &mut go_on).unwrap();
    session.truncate(prompt.input_ids.len());
    let result = session.step(token, &mut |_| ControlFlow::Break(()));
    assert!(matches!(result, Err(ModelError::Cancelled)));
    assert_eq!(session.tokens(), prompt.input_ids.len());
    assert_eq!(session.step(token, &mut go_on).unwrap(), wanted);
}

#[test]
fn positions_of_every_layout_of_images() {
    let text = std::fs::read_to_string(fixtures::folder().join("positions.json")).unwrap();
    let cases: serde_json::Value = serde_json::from_str(&text).unwrap();
    let cases = cases.as_object().unwrap();
    assert!(cases.len() >= 5);
    let list = |value: &serde_json::Value| -> Vec<i64> {
        let numbers = value.as_array().unwrap().iter();
        numbers.map(|n| n.as_i64().unwrap()).collect()
    };
    for (name, case) in cases {
        let ids: Vec<u32> = list(&case["input_ids"]).iter().map(|&i| i as u32).collect();
        let grids = case["grid_thw"].as_array().unwrap().iter().map(|grid| {
            let grid = list(grid);
            Grid {
                t: grid[0] as usize,
                h: grid[1] as usize,
                w: grid[2] as usize,
            }
        });
        let grids: Vec<Grid> = grids.collect();
        let image_token = case["image_token_id"].as_u64().unwrap() as u32;
        let found = mrope_positions(&ids, image_token, &grids, 2);
        for axis in 0..3 {
            let one: Vec<i64> = found.positions.iter().map(|p| p[axis]).collect();
            assert_eq!(
                one,
                list(&case["position_ids"][axis]),
                "{name}, axis {axis}"
            );
        }
        assert_eq!(
            Some(found.rope_delta),
            case["rope_delta"].as_i64(),
            "{name}"
        );
    }
}
