//! The workspace for comparing, driven as a user drives it, with a bench that does what the test says.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use inkstone::evaluate::accuracy::{AnswerToken, ComparedPiece, ForcedToken, PageComparison};
use inkstone::evaluate::history::StoredReport;

use super::*;
use crate::app::Start;
use crate::app::tests::fresh;
use crate::lang::Language;
use crate::state::Outcome;
use crate::state::compare::{CompareEvent, Ended, EvalJob, EvalKind, PageJob, SideStep};
use crate::worker::Job;
use crate::worker::compare::Evaluated;
use crate::worker::dialog::Choice;
use crate::worker::engine::Engine;

const ACCURACY: &str = include_str!("../../../../host/tests/report_snapshots/accuracy.json");

/// Reads nothing.
pub(super) struct Idle;

impl Engine for Idle {
    fn read(&mut self, _: &Job, _: &Outlet<Event>) -> Outcome {
        Outcome::Cancelled(None)
    }
}

/// Waits until it is cancelled, panics, fails or answers, by what the page's name says.
struct Scripted;

fn token(id: u32, text: &str) -> AnswerToken {
    AnswerToken {
        id,
        text: text.into(),
        probability: 0.75,
    }
}

fn stored() -> StoredReport {
    StoredReport::parse(ACCURACY.as_bytes()).expect("a report")
}

impl Bench for Scripted {
    fn compare(
        &mut self,
        job: &PageJob,
        tell: &dyn Fn(CompareEvent),
    ) -> Ended<Box<PageComparison>> {
        let step = |side, step| tell(CompareEvent::Side(job.id, side, step));
        for (side, name) in [(0, "cpu:f32"), (1, "cpu:bf16")] {
            step(
                side,
                SideStep::Opened {
                    name: name.into(),
                    description: "scripted".into(),
                },
            );
            let (line, index, count) = (0, 0, 7);
            step(side, SideStep::Piece { line, index, count });
            step(
                side,
                SideStep::Tokens(vec![token(1, "\u{2581}half"), token(2, "\u{2581}read")]),
            );
        }
        let name = job.source.name();
        assert!(!name.contains("panic"), "told to panic");
        if name.contains("broken") {
            step(
                1,
                SideStep::Failed("out of memory\nhint: use cpu:bf16".into()),
            );
            return Ended::Failed("out of memory\nhint: use cpu:bf16".into());
        }
        if name.contains("slow") {
            while !job.cancel.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(2));
            }
            return Ended::Cancelled;
        }
        let StoredReport::Accuracy(report) = stored() else {
            return Ended::Failed("another report".into());
        };
        let forced = |probability| ForcedToken {
            probability,
            instead: None,
            instead_at_baseline: 0.0,
        };
        Ended::Done(Box::new(PageComparison {
            pieces: vec![ComparedPiece {
                line: 0,
                answers: [
                    vec![token(1, "\u{2581}the"), token(2, "\u{2581}cat")],
                    vec![token(1, "\u{2581}the"), token(3, "\u{2581}cot")],
                ],
                common: vec![(0, 0)],
                forced: vec![forced([0.9, 0.8]), forced([0.7, 0.1])],
            }],
            report: *report,
        }))
    }

    fn evaluate(&mut self, job: &EvalJob, tell: &dyn Fn(CompareEvent)) -> Evaluated {
        tell(CompareEvent::Progress(job.id, "comparing".into(), 0.5));
        tell(CompareEvent::LeftOut(
            job.id,
            vec!["b.png: the PNG data is damaged".into()],
        ));
        match job.form.kind {
            EvalKind::Performance => {
                while !job.cancel.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(2));
                }
                Ended::Cancelled
            }
            _ => Ended::Done((Box::new(stored()), None)),
        }
    }

    fn free(&mut self) {}
}

/// A window that shows the workspace and one page of a name, and the folder of that page and of its history.
fn window(page: &str, language: Language) -> (Harness<'static, App>, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(page);
    std::fs::write(&path, b"").expect("a file");
    let start = Start {
        files: vec![path],
        language,
        workspace: Workspace::Compare,
        history: Some(History::new(folder.path().join("runs"))),
        ..fresh()
    };
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(move |creation| {
            let engine = || -> Box<dyn Engine> { Box::new(Idle) };
            App::new(&creation.egui_ctx, start, engine, || Box::new(Scripted)).expect("threads")
        });
    until(&mut window, "the page is there", |app| {
        !app.state().items.is_empty() && app.state().settled() && !app.state().devices.is_empty()
    });
    (window, folder)
}

/// Draws frames until something is so. The time is that of a test that hangs, not of one that is slow.
pub(super) fn until(window: &mut Harness<'static, App>, what: &str, so: impl Fn(&App) -> bool) {
    let started = Instant::now();
    while !so(window.state()) {
        assert!(
            started.elapsed() < Duration::from_secs(120),
            "never: {what}"
        );
        window.step();
        std::thread::sleep(Duration::from_millis(2));
    }
    window.step();
    window.step();
}

pub(super) fn evaluated(app: &App) -> bool {
    let run = app.state().compare.evaluation.as_ref();
    run.is_some_and(|run| run.ended.is_some())
}

pub(super) fn compare(window: &mut Harness<'static, App>) {
    window.get_by_label("Compare this page").click();
    window.run_steps(2);
}

#[test]
fn a_comparison_shows_both_sides_and_what_differs() {
    let (mut window, _folder) = window("fine.png", Language::English);
    compare(&mut window);
    until(&mut window, "compared", |app| {
        app.state()
            .compare
            .page
            .as_ref()
            .is_some_and(|run| run.comparison().is_some())
    });
    window.get_by_label(" the cat");
    window.get_by_label(" the cot");
    window.get_by_label("cpu:f32");
    window.get_by_label("Top-1 agreement");
    window.get_by_label("1 / 1 differ");
}

#[test]
fn a_comparison_is_stopped_by_its_button_and_shows_what_there_is() {
    let (mut window, _folder) = window("slow.png", Language::English);
    compare(&mut window);
    until(&mut window, "reading", |app| {
        app.state()
            .compare
            .page
            .as_ref()
            .is_some_and(|run| run.sides[1].tokens == 2)
    });
    assert_eq!(window.query_all_by_label(" half read").count(), 2);
    window.get_by_role_and_label(egui::Role::ProgressIndicator, "Candidate");
    window.get_by_label("Cancel").click();
    until(&mut window, "stopped", |app| !app.state().compare.busy());
    window.get_by_label("Cancelled");
    assert_eq!(
        window.query_all_by_label(" half read").count(),
        2,
        "nothing is lost"
    );
    compare(&mut window);
    until(&mut window, "reading again", |app| {
        app.state().compare.busy()
    });
}

#[test]
fn a_failure_says_what_to_do() {
    let (mut window, _folder) = window("broken.png", Language::English);
    compare(&mut window);
    until(&mut window, "failed", |app| !app.state().compare.busy());
    window.get_by_label("The page could not be compared");
    window.get_by_label_contains("hint: use cpu:bf16");
    window.get_by_label("Read again");
}

#[test]
fn a_panic_is_shown_and_the_bench_goes_on() {
    let (mut window, _folder) = window("panic.png", Language::English);
    compare(&mut window);
    until(&mut window, "failed", |app| !app.state().compare.busy());
    window.get_by_label_contains("internal error: told to panic");
    window.get_by_label("Evaluation").click();
    window.run_steps(2);
    window.get_by_label("Evaluate").click();
    until(&mut window, "evaluated", |app| {
        app.state().compare.report.is_some()
    });
}

#[test]
fn an_evaluation_shows_its_verdict_and_charts_and_is_stored() {
    let (mut window, folder) = window("fine.png", Language::English);
    window.get_by_label("Evaluation").click();
    window.run_steps(2);
    window.get_by_label("Evaluate").click();
    until(&mut window, "evaluated and drawn", |app| {
        let charts = &app.view.compare.charts;
        app.state().compare.report.is_some() && charts.complete() && charts.any()
    });
    let verdict = match stored().passed() {
        Some(true) => "Passed",
        _ => "Failed",
    };
    assert!(window.query_all_by_label(verdict).count() > 0);
    assert!(window.query_all_by_label("Top-1 agreement").count() > 0);
    window.get_by_label_contains("b.png: the PNG data is damaged");
    window.get_by_role_and_label(egui::Role::Image, "Logits of both sides");

    window.get_by_label("Export").click();
    window.run_steps(3);
    window.get_by_label("Markdown (.md)");
    window.get_by_label("All forms, with charts…");
    window.key_press(egui::Key::Escape);
    window.run_steps(2);
    let report = window
        .state()
        .state()
        .compare
        .report
        .clone()
        .expect("a report");
    window
        .state_mut()
        .choice_outlet
        .send(Choice::Type(Ask::Report(report, None)));
    until(&mut window, "a prompt", |app| app.path_prompt.is_some());
    let path = folder.path().join("out/报告.md");
    let field = window.get_by_role_and_label(egui::Role::TextInput, "Path");
    field.focus();
    window.run_steps(2);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.run_steps(2);
    let field = window.get_by_role_and_label(egui::Role::TextInput, "Path");
    field.type_text(path.to_str().expect("UTF-8"));
    window.run_steps(2);
    window.get_by_label("OK").click();
    until(&mut window, "stored", |app| {
        app.state().notices.iter().any(|notice| !notice.error)
    });
    for name in ["报告.md", "报告.html", "报告.json", "报告.csv"] {
        assert!(folder.path().join("out").join(name).is_file(), "{name}");
    }
    let charts = folder.path().join("out/报告_charts");
    assert!(charts.join("logit-scatter-dark.svg").is_file());
    assert!(charts.join("logit-scatter-light.png").is_file());
}

#[test]
fn an_evaluation_begins_by_its_name_unless_its_form_lacks_something() {
    let (mut window, _folder) = window("fine.png", Language::English);
    let begin = |window: &mut Harness<'static, App>, kind| {
        let app = window.state_mut();
        app.carry_out_compare(CompareAction::EvaluateKind(kind));
        window.run_steps(3);
    };
    begin(&mut window, EvalKind::Text);
    assert!(window.state().state().compare.evaluation.is_none());
    window.get_by_label("Name a file or folder first.");
    begin(&mut window, EvalKind::Accuracy);
    until(&mut window, "evaluated", evaluated);
    assert!(window.state().state().compare.report.is_some());
}

#[test]
fn an_evaluation_is_stopped() {
    let (mut window, _folder) = window("fine.png", Language::Chinese);
    window.get_by_label("评测").click();
    window.run_steps(2);
    window.get_by_label("性能").click();
    window.run_steps(2);
    window.get_by_role_and_label(egui::Role::SpinButton, "轮数");
    window.get_by_label("开始评测").click();
    until(&mut window, "running", |app| {
        app.state()
            .compare
            .evaluation
            .as_ref()
            .is_some_and(|run| run.done == 0.5)
    });
    window.get_by_role_and_label(egui::Role::ProgressIndicator, "性能");
    window.get_by_label("取消").click();
    until(&mut window, "stopped", |app| !app.state().compare.busy());
    window.get_by_label("已取消");
}

#[test]
fn runs_that_were_kept_are_listed_opened_and_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let history = History::new(folder.path().to_owned());
    let ids: Vec<String> = (0..2)
        .map(|_| history.add(&stored()).expect("kept"))
        .collect();
    std::fs::write(folder.path().join("20200101T000000Z-text.json"), b"{").expect("a file");
    let start = Start {
        workspace: Workspace::Compare,
        compare_tab: CompareTab::History,
        history: Some(history),
        ..fresh()
    };
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(move |creation| {
            let engine = || -> Box<dyn Engine> { Box::new(Idle) };
            App::new(&creation.egui_ctx, start, engine, || Box::new(Scripted)).expect("threads")
        });
    until(&mut window, "listed", |app| {
        app.state().compare.history.rows.len() == 2
    });
    window.get_by_label_contains("20200101T000000Z-text.json");
    let opened = window.query_all_by_label("Open").next().expect("a button");
    opened.click();
    until(&mut window, "opened", |app| {
        app.state().compare.report.is_some()
    });
    assert_eq!(window.state().view.compare.tab, CompareTab::Evaluation);
    window.get_by_label("History").click();
    window.run_steps(3);
    for index in [0, 1] {
        let marks: Vec<_> = window.query_all_by_label("Mark to compare").collect();
        marks[index].click();
        window.run_steps(2);
    }
    window.get_by_label("Compare the marked runs").click();
    until(&mut window, "compared", |app| {
        app.state().compare.history.diff.is_some()
    });
    window.get_by_label("Nothing got worse.");
    window.get_by_label(&format!("{} → {}", ids[0], ids[1]));
}

#[test]
fn every_choice_has_a_name() {
    let (mut window, _folder) = window("fine.png", Language::English);
    for name in ["Baseline", "Candidate", "Page"] {
        window.get_by_role_and_label(egui::Role::ComboBox, name);
    }
    window.get_by_label("Swap the devices").click();
    window.run_steps(2);
    let [a, b] = window.state().state().compare.devices;
    assert_eq!(
        (a.to_string(), b.to_string()),
        ("cpu:bf16".into(), "cpu".into())
    );
    window.get_by_label("Evaluation").click();
    window.run_steps(2);
    window.get_by_role_and_label(egui::Role::ComboBox, "Dtype");
    for name in [
        "New tokens",
        "MRE at most",
        "Top-1 at least",
        "Cosine at least",
    ] {
        window.get_by_role_and_label(egui::Role::SpinButton, name);
    }
}
