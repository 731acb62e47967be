//! Prefill and decode of the full-size model, with random weights: `cargo bench -p inkstone`.
//!
//! The checkpoint (1.9 GB) is written once, below cargo's target folder, or taken from `INKSTONE_BENCH_MODEL`. `INKSTONE_BENCH_DTYPE`
//! chooses the dtype. The largest page takes about half a minute a run, so each figure is the median of ten runs.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use inkstone::checkpoint::preset::Version;
use inkstone::checkpoint::random::RandomCheckpoint;
use inkstone::checkpoint::weights_file::WeightFiles;
use inkstone::device::{DeviceSpec, Dtype, Engine, open};
use inkstone::model::config::ModelConfig;
use inkstone::model::{Prompt, Rows};
use inkstone::processor::image::{Grid, Patches};

/// Grids of 576, 2304 and 5120 patches.
const GRIDS: [(usize, usize); 3] = [(24, 24), (48, 48), (64, 80)];
/// Tokens in the cache while decoding is measured.
const CONTEXTS: [usize; 2] = [300, 1300];

fn folder() -> PathBuf {
    if let Some(folder) = std::env::var_os("INKSTONE_BENCH_MODEL") {
        return folder.into();
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-model");
    if !folder.join("model.safetensors").exists() {
        eprintln!("writing a random checkpoint into {}", folder.display());
        RandomCheckpoint::like(Version::V16, 1)
            .write(&folder, &mut |_| {}, &AtomicBool::new(false))
            .expect("a random checkpoint can be written");
    }
    folder
}

fn load(folder: &Path) -> Box<dyn Engine> {
    let dtype = match std::env::var("INKSTONE_BENCH_DTYPE") {
        Ok(name) => name.parse().expect("INKSTONE_BENCH_DTYPE names a dtype"),
        Err(_) => Dtype::Float32,
    };
    let config = ModelConfig::from_file(&folder.join("config.json")).expect("a config");
    let weights = WeightFiles::open(folder).expect("weights");
    open(DeviceSpec::CPU, dtype, &config, &weights, &mut |_, _| true).expect("a loaded model")
}

fn prompt(engine: &dyn Engine, (h, w): (usize, usize)) -> Prompt {
    let config = engine.config();
    let count = h * w * config.vision.patch_values();
    let values = (0..count).map(|i| ((i * 2_654_435_761) % 1000) as f32 / 500.0 - 1.0);
    let grid = Grid { t: 1, h, w };
    let image = vec![config.image_token_id; grid.tokens(config.vision.spatial_merge_size)];
    Prompt {
        input_ids: [vec![5, 6, 7], image, vec![8, 9, 10]].concat(),
        images: vec![Patches {
            values: values.collect(),
            grid,
        }],
    }
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5))
        .configure_from_args();
    // `cargo test --benches` runs this too; then nothing is measured and no checkpoint is needed.
    if std::env::args().any(|a| a == "--test") || !std::env::args().any(|a| a == "--bench") {
        return;
    }
    let engine = load(&folder());
    let mut keep_on = |_| ControlFlow::Continue(());
    let mut group = criterion.benchmark_group("prefill");
    for grid in GRIDS {
        let prompt = prompt(engine.as_ref(), grid);
        group.bench_function(BenchmarkId::new("patches", grid.0 * grid.1), |b| {
            b.iter(|| {
                let mut session = engine.session();
                black_box(session.prefill(&prompt, Rows::Last, &mut keep_on)).expect("logits")
            })
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("decode");
    for context in CONTEXTS {
        let mut session = engine.session();
        let prompt = Prompt {
            input_ids: (0..context as u32).map(|i| 5 + i % 50).collect(),
            images: Vec::new(),
        };
        session
            .prefill(&prompt, Rows::Last, &mut keep_on)
            .expect("logits");
        group.bench_function(BenchmarkId::new("context", context), |b| {
            b.iter(|| {
                let logits = session.step(black_box(7), &mut keep_on).expect("logits");
                session.truncate(context);
                logits
            })
        });
    }
    group.finish();
    criterion.final_summary();
}
