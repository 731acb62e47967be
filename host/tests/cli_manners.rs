//! The command line's manners: `inkstone devices` and `inkstone model` as a user calls them, pipes that end early, messages, file modes.

use std::path::Path;
use std::process::{Command, Output};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inkstone"));
    command.args(arguments).env_remove("INKSTONE_ISA");
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the program starts")
}

fn fixture(case: &str) -> String {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/model/fixtures");
    fixtures.join(case).display().to_string()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let model = fixture("odd");
    let image = format!("{}/images/page.png", fixture("."));
    for arguments in [
        &["devices"][..],
        &["devices", "--format", "json"],
        &["model", "inspect", &model],
        &["model", "inspect", &model, "--format", "json"],
        &[
            "infer",
            "--model-path",
            &model,
            "--image",
            &image,
            "--max-new-tokens",
            "2",
        ],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = command(arguments).stdout(writer).output();
        let output = output.expect("the program starts");
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
        // Notes and errors have no reader either.
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let both = writer.try_clone().expect("a second end");
        let status = command(arguments).stdout(writer).stderr(both).status();
        assert_eq!(
            status.expect("the program starts").code(),
            Some(0),
            "{arguments:?}"
        );
    }
}

/// The superuser may write everywhere, so a file stands where the folder should be.
#[test]
fn a_folder_that_cannot_be_written_is_told_before_anything_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    std::fs::write(&out, "").expect("a file");
    let image = format!("{}/images/page.png", fixture("."));
    let output = command(&["infer", "--model-path", "no/such/folder", "--image", &image])
        .arg("--out")
        .arg(&out)
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(1));
    let errors = text(&output.stderr);
    assert!(
        errors.contains("out: cannot write") && !errors.contains("no/such/folder"),
        "{errors}"
    );
}

#[test]
fn inspect_counts_and_names_what_is_missing() {
    let whole = run(&["model", "inspect", &fixture("odd")]);
    assert_eq!(whole.status.code(), Some(0), "{}", text(&whole.stderr));
    let empty = tempfile::tempdir().expect("a folder");
    let nothing = run(&["model", "inspect", &empty.path().display().to_string()]);
    assert_eq!(nothing.status.code(), Some(1));
    let said = text(&nothing.stdout) + &text(&nothing.stderr);
    assert!(said.contains("config.json"), "{said}");
}

#[test]
fn a_random_checkpoint_does_not_replace_other_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let (kept, out) = (
        folder.path().join("mine.txt"),
        folder.path().display().to_string(),
    );
    std::fs::write(&kept, "mine").expect("a file");
    let config = format!("{}/config.json", fixture("odd"));
    let arguments = ["model", "random", "--config", &config, "--out", &out];
    let refused = run(&arguments);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stderr).contains("--force"),
        "{}",
        text(&refused.stderr)
    );
    let forced = run(&[&arguments[..], &["--force"]].concat());
    assert_eq!(forced.status.code(), Some(0), "{}", text(&forced.stderr));
    assert_eq!(std::fs::read_to_string(&kept).expect("still there"), "mine");
    let inspected = run(&["model", "inspect", &out]);
    assert_eq!(
        inspected.status.code(),
        Some(0),
        "{}",
        text(&inspected.stdout)
    );
}

#[test]
fn folders_are_not_named_as_files_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let image = format!("{}/images/page.png", fixture("."));
    for arguments in [
        &["model", "random", "--out", "weights.safetensors"][..],
        &["model", "random", "--out", "-"],
        &["model", "download", "paddleocr-vl", "--out", "model.zip"],
        &[
            "plugin", "run", "deskew", "--image", &image, "--out", "a.png",
        ],
        &["eval-text", "--data", ".", "--charts", "charts.svg"],
        &["eval-text", "--data", ".", "--output", "-"],
    ] {
        let mut command = command(arguments);
        let output = command.current_dir(folder.path()).output();
        let output = output.expect("the program starts");
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
        assert!(errors.contains("\nhint: name "), "{arguments:?}: {errors}");
    }
    let left = std::fs::read_dir(folder.path()).expect("a list");
    assert_eq!(left.count(), 0);
}

#[test]
fn a_cause_is_said_once() {
    let output = run(&["model", "inspect", "no/such/folder"]);
    assert_eq!(output.status.code(), Some(1));
    let errors = text(&output.stderr);
    assert_eq!(errors.matches("os error").count(), 1, "{errors}");
}

/// What is attached to a report of trouble is there where there is trouble.
#[test]
fn a_doctor_without_a_device_tells_what_was_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let looked = folder.path().display().to_string();
    let doctor = |format: &str| {
        let mut command = command(&["doctor", "--format", format]);
        let command = command.env("INKSTONE_ASCEND_LIB_DIR", &looked);
        command.output().expect("the program starts")
    };
    let output = doctor("json");
    assert_eq!(output.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let told = |key: &str| found[key].as_str().expect("a text").to_owned();
    assert_eq!(told("device"), "npu");
    assert!(
        told("problem").contains("no CANN on this machine") && told("problem").contains(&looked)
    );
    assert!(
        told("hint").starts_with("install the CANN toolkit"),
        "{found}"
    );
    let setting = format!("INKSTONE_ASCEND_LIB_DIR={looked}");
    assert_eq!(found["settings"], serde_json::json!([setting]));
    assert!(
        found.get("soc").is_none() && found.get("machine").is_none(),
        "{found}"
    );
    let text_form = doctor("text");
    assert_eq!(text_form.status.code(), Some(1));
    assert_eq!(
        (text(&text_form.stdout), &text_form.stderr),
        (String::new(), &output.stderr)
    );

    // The list of devices has a whole sentence in a line.
    let devices = command(&["devices"])
        .env("INKSTONE_ASCEND_LIB_DIR", &looked)
        .output()
        .expect("the program starts");
    let said = text(&devices.stdout);
    let line = said.lines().find(|line| line.starts_with("npu"));
    let wanted = "no CANN on this machine: there is no libascendcl.so where it is looked for; `inkstone doctor` says more";
    assert!(line.is_some_and(|line| line.ends_with(wanted)), "{said}");
}

#[test]
fn wrong_sampling_is_refused_before_the_weights_are_read() {
    let image = format!("{}/images/page.png", fixture("."));
    let arguments = ["infer", "--model-path", "no/such/folder", "--image", &image];
    for wrong in ["--temperature=-1", "--top-p=2", "--top-k=0"] {
        let output = run(&[&arguments[..], &[wrong]].concat());
        assert_eq!(output.status.code(), Some(2));
        let errors = text(&output.stderr);
        assert!(errors.contains("expected"), "{wrong}: {errors}");
    }
}

#[test]
#[cfg(unix)]
fn logits_may_be_read_by_others() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let (plain, logits) = (folder.path().join("plain"), folder.path().join("logits"));
    std::fs::write(&plain, "").expect("a file");
    let output = command(&["infer", "--max-new-tokens", "2", "--model-path"])
        .arg(fixture("odd"))
        .args(["--image", &format!("{}/images/page.png", fixture("."))])
        .arg("--logits")
        .arg(&logits)
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let mode = |path: &Path| {
        let data = std::fs::metadata(path).expect("the file");
        data.permissions().mode()
    };
    assert_eq!(mode(&logits), mode(&plain), "as any other new file");
}
