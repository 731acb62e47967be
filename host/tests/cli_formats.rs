//! `inkstone infer --format` and `--out` as a user calls them: which files there are, and what is refused.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use inkstone::processor::input::{InputOptions, Pages};

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Reads with the demo reader on the CPU.
fn infer(arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_inkstone"))
        .args(["infer", "--device", "cpu", "--max-new-tokens", "40"])
        .args(arguments)
        .env_remove("INKSTONE_ISA")
        // Without a downloaded model it is the demo reader that reads.
        .env(
            "INKSTONE_DATA_DIR",
            concat!(env!("CARGO_TARGET_TMPDIR"), "/without-models"),
        )
        .output();
    output.expect("the program starts")
}

fn ok(arguments: &[&str]) -> Output {
    let output = infer(arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    output
}

/// Demands that a call fails, for a reason and with advice.
fn refused(arguments: &[&str], status: i32, reason: &str) {
    let output = infer(arguments);
    let errors = text(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{errors}");
    assert!(errors.contains(reason), "{errors}");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into()
        })
        .collect();
    names.sort();
    names
}

fn path(path: PathBuf) -> String {
    path.to_str().expect("UTF-8").to_owned()
}

fn receipt() -> String {
    path(tests().join("samples/receipt.png"))
}

fn three_pages() -> String {
    path(tests().join("reference/image/files/three-pages.pdf"))
}

/// How many pages a PDF has.
fn pages(pdf: Vec<u8>) -> usize {
    let pages = Pages::from_bytes("made.pdf".into(), pdf, &InputOptions::default());
    pages.expect("a PDF").count()
}

#[test]
fn a_document_is_one_file_where_the_form_has_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let inputs = [&receipt(), &three_pages()];
    for (format, expected) in [
        ("pdf", &["receipt.pdf", "three-pages.pdf"][..]),
        ("hocr", &["receipt.hocr", "three-pages.hocr"]),
        (
            "html",
            &[
                "receipt.html",
                "three-pages-p0001.html",
                "three-pages-p0002.html",
                "three-pages-p0003.html",
            ],
        ),
    ] {
        let out = folder.path().join(format);
        ok(&[
            "--image",
            inputs[0],
            inputs[1],
            "--format",
            format,
            "--out",
            &path(out.clone()),
        ]);
        assert_eq!(names(&out), expected);
    }
    let of = |name: &str| std::fs::read(folder.path().join(name)).expect("the file");
    assert_eq!(pages(of("pdf/three-pages.pdf")), 3);
    assert_eq!(pages(of("pdf/receipt.pdf")), 1);
    let hocr = text(&of("hocr/three-pages.hocr"));
    for ppageno in 0..3 {
        assert_eq!(
            hocr.matches(&format!("; ppageno {ppageno}\"")).count(),
            1,
            "{hocr}"
        );
    }
    assert!(text(&of("hocr/receipt.hocr")).matches("ocr_line").count() > 10);
}

#[test]
fn lines_keep_their_places_when_they_are_joined_to_paragraphs() {
    let letter = path(tests().join("samples/letter.png"));
    let count = |pipeline: &str, class: &str| {
        let made = ok(&[
            "--image",
            &letter,
            "--pipeline",
            pipeline,
            "--format",
            "hocr",
        ])
        .stdout;
        text(&made).matches(&format!("class=\"{class}\"")).count()
    };
    assert_eq!(count("scan", "ocr_line"), 22);
    assert_eq!(count("default", "ocr_line"), 22);
    assert!((4..12).contains(&count("scan", "ocr_par")));
}

#[test]
fn a_files_ending_chooses_the_form_and_it_takes_all_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| path(folder.path().join(name));
    let (one, three) = (receipt(), three_pages());
    ok(&[
        "--image",
        &one,
        &three,
        "--pages",
        "2-3",
        "--out",
        &at("all.PDF"),
    ]);
    let made = std::fs::read(at("all.PDF")).expect("the file");
    assert_eq!(pages(made), 3);
    ok(&[
        "--image",
        &three,
        "--out",
        &at("all.json"),
        "--format",
        "json",
    ]);
    let made: serde_json::Value =
        serde_json::from_slice(&std::fs::read(at("all.json")).expect("the file")).expect("JSON");
    assert_eq!(made.as_array().map(Vec::len), Some(3));
    let printed = ok(&["--image", &three, "--pages", "1", "--format", "pdf"]);
    assert_eq!(pages(printed.stdout), 1);
    assert_eq!(names(folder.path()), ["all.PDF", "all.json"]);
}

#[test]
fn a_page_without_tables_is_told_and_spoils_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = path(folder.path().join("out"));
    for place in [&["--out", &out][..], &[]] {
        let mut arguments = vec!["--quiet", "--image"];
        let image = receipt();
        arguments.extend([image.as_str(), "--format", "csv"]);
        arguments.extend(place);
        let output = ok(&arguments);
        let errors = text(&output.stderr);
        assert!(
            errors.contains("receipt.png: no table was found") && errors.contains("hint: "),
            "{errors}"
        );
        assert!(output.stdout.is_empty());
    }
    assert!(names(Path::new(&out)).is_empty());
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| path(folder.path().join(name));
    let image = receipt();
    let out = at("out.csv");
    refused(
        &["--image", &image, "--format", "pdf", "--out", &out],
        2,
        "hint: leave --format out, or end the name in .pdf",
    );
    refused(
        &["--image", &image, "--format", "docx"],
        2,
        "text, markdown, json, html, hocr, pdf, csv, tsv",
    );
    refused(
        &[
            "--image",
            &image,
            "--format",
            "pdf",
            "--pipeline",
            "private",
            "--out",
            &at("o"),
        ],
        2,
        "keeps to itself",
    );
    std::fs::copy(three_pages(), at("scan.pdf")).expect("copied");
    let before = std::fs::read(at("scan.pdf")).expect("the file");
    for out in [at("scan.pdf"), at("")] {
        let scan = at("scan.pdf");
        let output = infer(&["--image", &scan, "--format", "pdf", "--out", &out]);
        assert!(!output.status.success());
        let errors = text(&output.stderr);
        assert!(
            errors.contains("would replace the file that is read; hint: "),
            "{errors}"
        );
        assert!(!errors.contains("tokens"), "{errors}");
    }
    assert_eq!(std::fs::read(at("scan.pdf")).expect("the file"), before);
    let below = at("scan.pdf/out.pdf");
    refused(&["--image", &image, "--out", &below], 1, "cannot write");
    let model = path(tests().join("reference/model/fixtures/odd"));
    let two = path(tests().join("samples/letter.png"));
    refused(
        &[
            "--model-path",
            &model,
            "--image",
            &image,
            &two,
            "--out",
            &at("o.pdf"),
        ],
        2,
        "--each",
    );
    assert_eq!(names(folder.path()), ["o", "scan.pdf"]);
}

#[test]
fn a_file_is_not_taken_for_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| path(folder.path().join(name));
    let image = receipt();
    for (out, hint) in [
        ("read.docx", "hint: files of results end in .txt, .md"),
        ("read.xml", "end it in /"),
    ] {
        refused(&["--image", &image, "--out", &at(out)], 2, hint);
    }
    assert!(names(folder.path()).is_empty());
    // A dash is the standard output, as where nothing is said.
    let mut command = Command::new(env!("CARGO_BIN_EXE_inkstone"));
    command.current_dir(folder.path());
    let output = command
        .args(["infer", "--quiet", "--image", &image, "--out", "-"])
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(output.stdout, ok(&["--image", &image]).stdout);
    assert!(names(folder.path()).is_empty());
    ok(&["--image", &image, "--out", &at("read.json/")]);
    assert_eq!(names(folder.path()), ["read.json"]);
    assert_eq!(names(&folder.path().join("read.json")), ["receipt.txt"]);
}

#[test]
fn an_empty_page_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let blank = folder.path().join("blank.png");
    let page = image::RgbImage::from_pixel(600, 400, image::Rgb([255; 3]));
    page.save(&blank).expect("a file");
    let blank = path(blank);
    let output = ok(&["--image", &blank, &receipt(), "--format", "json"]);
    let told = format!("note: {blank}: nothing was read on this page\n");
    let errors = text(&output.stderr);
    assert!(errors.contains(&told), "{errors}");
    assert_eq!(errors.matches("nothing was read").count(), 1, "{errors}");
    let pages: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let said = |page: &serde_json::Value| page["notes"].to_string().contains("nothing was read");
    assert!(said(&pages[0]) && !said(&pages[1]), "{pages}");
}
