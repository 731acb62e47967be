//! Characters that the bundled fonts lack.

use std::sync::atomic::{AtomicUsize, Ordering};

use eframe::egui::FontId;
use egui_kittest::Harness;

use super::tests::{Scripted, fresh, no_bench, until};
use super::*;
use crate::fonts::Database;
use crate::state::Notice;

/// "Between", which the bundled fonts lack, and the mathematical font has.
const LACKED: char = '\u{226C}';
/// For private use: no font has it.
const UNKNOWN: char = '\u{F0000}';

fn has_glyph(app: &Context, character: char) -> bool {
    let families = [FontId::proportional(14.0), FontId::monospace(12.0)];
    families
        .iter()
        .all(|font| app.fonts_mut(|fonts| fonts.has_glyph(font, character)))
}

#[test]
fn a_character_that_only_another_font_has_is_drawn_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = ratex_katex_fonts::ttf_bytes("KaTeX_AMS-Regular.ttf").expect("a font");
    std::fs::write(folder.path().join("other.ttf"), file).expect("a file");
    let path = folder.path().to_owned();
    let listed = Arc::new(AtomicUsize::new(0));
    let count = listed.clone();
    let start = Start {
        fonts: Some(Box::new(move || {
            count.fetch_add(1, Ordering::SeqCst);
            let mut database = Database::new();
            database.load_fonts_dir(path);
            database
        })),
        ..fresh()
    };
    let mut window: Harness<'static, App> = Harness::builder()
        .allow_missing_glyphs()
        .with_size([1280.0, 800.0])
        .build_eframe(move |creation| {
            App::new(&creation.egui_ctx, start, || Box::new(Scripted), no_bench).expect("threads")
        });
    let ctx = window.ctx.clone();
    until(&mut window, "read", |app| app.state().settled());
    // Nothing is looked for while nothing is missing.
    assert_eq!(listed.load(Ordering::SeqCst), 0);
    let text = format!("a {LACKED} {UNKNOWN} b");
    window.state_mut().state.notices.push(Notice::error(text));
    until(&mut window, "drawn", |_| has_glyph(&ctx, LACKED));
    assert!(!has_glyph(&ctx, UNKNOWN) && has_glyph(&ctx, '中'));
    // Another language has the same fonts behind its own, and what is nowhere is not looked for again.
    theme::install_fonts(&ctx, Language::Chinese);
    window.run_steps(4);
    assert!(has_glyph(&ctx, LACKED));
    let asked = window.state().fonts.as_ref().map(Fallback::asked);
    assert_eq!(asked, Some(vec![LACKED, UNKNOWN]));
    assert_eq!(listed.load(Ordering::SeqCst), 1);
}
