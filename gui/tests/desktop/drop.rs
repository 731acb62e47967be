//! Files that are dropped are read by the reader inside, kept, exported, and there again after a crash.

use std::path::Path;

use inkstone_tests::{character_errors, path};
use serde_json::json;

use super::display::Display;
use super::keyboard::{CONTROL, END, ENTER, press};
use super::window::Window;
use super::xdnd;

#[test]
fn what_is_dropped_is_read_exported_and_there_after_a_crash() {
    let Some(display) = Display::start() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let data = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let (invoice, receipt) = (file("发票 1.png"), file("receipt.png"));
    std::fs::copy(path("samples/letter.png"), &invoice).unwrap();
    std::fs::copy(path("samples/receipt.png"), &receipt).unwrap();

    let mut window = Window::open(&display, data.path(), folder.path());
    xdnd::drop(&window, &[&invoice, &receipt]);
    let read = |names: &[&str]| -> Vec<_> {
        let done = |name: &&str| ((*name).to_owned(), json!("done"));
        names.iter().map(done).collect()
    };
    let all = read(&["", "发票 1.png", "receipt.png"]);
    window.until("all is read", |window| window.queue() == all);
    is_nearly(&window, "发票 1.png", &path("samples/letter.txt"));
    is_nearly(&window, "receipt.png", &path("samples/receipt.txt"));

    press(&window, &[END]);
    window.until("the last page is shown", |window| {
        window.session()["desk"]["selected"] == window.session()["last_id"]
    });
    press(&window, &[CONTROL, u32::from(b's')]);
    let exported = file("receipt.txt");
    window.until("it is exported", |window| {
        // The prompt for a path takes a moment; Enter means nothing before.
        press(window, &[ENTER]);
        exported.exists()
    });
    let text = std::fs::read_to_string(&exported).unwrap();
    let kept = window.text("receipt.png").unwrap();
    assert_eq!(text.trim_end(), kept.trim_end());

    window.crash();
    let letter = file("letter.png");
    std::fs::rename(&invoice, &letter).unwrap();
    let mut window = Window::open(&display, data.path(), folder.path());
    xdnd::drop(&window, &[&letter]);
    let all = read(&["", "发票 1.png", "receipt.png", "letter.png"]);
    window.until("the new page is read beside the old ones", |window| {
        window.queue() == all
    });
    assert_eq!(window.text("receipt.png").unwrap(), kept);
    assert_eq!(window.text("letter.png"), window.text("发票 1.png"));
}

/// What was read of a sample is as near to its text as the reader inside reads it.
fn is_nearly(window: &Window, name: &str, wanted: &Path) {
    let found = window.text(name).expect("a result is kept");
    let wanted = std::fs::read_to_string(wanted).unwrap();
    let (errors, length) = character_errors(&found, &wanted);
    assert!(
        errors * 50 <= length,
        "{name}: {errors} of {length} characters are wrong\n{found}"
    );
}
