//! Comparing and evaluating with the demo reader and the library's own bench.

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::tests::{Idle, compare, evaluated, until};
use super::*;
use crate::app::Start;
use crate::app::tests::fresh;
use crate::lang::Language;
use crate::state::Settings;
use crate::state::compare::{Ended, EvalKind};
use crate::worker::compare::HostBench;
use crate::worker::engine::Engine;

/// A window that compares, with the top of the sample page, and the folder of that page and of its history.
fn window(language: Language) -> (Harness<'static, App>, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let page = image::load_from_memory(include_bytes!("../../../../tests/samples/page.png"));
    let page = page.expect("the sample").to_rgb8();
    let path = folder.path().join("top.png");
    let top = image::imageops::crop_imm(&page, 0, 0, page.width(), page.height() / 6).to_image();
    top.save(&path).expect("a file");
    let start = Start {
        files: vec![path],
        language,
        workspace: Workspace::Compare,
        settings: Settings {
            model: Some(inkstone::pipeline::DEMO_NAME.into()),
            ..Settings::default()
        },
        history: Some(History::new(folder.path().join("runs"))),
        ..fresh()
    };
    let history = start.history.clone();
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(move |creation| {
            let engine = || -> Box<dyn Engine> { Box::new(Idle) };
            App::new(&creation.egui_ctx, start, engine, move || {
                Box::new(HostBench::new(history.clone()))
            })
            .expect("threads")
        });
    until(&mut window, "the page is there", |app| {
        !app.state().items.is_empty() && app.state().settled()
    });
    (window, folder)
}

/// The demo reader on the CPU at two dtypes, on a page of two lines: the whole course, by the host library.
#[test]
fn the_demo_reader_is_compared_at_two_dtypes() {
    let (mut window, _folder) = window(Language::English);
    compare(&mut window);
    until(&mut window, "compared", |app| !app.state().compare.busy());
    let run = window
        .state()
        .state()
        .compare
        .page
        .as_ref()
        .expect("it ran");
    let Some(Ended::Done(comparison)) = &run.ended else {
        panic!("{:?}", run.ended);
    };
    assert!(!comparison.pieces.is_empty());
    for piece in &comparison.pieces {
        assert_eq!(piece.forced.len(), piece.answers[0].len());
        for (token, forced) in piece.answers[0].iter().zip(&piece.forced) {
            // One pass over the whole answer and one step a token round in different ways.
            assert!(
                (token.probability - forced.probability[0]).abs() < 1e-3,
                "{token:?} {forced:?}"
            );
        }
    }
    let report = &comparison.report;
    assert_eq!(
        [report.baseline.name.as_str(), &report.candidate.name],
        ["cpu:f32", "cpu:bf16"]
    );
    assert!(
        report.all.agreeing * 100 >= report.all.positions * 95,
        "{:?}",
        report.all
    );
    let positions: usize = comparison
        .pieces
        .iter()
        .map(|piece| piece.forced.len())
        .sum();
    assert_eq!(
        report.all.positions, positions,
        "every token of the baseline's answer"
    );

    window.state_mut().view.compare.form.new_tokens = 4;
    window.get_by_label("Evaluation").click();
    window.run_steps(2);
    window.get_by_label("Evaluate").click();
    until(&mut window, "evaluated", evaluated);
    let run = window
        .state()
        .state()
        .compare
        .evaluation
        .as_ref()
        .expect("it ran");
    let report = run.report().unwrap_or_else(|| panic!("{:?}", run.ended));
    assert!(report.kept.is_some());
    until(&mut window, "listed", |app| {
        app.state().compare.history.rows.len() == 1
    });
}

#[test]
fn layers_are_compared_and_charted() {
    let (mut window, _folder) = window(Language::Chinese);
    window.state_mut().view.compare.tab = CompareTab::Evaluation;
    window.run_steps(2);
    window.get_by_label("逐层").click();
    window.run_steps(2);
    // One page is compared.
    assert!(window.query_by_label_contains("队列中的所有页面").is_none());
    window.get_by_label("开始评测").click();
    until(&mut window, "evaluated and drawn", |app| {
        let charts = &app.view.compare.charts;
        app.state().compare.report.is_some() && charts.complete() && charts.any()
    });
    assert!(window.query_all_by_label("通过").count() > 0);
    for part in ["图块嵌入", "视觉层", "投影层", "预填充输出头", "解码层"] {
        window.get_by_label(part);
    }
    window.get_by_role_and_label(egui::Role::Image, "每层单独的偏差");
    let kinds = |app: &App| {
        let rows = app.state().compare.history.rows.iter();
        rows.map(|row| row.kind).collect::<Vec<_>>()
    };
    until(&mut window, "listed", |app| {
        kinds(app) == [EvalKind::Layers]
    });
}
