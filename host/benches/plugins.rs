//! What the sandbox costs, beside the same work done natively: `cargo bench -p inkstone --bench plugins`.
//!
//! The native side is the bundled plugins' own code, compiled for this machine; the image's is what it takes to copy its pixels. The
//! tensors are those of a long page's answer: 420 positions over the vocabulary of PaddleOCR-VL, some 350 MB a pair.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion};
use inkstone::plugin::settings::{GivenSettings, resolve};
use inkstone::plugin::{
    CallContext, Image, Kind, Limits, MemoryTensor, Origin, PixelFormat, Plugin, Runtime, Sample,
    Setting, TensorPair,
};
use inkstone_plugin::testing::settings as native_settings;
use inkstone_plugin::{TensorMetric, TextMetric};
use plugin_fixture::Fixture;
use serde_json::json;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[path = "../tests/plugin_fixture/mod.rs"]
mod plugin_fixture;

const POSITIONS: usize = 420;
const VOCABULARY: usize = 103_424;
const CHARACTERS: usize = 10_000;
const SIDES: (u32, u32) = (1920, 1080);

fn bundled(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/plugins");
    std::fs::read(folder.join(format!("{name}.wasm"))).expect("a component")
}

fn load(runtime: &Arc<Runtime>, bytes: &[u8]) -> Plugin {
    let origin = Origin::File("bench.wasm".into());
    Plugin::from_bytes(runtime, bytes.to_vec().into(), origin, "bench").expect("a plugin")
}

fn defaults(plugin: &Plugin) -> Vec<Setting> {
    resolve(&plugin.info, &GivenSettings::new()).expect("settings")
}

fn context() -> CallContext {
    CallContext {
        limits: Limits {
            seconds: 600.0,
            ..Limits::default()
        },
        ..CallContext::default()
    }
}

/// The smallest image processor that gives its input back: it neither reads nor copies a pixel.
fn pass_through() -> Vec<u8> {
    let image = json!({
        "width": "$w", "height": "$h", "format": "rgba8", "dpi": null, "data": "$data"
    });
    let mut fixture = Fixture::new(Kind::Image)
        .answer("/0/image", image)
        .working("(i32.store @w (local.get 0)) (i32.store @h (local.get 1))")
        .working("(i32.store @data (local.get 5)) (i32.store offset=4 @data (local.get 6))");
    // Its memory grows to what it is given.
    fixture.allocator = Some(
        "(if (i32.gt_u (global.get $top) (i32.shl (memory.size) (i32.const 16)))
            (then (drop (memory.grow (i32.add (i32.shr_u (local.get 3) (i32.const 16)) (i32.const 1))))))
        (local.get $p)"
            .into(),
    );
    fixture.build()
}

fn sample(prediction: &str, reference: &str) -> Sample {
    Sample {
        id: "page".into(),
        prediction: prediction.into(),
        reference: reference.into(),
        language: None,
    }
}

/// A text, and one that was read with a wrong character in twenty.
fn texts() -> (String, String) {
    let letter = |i: usize| char::from(b'a' + ((i * 7919 + i / 26) % 26) as u8);
    let right: String = (0..CHARACTERS).map(letter).collect();
    let read = right.chars().enumerate();
    let read = read
        .map(|(i, c)| if i % 20 == 3 { '#' } else { c })
        .collect();
    (read, right)
}

fn logits() -> [Vec<f32>; 2] {
    let value = |i: usize| ((i.wrapping_mul(2_654_435_761) >> 7) % 4096) as f32 / 128.0 - 16.0;
    let baseline: Vec<f32> = (0..POSITIONS * VOCABULARY).map(value).collect();
    let candidate = baseline.iter().map(|v| v + v.abs() * 1e-4);
    let candidate = candidate.collect();
    [baseline, candidate]
}

fn loading(criterion: &mut Criterion) {
    let bytes = bundled("cer");
    // Loaded and called once, since code is compiled for the first call.
    let load_and_call = |runtime: &Arc<Runtime>| {
        let plugin = load(runtime, &bytes);
        let settings = defaults(&plugin);
        plugin
            .evaluate_texts(&[sample("a", "a")], &settings, &context())
            .expect("a report")
    };
    let mut group = criterion.benchmark_group("load");
    let cold = Arc::new(Runtime::new(None).expect("a runtime"));
    group.bench_function("cold", |b| b.iter(|| black_box(load_and_call(&cold))));
    let folder = tempfile::tempdir().expect("a folder");
    let cached = Runtime::new(Some(folder.path().to_owned())).expect("a runtime");
    let cached = Arc::new(cached);
    load_and_call(&cached);
    group.bench_function("cached", |b| b.iter(|| black_box(load_and_call(&cached))));
    group.finish();
}

fn images(criterion: &mut Criterion, runtime: &Arc<Runtime>) {
    let plugin = load(runtime, &pass_through());
    let image = |(width, height): (u32, u32)| Image {
        width,
        height,
        format: PixelFormat::Rgba8,
        dpi: None,
        data: (0..width * height * 4).map(|i| i as u8).collect(),
    };
    let (dot, page) = (image((1, 1)), image(SIDES));
    let process_by = |plugin: &Plugin, image: &Image| {
        let outcome = plugin.process_image(image, &[], &context());
        outcome.expect("an image").value
    };
    let process = |image: &Image| process_by(&plugin, image);
    // A memory that held an image is zeroed as far as it was used after every later call, which is no part of making an instance.
    let small = load(
        &Arc::new(Runtime::new(None).expect("a runtime")),
        &pass_through(),
    );
    let mut group = criterion.benchmark_group("instantiate");
    group.bench_function("smallest", |b| {
        b.iter(|| black_box(process_by(&small, &dot)))
    });
    assert!(process(&page)[0].image == page);
    group.bench_function("smallest-after-image", |b| {
        b.iter(|| black_box(process(&dot)))
    });
    let cer = load(runtime, &bundled("cer"));
    let settings = defaults(&cer);
    group.bench_function("cer", |b| {
        b.iter(|| black_box(cer.evaluate_texts(&[sample("a", "a")], &settings, &context())))
    });
    group.finish();
    let mut group = criterion.benchmark_group("image");
    group.bench_function("plugin", |b| b.iter(|| black_box(process(&page))));
    let mut copy = page.data.clone();
    group.bench_function("memcpy-x3", |b| {
        b.iter(|| {
            for _ in 0..3 {
                copy.copy_from_slice(black_box(&page.data));
                black_box(&copy);
            }
        })
    });
    group.bench_function("native", |b| b.iter(|| black_box(black_box(&page).clone())));
    group.finish();
}

fn texts_compared(criterion: &mut Criterion, runtime: &Arc<Runtime>) {
    let (read, right) = texts();
    let cer = load(runtime, &bundled("cer"));
    let settings = defaults(&cer);
    let mut group = criterion.benchmark_group("cer");
    group.bench_function(BenchmarkId::new("plugin", CHARACTERS), |b| {
        b.iter(|| {
            let outcome = cer.evaluate_texts(&[sample(&read, &right)], &settings, &context());
            black_box(outcome).expect("a report")
        })
    });
    let settings = native_settings(&cer::Cer::info(), &[]).expect("settings");
    group.bench_function(BenchmarkId::new("native", CHARACTERS), |b| {
        b.iter(|| {
            let sample = inkstone_plugin::Sample {
                id: "page".into(),
                prediction: read.clone(),
                reference: right.clone(),
                language: None,
            };
            black_box(cer::Cer::evaluate(vec![sample], &settings)).expect("a report")
        })
    });
    group.finish();
}

fn tensors<M: TensorMetric>(
    criterion: &mut Criterion,
    runtime: &Arc<Runtime>,
    name: &str,
    logits: &[Vec<f32>; 2],
) {
    let shape = vec![POSITIONS as u32, VOCABULARY as u32];
    let plugin = load(runtime, &bundled(name));
    let settings = defaults(&plugin);
    let mut group = criterion.benchmark_group(name);
    {
        let tensor = |values: &[f32]| {
            let tensor = MemoryTensor::new(shape.clone(), values);
            Arc::new(tensor.expect("a tensor"))
        };
        let pair = TensorPair {
            name: "logits".into(),
            baseline: tensor(&logits[0]),
            candidate: tensor(&logits[1]),
        };
        let pairs = [pair];
        group.bench_function("plugin", |b| {
            b.iter(|| {
                let outcome = plugin.evaluate_tensors(&pairs, &settings, &context());
                black_box(outcome).expect("a report")
            })
        });
    }
    let settings = native_settings(&M::info(), &[]).expect("settings");
    let pair = || {
        let tensor =
            |values: &Vec<f32>| inkstone_plugin::Tensor::from_vec(shape.clone(), values.clone());
        inkstone_plugin::TensorPair {
            name: "logits".into(),
            baseline: tensor(&logits[0]),
            candidate: tensor(&logits[1]),
        }
    };
    group.bench_function("native", |b| {
        b.iter_batched(
            || vec![pair()],
            |pairs| black_box(M::evaluate(pairs, &settings)).expect("a report"),
            BatchSize::PerIteration,
        )
    });
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(5))
        .configure_from_args();
    // `cargo test --benches` runs this too; then nothing is measured.
    if std::env::args().any(|a| a == "--test") || !std::env::args().any(|a| a == "--bench") {
        return;
    }
    let runtime = Arc::new(Runtime::new(None).expect("a runtime"));
    loading(&mut criterion);
    images(&mut criterion, &runtime);
    texts_compared(&mut criterion, &runtime);
    let logits = logits();
    tensors::<mre::Mre>(&mut criterion, &runtime, "mre", &logits);
    tensors::<cosine::Cosine>(&mut criterion, &runtime, "cosine", &logits);
    criterion.final_summary();
}
