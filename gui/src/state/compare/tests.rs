//! The workspace without a window.

use std::sync::atomic::Ordering;
use std::time::Duration;

use inkstone::device::{SIMULATOR, is_simulated};
use inkstone::evaluate::accuracy::AnswerToken;
use inkstone::evaluate::history::{Run, StoredReport};

use super::*;

/// Reports that the host's tests hold still.
const ACCURACY: &str = include_str!("../../../../host/tests/report_snapshots/accuracy.json");
const PERFORMANCE: &str = include_str!("../../../../host/tests/report_snapshots/performance.json");

fn report(json: &str) -> Box<StoredReport> {
    Box::new(StoredReport::parse(json.as_bytes()).expect("a report"))
}

fn comparing() -> (CompareState, PageJob) {
    let mut state = CompareState::default();
    state.compare_page(Source::Sample, Settings::default());
    let Some(Work::Page(job)) = state.next_work() else {
        panic!("a page waits");
    };
    (state, job)
}

fn evaluating() -> (CompareState, EvalJob) {
    let mut state = CompareState::default();
    state.evaluate(
        EvalForm::default(),
        vec![Source::Sample],
        Settings::default(),
    );
    let Some(Work::Evaluate(job)) = state.next_work() else {
        panic!("an evaluation waits");
    };
    (state, *job)
}

fn token(id: u32) -> AnswerToken {
    AnswerToken {
        id,
        text: "a".into(),
        probability: 0.5,
    }
}

#[test]
fn one_thing_is_done_at_a_time() {
    let (mut state, job) = comparing();
    assert!(state.busy());
    assert_eq!(job.devices, CompareState::default().devices);
    state.evaluate(EvalForm::default(), Vec::new(), Settings::default());
    assert!(state.evaluation.is_none() && state.next_work().is_none());
    state.apply(CompareEvent::Page(job.id, Ended::Cancelled), Instant::now());
    assert!(!state.busy());
}

#[test]
fn what_waits_is_stopped_at_once_and_what_runs_is_told_to() {
    let mut state = CompareState::default();
    state.compare_page(Source::Sample, Settings::default());
    state.cancel();
    assert!(!state.busy(), "nobody had begun it");
    assert!(state.next_work().is_none());
    let (mut state, job) = comparing();
    state.cancel();
    assert!(job.cancel.load(Ordering::SeqCst));
    assert!(state.busy(), "until the bench has stopped");
}

#[test]
fn sides_gather_their_lines_and_times() {
    let (mut state, job) = comparing();
    let start = Instant::now();
    let mut tell = |step, after| {
        let now = start + Duration::from_secs(after);
        state.apply(CompareEvent::Side(job.id, 1, step), now);
    };
    let piece = |line, index| SideStep::Piece {
        line,
        index,
        count: 3,
    };
    tell(piece(0, 0), 1);
    tell(SideStep::Tokens(vec![token(1), token(2)]), 3);
    tell(piece(1, 1), 4);
    tell(SideStep::Tokens(vec![token(3)]), 6);
    tell(piece(1, 2), 7);
    tell(SideStep::Tokens(vec![token(4)]), 8);
    let run = state.page.as_ref().expect("it runs");
    let side = &run.sides[1];
    let lengths = |line: usize| side.lines[line].iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(side.lines.len(), 2, "pieces of one line are in one line");
    assert_eq!((lengths(0), lengths(1)), (vec![2], vec![1, 1]));
    assert_eq!((side.tokens, side.pieces), (4, (3, 3)));
    assert_eq!(side.first_token(), Some(Duration::from_secs(2)));
    assert_eq!(side.reading(), Some(Duration::from_secs(7)));
    assert_eq!(side.fraction(), Some(2.0 / 3.0));
    assert_eq!(run.sides[0].tokens, 0);
}

#[test]
fn what_an_earlier_run_tells_is_passed_over() {
    let (mut state, first) = comparing();
    state.apply(
        CompareEvent::Page(first.id, Ended::Cancelled),
        Instant::now(),
    );
    state.compare_page(Source::Sample, Settings::default());
    let late = CompareEvent::Side(first.id, 0, SideStep::Tokens(vec![token(1)]));
    state.apply(late, Instant::now());
    let late = CompareEvent::Page(first.id, Ended::Failed("late".into()));
    state.apply(late, Instant::now());
    let run = state.page.as_ref().expect("it runs");
    assert!(run.running() && run.sides[0].tokens == 0);
}

#[test]
fn the_time_left_follows_from_the_pace() {
    let (mut state, job) = evaluating();
    let start = Instant::now();
    let at = |seconds| start + Duration::from_secs(seconds);
    state.apply(
        CompareEvent::Progress(job.id, "loading".into(), 0.01),
        start,
    );
    let left = |state: &CompareState, now| state.evaluation.as_ref().and_then(|run| run.left(now));
    assert_eq!(left(&state, at(10)), None, "too little is known");
    state.apply(CompareEvent::Progress(job.id, "a.png".into(), 0.25), at(10));
    assert_eq!(left(&state, at(10)), Some(Duration::from_secs(30)));
    state.apply(CompareEvent::Progress(job.id, "a.png".into(), 0.2), at(11));
    let done = state.evaluation.as_ref().map(|run| run.done);
    assert_eq!(done, Some(0.25), "it never goes back");
}

#[test]
fn a_report_is_shown_with_its_verdict_and_charts() {
    let (mut state, job) = evaluating();
    let left_out = CompareEvent::LeftOut(job.id, vec!["b.png: damaged".into()]);
    state.apply(left_out, Instant::now());
    let ended = Ended::Done((report(ACCURACY), Some("kept".into())));
    state.apply(CompareEvent::Evaluated(job.id, ended), Instant::now());
    assert!(!state.busy() && state.history.stale);
    let run = state.evaluation.as_ref().expect("it ran");
    assert_eq!(run.left_out, ["b.png: damaged"], "nothing is lost");
    let view = state.report.as_ref().expect("it is shown");
    assert_eq!(view.kept.as_deref(), Some("kept"));
    let names: Vec<_> = view.figures.iter().map(|f| f.name.as_str()).collect();
    assert!(names.contains(&"logit-scatter"), "{names:?}");
    assert!(
        names.iter().any(|name| name.starts_with("agreement-")),
        "{names:?}"
    );
    let limited: Vec<_> = view
        .criteria
        .iter()
        .take_while(|c| c.limit.is_some())
        .collect();
    for id in ["mre", "top1", "cosine"] {
        let criterion = limited
            .iter()
            .find(|criterion| criterion.id == id)
            .expect(id);
        assert!(
            criterion.passed.is_some() && criterion.value.is_some(),
            "{id}"
        );
    }
    assert!(!view.simulated);
}

#[test]
fn runs_are_charted_while_they_come() {
    let (mut state, job) = evaluating();
    let mut tell = |times: &[f64]| {
        let devices = vec![("cpu".to_owned(), times.to_vec())];
        state.apply(CompareEvent::Samples(job.id, devices), Instant::now());
        let live = state.evaluation.as_ref().and_then(|run| run.live.as_ref());
        let live = live.expect("a chart");
        let inkstone_charts::Chart::Series(data) = &*live.chart else {
            panic!("another chart");
        };
        (live.id, live.version, data.lines[0].y.clone())
    };
    let (id, version, times) = tell(&[0.5]);
    assert_eq!((version, times), (0, vec![500.0]));
    assert_eq!(
        tell(&[0.5, 0.25]),
        (id, 1, vec![500.0, 250.0]),
        "the same chart, renewed"
    );
}

#[test]
fn forms_say_what_they_lack() {
    let form = EvalForm::default();
    assert_eq!(form.problem(0, false), Some(FormProblem::NoPage));
    assert_eq!(
        form.problem(1, true),
        None,
        "a device may be compared with itself"
    );
    let performance = EvalForm {
        kind: EvalKind::Performance,
        data: DataChoice::Queue,
        ..form.clone()
    };
    assert_eq!(
        performance.data(),
        DataChoice::Shown,
        "one page is measured"
    );
    assert_eq!(performance.problem(1, true), Some(FormProblem::SameDevices));
    let text = EvalForm {
        kind: EvalKind::Text,
        ..form
    };
    assert_eq!(text.problem(1, false), Some(FormProblem::NoPath));
}

#[test]
fn the_forms_defaults_are_the_command_lines() {
    let form = EvalForm::default();
    assert_eq!((form.new_tokens, form.runs, form.warmup), (64, 20, 3));
    assert_eq!((form.mre, form.top1, form.cosine), (1.0, 99.0, 0.999));
}

#[test]
fn runs_are_charted_and_two_are_marked() {
    let row = |id: &str, json| {
        RunRow::new(&Run {
            id: id.into(),
            report: *report(json),
        })
    };
    let rows = vec![
        row("3", ACCURACY),
        row("2", PERFORMANCE),
        row("1", ACCURACY),
    ];
    assert!(rows[0].passed.is_some() && !rows[0].points.is_empty());
    assert_eq!(rows[1].points.len(), 2, "a line for each device");
    let mut state = CompareState::default();
    state.apply(CompareEvent::History(rows, Vec::new()), Instant::now());
    let kinds: Vec<_> = state.history.charts.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [EvalKind::Accuracy], "one run alone is no course");
    let history = &mut state.history;
    history.mark("3");
    assert_eq!(history.pair(), None);
    history.mark("1");
    assert_eq!(
        history.pair(),
        Some(["1".into(), "3".into()]),
        "the earlier one first"
    );
    history.mark("2");
    assert_eq!(history.marked, ["1", "2"]);
    history.mark("1");
    assert_eq!(history.marked, ["2"]);
}

#[test]
fn an_npu_that_is_there_is_the_candidate_until_the_user_chooses() {
    let npu = |present| DeviceStatus {
        name: "npu".into(),
        built_in: true,
        present,
        description: format!("Ascend310B1 ({SIMULATOR})"),
    };
    let mut state = CompareState::default();
    state.meet_devices(&[npu(false)]);
    assert_eq!(state.devices, CompareState::default().devices);
    state.meet_devices(&[npu(true)]);
    assert_eq!(state.devices[1].to_string(), "npu");
    state.devices[1] = DeviceSpec::CPU;
    state.meet_devices(&[npu(true)]);
    assert_eq!(state.devices[1], DeviceSpec::CPU);
    assert!(is_simulated(&npu(true).description) && !is_simulated("AVX-512, 2 threads"));
}
