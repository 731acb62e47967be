//! `inkstone eval-accuracy`.

use serde_json::Value;

use super::{Place, model, picture, text, wait_for, write_logits};

const RAW: &str = "<|IMAGE_START|><|IMAGE_PLACEHOLDER|><|IMAGE_END|>Describe this document.";

fn score(scope: &Value, id: &str) -> f64 {
    let metrics = scope["metrics"].as_array().expect("metrics").iter();
    let mut scores = metrics.flat_map(|metric| metric["scores"].as_array().expect("scores"));
    let found = scores.find(|score| score["id"] == id);
    found.expect("the score")["value"]
        .as_f64()
        .expect("a value")
}

/// 420 rows of 7 logits each; on the candidate's side the best token of rows 100 and 300 is another one, by a hair.
fn originals_example() -> (Vec<f32>, Vec<f32>) {
    let row =
        |index: usize| (0..7).map(move |t| if t == index % 7 { 20.0 } else { t as f32 - 9.0 });
    let baseline: Vec<f32> = (0..420).flat_map(row).collect();
    let mut candidate: Vec<f32> = baseline.iter().map(|v| v * 1.0005).collect();
    let mut baseline = baseline;
    for row in [100, 300] {
        let (best, other) = (row % 7, (row + 1) % 7);
        baseline[row * 7 + other] = 19.99;
        candidate[row * 7 + best] = 19.99;
        candidate[row * 7 + other] = 20.0;
    }
    (baseline, candidate)
}

#[test]
fn the_originals_example_is_418_of_420() {
    let place = Place::new();
    let (baseline, candidate) = originals_example();
    let prompt: Vec<i64> = (0..400).collect();
    let answer: Vec<i64> = (0..20).collect();
    for (name, logits) in [("a", &baseline), ("b", &candidate)] {
        let path = place.path(&format!("{name}.safetensors"));
        write_logits(&path, Some((&prompt, &answer)), logits, 7);
    }
    let files = [
        "eval-accuracy",
        "--baseline-logits",
        "a.safetensors",
        "--candidate-logits",
        "b.safetensors",
    ];
    let output = place.status(0, &[&files[..], &["--output", "out/r.md"]].concat());
    assert!(
        text(&output.stdout).contains("418 of 420 positions have the same best token (99.52 %)")
    );
    let report = place.json("out/r.json");
    assert_eq!(
        (&report["all"]["positions"], &report["all"]["agreeing"]),
        (&420.into(), &418.into())
    );
    assert!((score(&report["all"], "top1") - 100.0 * 418.0 / 420.0).abs() < 1e-9);
    // Rows 399 to 418 are those from which the 20 tokens were chosen, and the sides agree there.
    assert_eq!(
        (
            &report["generated"]["positions"],
            &report["generated"]["agreeing"]
        ),
        (&20.into(), &20.into())
    );
    let mismatches = report["images"][0]["mismatches"]
        .as_array()
        .expect("mismatches");
    let positions: Vec<&Value> = mismatches.iter().map(|m| &m["position"]).collect();
    assert_eq!(positions, [100, 300]);
    let markdown = place.read("out/r.md");
    assert!(
        markdown.contains("| ≥ 99 % | 99.52 % | passed |"),
        "{markdown}"
    );
    assert!(markdown.contains("eps = 1e-12") && markdown.contains("eps = 1e-3"));
    let page = place.read("out/r.html");
    assert!(page.contains("<svg") && page.contains("418 of 420") && !page.contains("<script"));
    assert!(place.read("out/r.csv").contains("\r\nall,,inkstone/top1,"));

    let output = place.status(
        1,
        &[
            &files[..],
            &["--threshold_top1", "99.6", "--output", "out/r.md"],
        ]
        .concat(),
    );
    assert!(text(&output.stdout).contains("FAILED") && text(&output.stdout).contains("Top-1"));
    place.status(1, &[&files[..], &["--threshold", "max-abs=0.001"]].concat());
    place.status(
        0,
        &[
            &files[..],
            &[
                "--metrics",
                "top-k",
                "--set",
                "top-k.k=1",
                "--threshold",
                "top-k=99",
            ],
        ]
        .concat(),
    );
    assert_eq!(
        place.json("accuracy_report.json")["all"]["metrics"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[test]
fn a_candidate_that_is_no_number_fails() {
    let place = Place::new();
    let (baseline, mut candidate) = originals_example();
    candidate[77] = f32::NAN;
    write_logits(&place.path("a.safetensors"), None, &baseline, 7);
    write_logits(&place.path("b.safetensors"), None, &candidate, 7);
    place.status(
        1,
        &[
            "eval-accuracy",
            "--baseline-logits",
            "a.safetensors",
            "--candidate-logits",
            "b.safetensors",
        ],
    );
    let report = place.json("accuracy_report.json");
    let mre = &report["all"]["metrics"][0]["scores"][0];
    assert_eq!(
        (&mre["id"], &mre["value"], &mre["passed"]),
        (&"mre".into(), &Value::Null, &false.into())
    );
    assert!(place.read("accuracy_report.md").contains("undefined"));
    // Nor does a position with a NaN agree.
    let agreement = report["images"][0]["agreement"].as_str().expect("a strip");
    let rows = baseline.len() / 7;
    assert_eq!((agreement.len(), &agreement[11..12]), (rows, "0"));
    // What was stored can be read again.
    place.status(
        0,
        &[
            "eval",
            "diff",
            "accuracy_report.json",
            "accuracy_report.json",
        ],
    );
}

#[test]
fn a_limit_that_nothing_is_held_to_fails() {
    let place = Place::new();
    let (baseline, _) = originals_example();
    write_logits(&place.path("a.safetensors"), None, &baseline, 7);
    let line = [
        "eval-accuracy",
        "--baseline-logits",
        "a.safetensors",
        "--candidate-logits",
        "a.safetensors",
        "--metrics",
        "cosine",
    ];
    place.status(0, &line);
    let output = place.status(1, &[&line[..], &["--threshold_mre", "0.1"]].concat());
    assert!(
        text(&output.stdout).contains("Limits for scores that no metric gives: mre."),
        "{output:?}"
    );
    // What fails is worse than what passed, whatever its scores.
    place.status(1, &["eval", "diff", "previous", "latest"]);
    place.status(2, &[&line[..], &["--threshold_cosine", "nan"]].concat());
}

#[test]
fn the_originals_line_compares_two_devices() {
    let place = Place::new();
    let (model, image) = (model("odd"), picture("page.png"));
    let line = [
        "eval-accuracy",
        "--model_path",
        &model,
        "--test_images",
        &image,
        "--prompt",
        RAW,
        "--threshold_mre",
        "100",
        "--threshold_top1",
        "50",
        "--dtype",
        "float32",
        "--output",
        "accuracy_report.md",
        "--max-new-tokens",
        "20",
    ];
    let output = place.status(3, &line);
    let errors = text(&output.stderr);
    assert!(
        errors.contains("no CANN on this machine") && errors.contains("--device cpu:bf16"),
        "{errors}"
    );
    assert!(!place.path("accuracy_report.md").exists());

    place.status(
        0,
        &[&line[..], &["--device", "cpu:bf16", "--charts", "charts"]].concat(),
    );
    let report = place.json("accuracy_report.json");
    assert_eq!(report["baseline"]["name"], "cpu:f32");
    assert_eq!(report["candidate"]["name"], "cpu:bf16");
    let image = &report["images"][0];
    let (prompt, forced) = (&image["prompt_tokens"], &image["forced_tokens"]);
    let (prompt, forced) = (
        prompt.as_u64().expect("tokens"),
        forced.as_u64().expect("tokens"),
    );
    assert!(prompt > 6 && (1..=20).contains(&forced));
    assert_eq!(report["all"]["positions"], prompt + forced);
    assert_eq!(report["generated"]["positions"], forced);
    assert_eq!(
        image["agreement"].as_str().map(str::len),
        Some((prompt + forced) as usize)
    );
    // 16 bits are not 32, and not noise either.
    let mean = score(&report["all"], "mean-abs");
    assert!(mean > 1e-5 && mean < 1.0, "{mean}");
    assert!(score(&report["all"], "cosine") > 0.99);
    assert_eq!(
        report["environment"]["devices"].as_array().map(Vec::len),
        Some(2)
    );
    let hash = report["environment"]["checkpoint"]["sha256"]
        .as_str()
        .expect("a hash");
    assert_eq!(hash.len(), 64);
    assert!(!place.path("accuracy_report.partial").exists());
    for name in [
        "logit-scatter-light.png",
        "logit-scatter-dark.svg",
        "agreement-page-png-light.svg",
    ] {
        assert!(place.path("charts").join(name).exists(), "{name}");
    }

    // The same device does not differ from itself.
    place.status(0, &[&line[..], &["--device", "cpu"]].concat());
    let report = place.json("accuracy_report.json");
    assert_eq!(
        (
            score(&report["all"], "mre"),
            score(&report["all"], "max-abs")
        ),
        (0.0, 0.0)
    );
    assert_eq!(report["images"][0]["free_run"]["divergence"], Value::Null);
    assert!(place.read("accuracy_report.md").contains("same device"));
}

#[test]
fn files_and_devices_give_the_same_logits() {
    let place = Place::new();
    let (model, image) = (model("untied-v1"), picture("page.png"));
    let loose = [
        "--threshold_mre",
        "1000",
        "--threshold_top1",
        "0",
        "--threshold_cosine",
        "-1",
    ];
    for (device, file) in [("cpu", "a.safetensors"), ("cpu:bf16", "b.safetensors")] {
        place.status(
            0,
            &[
                "infer",
                "--model-path",
                &model,
                "--image",
                &image,
                "--device",
                device,
                "--max-new-tokens",
                "12",
                "--logits",
                file,
                "--logits-positions",
                "all",
            ],
        );
    }
    let base = [
        "eval-accuracy",
        "--model-path",
        &model,
        "--test-images",
        &image,
        "--max-new-tokens",
        "12",
    ];
    let with = |rest: &[&str], name: &str| {
        place.status(
            0,
            &[&base[..], rest, &loose[..], &["--output", name]].concat(),
        );
        place.json(&name.replace(".md", ".json"))
    };
    let devices = with(&["--device", "cpu:bf16"], "devices.md");
    let file = with(
        &["--baseline-logits", "a.safetensors", "--device", "cpu:bf16"],
        "file.md",
    );
    // The file's rows of the answer come from decoding steps, the device's from one pass: equal to rounding.
    for id in ["mre", "mean-abs", "cosine"] {
        let (a, b) = (score(&devices["all"], id), score(&file["all"], id));
        assert!((a - b).abs() <= 0.01 * a.abs(), "{id}: {a} {b}");
    }
    assert_eq!(
        devices["images"][0]["free_run"]["common"],
        file["images"][0]["free_run"]["common"]
    );
    let reverse = with(
        &[
            "--candidate-logits",
            "a.safetensors",
            "--baseline",
            "cpu:bf16",
        ],
        "reverse.md",
    );
    assert_eq!(reverse["baseline"]["name"], "cpu:bf16");
    let (a, b) = (
        score(&file["all"], "mean-abs"),
        score(&reverse["all"], "mean-abs"),
    );
    assert!((a - b).abs() <= 0.01 * a, "{a} {b}");

    // Two files: each side read its own tokens, so rows count up to the first that differs.
    let files = [
        "eval-accuracy",
        "--baseline-logits",
        "a.safetensors",
        "--candidate-logits",
        "b.safetensors",
    ];
    place.status(
        0,
        &[&files[..], &loose[..], &["--output", "files.md"]].concat(),
    );
    let files = place.json("files.json");
    let image = &files["images"][0];
    let run = &image["free_run"];
    let common = run["common"].as_u64().expect("a count");
    let prompt = image["prompt_tokens"].as_u64().expect("a count");
    match run["divergence"].is_null() {
        true => assert_eq!(files["all"]["positions"], prompt + 12),
        false => assert_eq!(files["all"]["positions"], prompt + common),
    }
    // Another image has another prompt.
    let other = picture("square.png");
    let output = place.status(
        3,
        &[
            "eval-accuracy",
            "--model-path",
            &model,
            "--test-images",
            &other,
            "--baseline-logits",
            "a.safetensors",
            "--device",
            "cpu",
        ],
    );
    assert!(
        text(&output.stderr).contains("input_ids"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn several_images_are_pooled() {
    let place = Place::new();
    let (model, one, two) = (model("tied-t5"), picture("page.png"), picture("square.png"));
    place.status(
        0,
        &[
            "eval-accuracy",
            "--model-path",
            &model,
            "--test_images",
            &one,
            &two,
            "--device",
            "cpu:f16",
            "--max-new-tokens",
            "5",
            "--threshold_mre",
            "1000",
            "--threshold_top1",
            "0",
            "--threshold_cosine",
            "0",
        ],
    );
    let report = place.json("accuracy_report.json");
    let images = report["images"].as_array().expect("images");
    assert_eq!(images.len(), 2);
    let sum = |key: &str| {
        images
            .iter()
            .map(|i| i["all"][key].as_u64().expect("a count"))
            .sum::<u64>()
    };
    assert_eq!(report["all"]["positions"], sum("positions"));
    assert_eq!(report["all"]["agreeing"], sum("agreeing"));
    // Of rows of one width the pooled mean is that of the images, weighted by their rows.
    let weighted: f64 = images
        .iter()
        .map(|i| score(&i["all"], "mean-abs") * i["all"]["positions"].as_f64().expect("a count"))
        .sum();
    let pooled = score(&report["all"], "mean-abs");
    assert!((pooled - weighted / sum("positions") as f64).abs() < 1e-9 * pooled);
    assert!(place.read("accuracy_report.md").contains("## By image"));
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let place = Place::new();
    let (model, image) = (model("odd"), picture("page.png"));
    write_logits(&place.path("a.safetensors"), None, &[1.0; 14], 7);
    write_logits(&place.path("wide.safetensors"), None, &[1.0; 16], 8);
    write_logits(&place.path("long.safetensors"), None, &[1.0; 21], 7);
    std::fs::write(place.path("words.safetensors"), "words").expect("a file");
    let told = |status: i32, arguments: &[&str], words: &str| {
        let output = place.status(status, &[&["eval-accuracy"], arguments].concat());
        let errors = text(&output.stderr);
        assert!(errors.contains(words), "{words}: {errors}");
    };
    let files = |candidate: &'static str| {
        [
            "--baseline-logits",
            "a.safetensors",
            "--candidate-logits",
            candidate,
        ]
    };
    told(3, &files("wide.safetensors"), "7 and 8 tokens");
    told(3, &files("long.safetensors"), "2 and 3 positions");
    told(3, &files("words.safetensors"), "words.safetensors");
    told(3, &files("none.safetensors"), "none.safetensors");
    told(
        3,
        &["--test_images", "none.png", "--device", "cpu"],
        "none.png",
    );
    told(
        3,
        &[
            "--test_images",
            &image,
            "--device",
            "cpu",
            "--model-path",
            "none",
        ],
        "none",
    );
    told(
        3,
        &[
            "--test_images",
            &image,
            "--device",
            "cpu",
            "--model-path",
            &model,
            "--metrics",
            "cer",
        ],
        "cer",
    );
    told(
        3,
        &[
            "--test_images",
            &image,
            "--device",
            "cpu",
            "--model-path",
            &model,
            "--metrics",
            "msre",
        ],
        "msre",
    );
    told(
        2,
        &["--test_images", &image, "--device", "cpu", "--output", "."],
        "folder",
    );
    told(2, &[], "--test-images");
    told(
        2,
        &["--test_images", &image, "--threshold", "mre"],
        "SCORE=VALUE",
    );
}

#[test]
fn images_of_the_same_file_name_are_told_apart() {
    let place = Place::new();
    let model = model("odd");
    let images = ["d1/a.png", "d2/a.png", "d2/b.png", "d1-a.png"];
    for (image, source) in images
        .iter()
        .zip(["page.png", "square.png", "page.png", "page.png"])
    {
        let path = place.path(image);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::copy(picture(source), path).expect("a copy");
    }
    let line = [
        "eval-accuracy",
        "--model-path",
        &model,
        "--max-new-tokens",
        "3",
        "--device",
        "cpu",
    ];
    let rest = ["--charts", "charts", "--metrics", "mre", "--test_images"];
    place.status(0, &[&line[..], &rest, &images].concat());
    let report = place.json("accuracy_report.json");
    let names = ["d1/a.png", "d2/a.png", "b.png", "d1-a.png"];
    let found = report["images"].as_array().expect("images").iter();
    assert_eq!(found.map(|image| &image["name"]).collect::<Vec<_>>(), names);
    let (markdown, csv) = (
        place.read("accuracy_report.md"),
        place.read("accuracy_report.csv"),
    );
    for name in names {
        assert!(
            markdown.contains(&format!("Errors by position: {name}\n")),
            "{markdown}"
        );
        assert!(csv.contains(&format!("\r\nimage,{name},")), "{csv}");
    }
    for name in ["d1-a-png", "d2-a-png", "b-png", "d1-a-png-2"] {
        let chart = place.path(&format!("charts/agreement-{name}-light.svg"));
        assert!(chart.exists(), "{name}");
    }
}

/// As where a batch is read: what is broken is told, and the rest is compared.
#[test]
fn a_broken_image_among_others_is_told_and_left_out() {
    let place = Place::new();
    let model = model("odd");
    std::fs::create_dir(place.path("in")).expect("a folder");
    std::fs::copy(picture("page.png"), place.path("in/good.png")).expect("a copy");
    let good = std::fs::read(picture("page.png")).expect("an image");
    std::fs::write(place.path("in/half.png"), &good[..good.len() / 2]).expect("a file");
    let thin = image::RgbImage::new(2, 6000);
    thin.save(place.path("in/thin.png")).expect("a file");
    let line = ["eval-accuracy", "--model-path", &model, "--device", "cpu"];
    let rest = ["--max-new-tokens", "3", "--metrics", "mre", "--quiet"];
    let line = [&line[..], &rest, &["--test-images"]].concat();
    let output = place.status(1, &[&line[..], &["in", "nowhere.png"]].concat());
    let report = place.json("accuracy_report.json");
    let names = |list: &str| -> Vec<String> {
        let pages = report[list].as_array().expect("a list").iter();
        pages.map(|page| page["name"].to_string()).collect()
    };
    assert_eq!(names("images"), ["\"good.png\""]);
    let failed = ["\"nowhere.png\"", "\"half.png\"", "\"thin.png\""];
    assert_eq!(names("failed"), failed);
    assert_eq!(report["passed"], false);
    assert_eq!(report["all"]["metrics"][0]["scores"][0]["passed"], true);
    let errors = text(&output.stderr);
    for wanted in [
        "error: nowhere.png: no such file or folder",
        "half.png: ",
        "thin.png: an image of 2 x 6000 pixels is too long and thin",
    ] {
        assert!(errors.contains(wanted), "{wanted}: {errors}");
    }
    let (markdown, html) = (
        place.read("accuracy_report.md"),
        place.read("accuracy_report.html"),
    );
    for page in [markdown, html] {
        assert!(
            page.contains("agree numerically on what could be read: ")
                && page.contains("3 could not be read.")
        );
        assert!(page.contains("Pages that could not be read") && page.contains("half.png"));
    }
    let csv = place.read("accuracy_report.csv");
    assert!(csv.contains("\r\nfailed,half.png,"), "{csv}");
    // A run with fewer of them is better.
    let output = ["in/good.png", "--output", "good.md"];
    place.status(0, &[&line[..], &output].concat());
    let (good, broken) = ("good.json", "accuracy_report.json");
    place.status(1, &["eval", "diff", good, broken]);
    place.status(0, &["eval", "diff", broken, good]);

    let output = place.status(3, &[&line[..], &["in/half.png", "nowhere.png"]].concat());
    let errors = text(&output.stderr);
    assert!(
        errors.contains("no page could be read, so there is no result; 2 failed:")
            && errors.contains("half.png: ")
            && errors.contains("nowhere.png: no such file"),
        "{errors}"
    );
}

/// The demo reader reads single lines: the lines that `infer` reads are those that are compared.
#[test]
fn a_page_is_compared_in_the_lines_that_the_demo_reader_reads() {
    let place = Place::new();
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/samples");
    let receipt = format!("{samples}/receipt.png");
    let blank = image::RgbImage::from_pixel(600, 400, image::Rgb([255; 3]));
    blank.save(place.path("blank.png")).expect("a file");
    let line = [
        "eval-accuracy",
        "--model-path",
        "demo",
        "--device",
        "cpu:bf16",
    ];
    let line = [&line[..], &["--threshold_mre", "1000", "--test-images"]].concat();
    let output = place.status(0, &[&line[..], &[&receipt, "blank.png"]].concat());
    let report = place.json("accuracy_report.json");
    let read = [
        "infer",
        "--model-path",
        "demo",
        "--pipeline",
        "plain",
        "--format",
        "json",
    ];
    let read = place.status(0, &[&read[..], &["--image", &receipt]].concat());
    let read: Value = serde_json::from_slice(&read.stdout).expect("JSON");
    let lines = read["blocks"].as_array().expect("blocks");
    let images = report["images"].as_array().expect("images");
    assert!(lines.len() > 10, "{read}");
    let of_line = |image: &Value| -> String {
        let name = image["name"].as_str().expect("a name");
        name.split(", piece ").next().expect("a line").to_owned()
    };
    let mut compared: Vec<String> = images.iter().map(of_line).collect();
    compared.dedup();
    let wanted = (1..=lines.len()).map(|line| format!("receipt.png, line {line}"));
    assert_eq!(compared, wanted.collect::<Vec<_>>());
    // The baseline's own answers are what is read there.
    let tokens = |image: &Value| image["forced_tokens"].as_u64().expect("a count") as usize;
    let generated = read["tokens"].as_array().expect("tokens").len() + images.len();
    let forced: usize = images.iter().map(tokens).sum();
    assert_eq!(forced, generated, "each piece with the token that ended it");
    let told = format!(
        "note: the demo reader reads single lines, so 2 pages were cut into {} lines in {} pieces, each compared by itself",
        lines.len(),
        images.len()
    );
    let errors = text(&output.stderr);
    assert!(errors.contains(&told), "{errors}");
    assert!(
        errors.contains("note: blank.png: there is no line of text on it"),
        "{errors}"
    );
    assert!(!errors.contains("whole image"), "{errors}");
    let output = place.status(3, &[&line[..], &["blank.png"]].concat());
    let errors = text(&output.stderr);
    assert!(
        errors.contains("no line of text was found")
            && errors.contains("hint: give pages with text"),
        "{errors}"
    );

    // A file of logits is of the whole image, so that the device is given the same.
    let logits = [
        "infer",
        "--model-path",
        "demo",
        "--image",
        &receipt,
        "--logits",
        "a.safetensors",
    ];
    place.status(
        0,
        &[
            &logits[..],
            &["--logits-positions", "all", "--max-new-tokens", "4"],
        ]
        .concat(),
    );
    let file = [
        "--baseline-logits",
        "a.safetensors",
        "--max-new-tokens",
        "4",
    ];
    let output = place.run(&[&line[..], &[&receipt], &file].concat());
    assert!(
        text(&output.stderr).contains(
            "note: the model reads single lines, and the whole image is taken as one line"
        )
    );
    assert_eq!(
        place.json("accuracy_report.json")["images"][0]["name"],
        "receipt.png"
    );
}

#[test]
fn what_failed_at_once_leaves_no_folder() {
    let place = Place::new();
    let (model, image) = (model("odd"), picture("page.png"));
    write_logits(
        &place.path("a.safetensors"),
        Some((&[1, 2], &[3])),
        &[1.0; 21],
        7,
    );
    let line = [
        "eval-accuracy",
        "--model-path",
        &model,
        "--test_images",
        &image,
        "--device",
        "cpu",
        "--baseline-logits",
        "a.safetensors",
    ];
    let output = place.status(3, &line);
    assert!(!place.path("accuracy_report.partial").exists());
    assert!(!text(&output.stderr).contains("--resume"), "{output:?}");
    // A folder of something else stays.
    std::fs::create_dir(place.path("accuracy_report.partial")).expect("a folder");
    std::fs::write(place.path("accuracy_report.partial/run.json"), "mine").expect("a file");
    place.status(3, &line);
    assert_eq!(place.read("accuracy_report.partial/run.json"), "mine");
}

/// A run that is stopped leaves the last report as it was, and goes on to the same result.
#[cfg(unix)]
#[test]
fn a_stopped_run_goes_on() {
    let place = Place::new();
    let model = model("untied-v1");
    let images: Vec<String> = (0..40)
        .map(|i| place.name(&format!("in/{i:02}.png")))
        .collect();
    std::fs::create_dir(place.path("in")).expect("a folder");
    for image in &images {
        std::fs::copy(picture("page.png"), image).expect("a copy");
    }
    let line = [
        "eval-accuracy",
        "--model-path",
        &model,
        "--test_images",
        "in",
        "--device",
        "cpu:bf16",
        "--max-new-tokens",
        "40",
        "--metrics",
        "mre",
        "--threshold_mre",
        "1000",
    ];
    std::fs::write(place.path("accuracy_report.md"), "the last report").expect("a file");
    let child = place.start(&line);
    let partial = place.path("accuracy_report.partial");
    wait_for("the first image", || {
        partial.join("0002-baseline.json").exists()
    });
    assert_eq!(super::interrupt(child), Some(130));
    assert_eq!(place.read("accuracy_report.md"), "the last report");
    assert!(
        !partial.join("0040-candidate.json").exists(),
        "it was stopped before its end"
    );
    let first = std::fs::metadata(partial.join("0001-baseline.safetensors")).expect("a file");

    // Another evaluation is not mixed up with it.
    let output = place.status(3, &[&line[..], &["--resume", "--task", "table"]].concat());
    assert!(
        text(&output.stderr).contains("prompt differ"),
        "{}",
        text(&output.stderr)
    );
    let kept = std::fs::metadata(partial.join("0001-baseline.safetensors")).expect("a file");
    assert_eq!(
        first.modified().expect("a time"),
        kept.modified().expect("a time")
    );
    // What fails midway is as little lost as what is stopped.
    let blocked = partial.join("0001-candidate.safetensors");
    std::fs::create_dir(&blocked).expect("a folder in a file's place");
    let output = place.status(3, &[&line[..], &["--resume"]].concat());
    assert!(
        text(&output.stderr).contains("hint: what was done until then is kept: --resume goes on"),
        "{}",
        text(&output.stderr)
    );
    std::fs::remove_dir(&blocked).expect("removed");
    // What another run left is no beginning of one that did not begin.
    let elsewhere = ["--device", "cpu", "--model-path", "nowhere"];
    let output = place.status(
        3,
        &[&["eval-accuracy", "--test_images", "in"], &elsewhere[..]].concat(),
    );
    assert!(!text(&output.stderr).contains("--resume"), "{output:?}");
    place.status(0, &[&line[..], &["--resume"]].concat());
    let resumed = place.json("accuracy_report.json");
    assert!(!partial.exists());
    place.status(0, &line);
    let whole = place.json("accuracy_report.json");
    assert_eq!(resumed["all"], whole["all"]);
    assert_eq!(resumed["images"], whole["images"]);
}
