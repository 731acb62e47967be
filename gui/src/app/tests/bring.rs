//! What is brought into the window: pasted pictures, files that were opened before, long pages, documents of several pages, models.

use super::*;
use crate::state::transfer::Stage;
use crate::view::tiles::TILE;

/// A PNG file of stripes.
fn stripes(folder: &tempfile::TempDir, name: &str, width: u32, height: u32) -> PathBuf {
    let path = folder.path().join(name);
    let image = image::RgbImage::from_fn(width, height, |x, _| image::Rgb([(x % 200) as u8; 3]));
    image.save(&path).expect("a PNG");
    path
}

#[test]
fn a_long_page_is_shown_in_tiles_when_looked_at_closely() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = stripes(&folder, "long.png", 9000, 300);
    let mut window = window(&[path.to_str().expect("UTF-8")], Language::English);
    let tiles = |app: &App| {
        app.view
            .shown
            .as_ref()
            .map_or(0, |shown| shown.tiles.count())
    };
    until(&mut window, "shown", |app| app.view.shown.is_some());
    assert_eq!(tiles(window.state()), 0, "the whole page needs none");
    let reduced = window
        .state()
        .view
        .shown
        .as_ref()
        .and_then(|shown| shown.texture.clone());
    assert!(reduced.is_some_and(|texture| texture.size()[0] < 9000));
    window.get_by_label("100 %").click();
    until(&mut window, "tiles", |app| tiles(app) > 0);
    let shown = tiles(window.state());
    assert!(
        shown < 9000 / TILE as usize,
        "{shown} tiles of those in sight"
    );
}

#[test]
fn pages_of_a_document_stand_in_a_strip() {
    let mut window = window(&[], Language::English);
    window.state_mut().state.paused = true;
    window.state_mut().state.items.clear();
    for page in 0..300 {
        window.state_mut().state.add(Source::File {
            path: "/nowhere/report.pdf".into(),
            page,
            count: 300,
        });
    }
    let first = window.state().state.items[0].id;
    window.state_mut().state.selected = Some(first);
    window.run_steps(3);
    let drawn = window.query_all_by_role(egui::Role::Tab).count();
    assert!((3..60).contains(&drawn), "{drawn} pages in the strip");
    window
        .get_by_role_and_label(egui::Role::Tab, "report.pdf · 3")
        .click();
    window.run_steps(2);
    assert_eq!(window.state().state.selected, Some(first + 2));
}

#[test]
fn a_pasted_picture_and_a_pasted_path_are_opened_and_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = stripes(&folder, "copied.png", 8, 8);
    let mut window = window(&[], Language::English);
    window.run_steps(2);
    let image = egui::ColorImage::filled([6, 4], Color32::RED);
    window.event(egui::Event::PasteImage(Arc::new(image)));
    until(&mut window, "a picture", |app| app.state().items.len() == 2);
    let pasted = window.state().state.recent[0].clone();
    let stored = image::open(&pasted).expect("the stored picture").to_rgb8();
    assert_eq!(stored.dimensions(), (6, 4));
    assert_eq!(stored.get_pixel(0, 0).0, [255, 0, 0]);
    std::fs::remove_file(&pasted).expect("the test's own file");

    let text = path.to_str().expect("UTF-8").to_owned();
    window.event(egui::Event::Paste(text));
    until(&mut window, "a file", |app| app.state().items.len() == 3);
    assert_eq!(window.state().state.recent, [path, pasted]);

    window.get_by_label("Recent files").click();
    window.run_steps(3);
    window
        .get_by_role_and_label(egui::Role::Button, "copied.png")
        .click();
    until(&mut window, "opened again", |app| {
        app.state().items.len() == 4
    });
}

#[test]
fn a_model_that_cannot_be_had_says_why_and_can_be_tried_again() {
    let start = Start {
        // Nothing listens there.
        endpoint: Some("http://127.0.0.1:9".into()),
        ..fresh()
    };
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(move |creation| {
            App::new(&creation.egui_ctx, start, || Box::new(Scripted), no_bench).expect("threads")
        });
    window.run_steps(2);
    let ctx = window.ctx.clone();
    // A model of its own name, so that no folder of a user's is touched.
    let name = format!("nobody/test-{}", std::process::id());
    let app = window.state_mut();
    app.carry_out(&ctx, action::Action::Download(name.clone()));
    window.run_steps(2);
    window.get_by_label("Pause").click();
    until(&mut window, "paused", |app| {
        let transfer = app.state().transfer.as_ref();
        transfer.is_some_and(|transfer| matches!(transfer.stage, Stage::Paused | Stage::Failed(_)))
    });
    window.get_by_label("Go on").click();
    window.run_steps(2);
    let stage = window
        .state()
        .state
        .transfer
        .as_ref()
        .map(|t| t.stage.clone());
    assert_eq!(stage, Some(Stage::Running));
}

#[test]
fn a_number_format_stays_with_the_device() {
    let mut window = window(&[], Language::English);
    window.run_steps(2);
    window
        .get_by_role_and_label(egui::Role::ComboBox, "Number format")
        .click();
    window.run_steps(3);
    window.get_by_label("bf16").click();
    window.run_steps(2);
    let device = window.state().state.settings.device;
    assert_eq!(device.dtype, Some(inkstone::device::Dtype::Bfloat16));
}

#[test]
fn a_pdf_that_has_lost_pages_is_told_and_the_others_are_read() {
    let whole = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/reference/image/files/three-pages.pdf"
    );
    let mut bytes = std::fs::read(whole).expect("a PDF");
    // In place of the second page stands an object that is not there.
    let kids = b"[4 0 R 6 0 R 8 0 R]";
    let at = bytes.windows(kids.len()).position(|part| part == kids);
    let second = at.expect("the pages") + 7;
    bytes[second..second + 5].copy_from_slice(b"0 0 R");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("good.pdf");
    std::fs::write(&path, &bytes).expect("a file");
    let path = path.to_str().expect("UTF-8");
    let mut window = window(&[path], Language::Chinese);
    until(&mut window, "all ended", |app| {
        app.state().settled() && app.state().items.len() == 3
    });
    let done = |phase: &&&Phase| **phase == &Phase::Done;
    assert_eq!(phases(window.state()).iter().filter(done).count(), 2);
    let failed = |item: &&Item| matches!(item.phase, Phase::Failed(_));
    let failed = window.state().state().items.iter().find(failed);
    let id = failed.expect("an entry for the file").id;
    window.state_mut().state.selected = Some(id);
    window.run_steps(3);
    window.get_by_label_contains("部分页面无法打开");
    window.get_by_label_contains("good.pdf: 1 of 3 pages could not be opened");
}
