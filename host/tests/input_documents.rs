//! Arguments to documents to pages.

use std::fs;
use std::path::{Path, PathBuf};

use inkstone::processor::input::{
    DecodeError, Document, DocumentKind, InputError, InputOptions, Inputs, Page, Pages,
};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/reference/image/files")
        .join(name)
}

fn pages(document: &Document, options: &InputOptions) -> Vec<Page> {
    let pages = document.open(options).expect("opens");
    let len = pages.len();
    let pages: Vec<Page> = pages.collect::<Result<_, _>>().expect("decodes");
    assert_eq!(pages.len(), len);
    pages
}

fn selection(pages: &str) -> InputOptions {
    InputOptions {
        pages: Some(pages.parse().expect("a selection")),
        ..InputOptions::default()
    }
}

#[test]
fn files_folders_and_patterns() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir_all(root.join("sub/deeper")).expect("folders");
    fs::create_dir(root.join("empty.png")).expect("a folder named like an image");
    let png = fs::read(fixture("rgb.png")).expect("png");
    for name in [
        "p10.png",
        "p2.PNG",
        "p1.jpg",
        "sub/p3.png",
        "sub/deeper/x.png",
        ".hidden.png",
        "no-extension",
    ] {
        fs::write(root.join(name), &png).expect(name);
    }
    fs::write(root.join("notes.txt"), "notes").expect("text");
    fs::write(root.join("broken.png"), "").expect("broken");

    let names = |inputs: &Inputs| -> Vec<String> {
        let name = |document: &Document| {
            let path = document.path.strip_prefix(root).unwrap_or(&document.path);
            path.to_string_lossy().replace('\\', "/")
        };
        inputs.documents.iter().map(name).collect()
    };
    let all = Inputs::expand(&[root]);
    assert!(all.errors.is_empty(), "{:?}", all.errors);
    assert_eq!(
        names(&all),
        [
            "broken.png",
            "no-extension",
            "p1.jpg",
            "p2.PNG",
            "p10.png",
            "sub/deeper/x.png",
            "sub/p3.png"
        ]
    );
    assert!(all.documents.iter().all(|document| document.batch));

    let pattern = Inputs::expand(&[root.join("p*")]);
    assert_eq!(names(&pattern), ["p1.jpg", "p2.PNG", "p10.png"]);
    assert!(pattern.documents.iter().all(|document| document.batch));

    // A PNG named .jpg is read by its content.
    let named = Inputs::expand(&[root.join("p10.png"), root.join("p1.jpg")]);
    assert_eq!(names(&named), ["p10.png", "p1.jpg"]);
    for document in &named.documents {
        assert!(!document.batch);
        assert_eq!(document.kind, DocumentKind::Image);
        let page = &pages(document, &InputOptions::default())[0];
        assert_eq!(
            (page.index, page.count, &page.document),
            (0, 1, &document.path)
        );
        assert_eq!(page.image.dimensions(), (67, 45));
    }

    let wrong = Inputs::expand(&[
        root.join("absent.png"),
        root.join("q*.png"),
        root.join("empty.png"),
        root.join("a[.png"),
        root.join("broken.png"),
    ]);
    assert!(matches!(
        &wrong.errors[..],
        [
            InputError::NotFound { .. },
            InputError::NoMatch { .. },
            InputError::EmptyFolder { .. },
            InputError::Pattern { .. }
        ]
    ));
    for (error, name) in wrong
        .errors
        .iter()
        .zip(["absent.png", "q*.png", "empty.png", "a[.png"])
    {
        assert!(error.to_string().contains(name), "{error}");
    }
    let Err(error) = wrong.documents[0].open(&InputOptions::default()) else {
        panic!("an empty file opens");
    };
    assert!(
        error.to_string().contains("broken.png: the file is empty"),
        "{error}"
    );
}

#[test]
fn what_cannot_be_opened_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = InputOptions::default();
    let error = |path: &Path, options: &InputOptions| match Document::named(path).open(options) {
        Ok(_) => panic!("{} opens", path.display()),
        Err(error) => error,
    };
    assert!(matches!(
        error(folder.path(), &options),
        InputError::IsFolder { .. }
    ));
    assert!(matches!(
        error(&folder.path().join("no"), &options),
        InputError::NotFound { .. }
    ));
    let text = folder.path().join("a.png");
    fs::write(&text, "just text").expect("text");
    let message = error(&text, &options).to_string();
    assert!(
        message.contains("a.png") && message.contains("not an image"),
        "{message}"
    );
    for dpi in [0.0, -1.0, f32::NAN, f32::INFINITY, 1e9] {
        let options = InputOptions {
            dpi,
            ..options.clone()
        };
        let error = error(&fixture("three-pages.pdf"), &options);
        assert!(matches!(error, InputError::Resolution { .. }), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn devices_and_links_in_circles() {
    let device = Document::named("/dev/null").open(&InputOptions::default());
    assert!(matches!(device.err(), Some(InputError::NotRegular { .. })));

    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(fixture("rgb.png"), folder.path().join("a.png")).expect("copy");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("circle")).expect("link");
    std::os::unix::fs::symlink(folder.path().join("a.png"), folder.path().join("b.png"))
        .expect("link");
    let inputs = Inputs::expand(&[folder.path()]);
    assert_eq!(inputs.documents.len(), 2);
    assert!(inputs.errors.is_empty());
}

#[test]
fn files_with_frames_are_batches() {
    for name in ["frames.tif", "frames.gif", "disposal.gif"] {
        let document = Document::named(fixture(name));
        assert_eq!(
            (document.kind, document.batch),
            (DocumentKind::MultiFrame, true),
            "{name}"
        );
        let all = pages(&document, &InputOptions::default());
        assert_eq!(all.len(), 3, "{name}");
        let some = pages(&document, &selection("3,1"));
        let indices: Vec<_> = some.iter().map(|page| (page.index, page.count)).collect();
        assert_eq!(indices, [(0, 3), (2, 3)], "{name}");
        assert_eq!(
            some[1].image, all[2].image,
            "{name}: frames that are passed over still count"
        );
    }
    for name in ["rgb.tif", "palette.gif", "frames.webp"] {
        let document = Document::named(fixture(name));
        assert_eq!(
            (document.kind, document.batch),
            (DocumentKind::Image, false),
            "{name}"
        );
        assert_eq!(
            pages(&document, &selection("5")).len(),
            1,
            "{name}: one frame has no pages"
        );
    }
}

#[test]
fn a_pdf_that_breaks_off_says_so_on_every_page() {
    let bytes = fs::read(fixture("three-pages.pdf")).expect("a PDF");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("cut.pdf");
    // Without its last line; a shorter one has no pages at all, which is an error already.
    let end = bytes.windows(5).rposition(|part| part == b"%%EOF");
    fs::write(&path, &bytes[..end.expect("the end mark")]).expect("a file");
    let cut = pages(&Document::named(&path), &InputOptions::default());
    assert_eq!(cut.len(), 3);
    for page in cut {
        assert_eq!(page.warnings.len(), 1, "{:?}", page.warnings);
        assert!(page.warnings[0].contains("the file breaks off"));
    }
}

#[test]
fn pages_that_a_damaged_pdf_has_lost_are_told() {
    let whole = fixture("three-pages.pdf");
    let open = |path: &Path| Document::named(path).open(&InputOptions::default());
    assert!(open(&whole).expect("a PDF").missing().is_none());
    let mut bytes = fs::read(&whole).expect("a PDF");
    // In place of the second page stands an object that is not there.
    let kids = b"[4 0 R 6 0 R 8 0 R]";
    let at = bytes.windows(kids.len()).position(|part| part == kids);
    let second = at.expect("the pages") + 7;
    bytes[second..second + 5].copy_from_slice(b"0 0 R");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("lost.pdf");
    fs::write(&path, &bytes).expect("a file");
    let pages = open(&path).expect("what is left of it");
    assert_eq!(Pages::count(&pages), 2);
    let missing = pages.missing().expect("a page is missing").to_string();
    assert!(missing.contains("lost.pdf: 1 of 3 pages"), "{missing}");
    assert_eq!(pages.filter(Result::is_ok).count(), 2);
}

#[test]
fn pdf_pages_are_rendered() {
    let document = Document::named(fixture("three-pages.pdf"));
    assert_eq!((document.kind, document.batch), (DocumentKind::Pdf, true));
    let options = InputOptions {
        dpi: 144.0,
        ..selection("2-9")
    };
    let rendered = pages(&document, &options);
    assert_eq!(
        rendered.iter().map(|page| page.index).collect::<Vec<_>>(),
        [1, 2]
    );
    for page in &rendered {
        assert_eq!(page.image.dimensions(), (288, 144), "two inches by one");
        assert_eq!(page.warnings, [""; 0]);
        assert_eq!(
            page.image.get_pixel(287, 0).0,
            [255; 3],
            "the background is white"
        );
        // The rectangle of page n lies 20 points further right than that of page n - 1, 8 to 20 points above the bottom.
        let x = 2 * (10 + 20 * page.index as u32) + 16;
        let dark_red = page.image.get_pixel(x, 144 - 2 * 14).0;
        assert!(
            dark_red[0].abs_diff(128) <= 2 && dark_red[1] == 0,
            "{dark_red:?}"
        );
        let ink = |image: &image::RgbImage| {
            let upper = image.enumerate_pixels().filter(|(_, y, _)| *y < 80);
            upper.filter(|(_, _, pixel)| pixel.0 == [0; 3]).count()
        };
        assert!(
            ink(&page.image) > 200,
            "a standard font without embedded data is drawn"
        );
    }
    assert_ne!(rendered[0].image, rendered[1].image);

    let error =
        |name: &str, options: &InputOptions| match Document::named(fixture(name)).open(options) {
            Ok(_) => panic!("{name} opens"),
            Err(error) => error,
        };
    let missing = error("three-pages.pdf", &selection("4-"));
    assert!(
        missing.to_string().contains("4-") && missing.to_string().contains("3 page"),
        "{missing}"
    );
    let options = InputOptions::default();
    let empty = error("no-pages.pdf", &options);
    assert!(
        matches!(
            &empty,
            InputError::Decode {
                source: DecodeError::PdfEmpty,
                ..
            }
        ),
        "{empty:?}"
    );
    let locked = error("encrypted.pdf", &options);
    assert!(
        matches!(
            &locked,
            InputError::Decode {
                source: DecodeError::PdfPassword,
                ..
            }
        ),
        "{locked:?}"
    );
    assert!(locked.to_string().contains("encrypted.pdf"), "{locked}");
}
