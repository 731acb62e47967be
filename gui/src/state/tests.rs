//! The queue without a window.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::samples::sample_page;
use super::*;
use crate::session::KeptItem;

fn page(name: &str) -> Source {
    Source::File {
        path: PathBuf::from(name),
        page: 0,
        count: 1,
    }
}

fn queue(names: &[&str]) -> AppState {
    let mut state = AppState::default();
    let pages = names.iter().map(|name| page(name)).collect();
    state.apply(Event::Found(pages), Instant::now());
    state
}

fn names(state: &AppState) -> Vec<String> {
    state.items.iter().map(|item| item.source.name()).collect()
}

#[test]
fn pages_are_read_one_after_the_other() {
    let mut state = queue(&["a", "b"]);
    let job = state.next_job().expect("a page waits");
    assert_eq!(job.source, page("a"));
    assert!(state.next_job().is_none(), "one at a time");
    state.apply(
        Event::Ended(job.id, Outcome::Failed("no".into())),
        Instant::now(),
    );
    assert_eq!(state.items[0].phase, Phase::Failed("no".into()));
    assert_eq!(state.next_job().map(|job| job.source), Some(page("b")));
}

#[test]
fn nothing_is_begun_while_paused() {
    let mut state = queue(&["a"]);
    state.paused = true;
    assert!(state.next_job().is_none());
    state.paused = false;
    assert!(state.next_job().is_some());
}

#[test]
fn stopping_reaches_the_engine_and_those_that_wait() {
    let mut state = queue(&["a", "b"]);
    let job = state.next_job().expect("a page waits");
    state.stop_all();
    assert!(job.cancel.load(Ordering::SeqCst));
    assert_eq!(
        state.items[0].phase,
        Phase::Reading,
        "until the engine has stopped"
    );
    assert_eq!(state.items[1].phase, Phase::Cancelled);
    state.apply(
        Event::Ended(job.id, Outcome::Cancelled(None)),
        Instant::now(),
    );
    assert!(state.settled());
}

#[test]
fn a_retried_page_starts_afresh() {
    let mut state = queue(&["a"]);
    let job = state.next_job().expect("a page waits");
    state.apply(Event::Text(job.id, "old".into()), Instant::now());
    state.retry(job.id);
    assert_eq!(
        state.items[0].phase,
        Phase::Reading,
        "only what has ended is read again"
    );
    state.stop(job.id);
    state.apply(
        Event::Ended(job.id, Outcome::Cancelled(None)),
        Instant::now(),
    );
    state.retry(job.id);
    assert_eq!(state.items[0].phase, Phase::Waiting);
    assert_eq!(state.items[0].streamed, "");
    assert!(!state.items[0].cancel.load(Ordering::SeqCst));
}

#[test]
fn an_edited_page_that_was_read_again_can_be_gone_back_to() {
    let mut state = queue(&["a"]);
    let read = |state: &mut AppState, text: &str| {
        let job = state.next_job().expect("a page waits");
        let page = Outcome::Read(Box::new(sample_page(text)));
        state.apply(Event::Ended(job.id, page), Instant::now());
        job.id
    };
    let text = |state: &AppState| {
        let page = state.items[0].page().expect("it is read");
        page.record.blocks[0].text.clone()
    };
    let id = read(&mut state, "as read");
    state.edit(id, 0, "as written");
    state.retry(id);
    // Should the window end now, the page is as it was.
    let kept = Item::from(KeptItem::from(&state.items[0]));
    assert!(kept.phase == Phase::Done && kept.unloaded && !kept.edits.is_empty());
    assert!(state.items[0].last_result().is_some());
    read(&mut state, "as read again");
    assert_eq!(text(&state), "as read again");
    assert!(state.items[0].can_undo());
    state.undo(id);
    assert_eq!(text(&state), "as written");
    state.undo(id);
    assert_eq!(text(&state), "as read");
    // Nothing is kept of a page that was read again as it was.
    state.retry(id);
    read(&mut state, "a third time");
    assert!(!state.items[0].can_undo());
}

#[test]
fn what_is_told_of_a_removed_page_is_passed_over() {
    let mut state = queue(&["a", "b"]);
    let job = state.next_job().expect("a page waits");
    state.remove(job.id);
    assert!(job.cancel.load(Ordering::SeqCst));
    assert_eq!(
        state.shown().map(|item| item.source.name()),
        Some("b".into())
    );
    state.apply(Event::Text(job.id, "late".into()), Instant::now());
    state.apply(
        Event::Ended(job.id, Outcome::Cancelled(None)),
        Instant::now(),
    );
    assert_eq!(state.items[0].streamed, "");
    assert_eq!(state.items[0].phase, Phase::Waiting);
}

#[test]
fn what_the_user_brings_is_shown_in_place_of_the_sample() {
    let mut state = AppState::default();
    state.add(Source::Sample);
    let job = state.next_job().expect("the sample waits");
    state.apply(
        Event::Ended(job.id, Outcome::Cancelled(None)),
        Instant::now(),
    );
    state.apply(Event::Found(vec![page("a")]), Instant::now());
    assert_eq!(
        state.shown().map(|item| item.source.name()),
        Some("a".into())
    );
}

#[test]
fn pages_are_moved_and_walked_through_within_bounds() {
    let mut state = queue(&["a", "b", "c"]);
    let first = state.items[0].id;
    state.move_item(first, 5);
    assert_eq!(names(&state), ["b", "c", "a"]);
    state.move_item(first, -1);
    assert_eq!(names(&state), ["b", "a", "c"]);
    state.step_selection(isize::MAX);
    assert_eq!(
        state.shown().map(|item| item.source.name()),
        Some("c".into())
    );
    state.step_selection(isize::MIN);
    assert_eq!(
        state.shown().map(|item| item.source.name()),
        Some("b".into())
    );
}

#[test]
fn pages_are_placed_before_others_whether_they_are_read_or_wait() {
    let mut state = queue(&["a", "b", "c", "d"]);
    let ids: Vec<_> = state.items.iter().map(|item| item.id).collect();
    let reading = state.next_job().expect("a page waits").id;
    assert_eq!(reading, ids[0]);
    state.place_item(ids[0], 2);
    assert_eq!(names(&state), ["b", "a", "c", "d"]);
    assert_eq!(state.items[1].phase, Phase::Reading);
    state.place_item(ids[3], 0);
    assert_eq!(names(&state), ["d", "b", "a", "c"]);
    state.place_item(ids[1], usize::MAX);
    assert_eq!(names(&state), ["d", "a", "c", "b"]);
    // Before itself and before what follows it is where it is.
    for to in [1, 2] {
        state.place_item(ids[0], to);
        assert_eq!(names(&state), ["d", "a", "c", "b"]);
    }
    state.remove(ids[2]);
    state.place_item(ids[2], 0);
    assert_eq!(names(&state), ["d", "a", "b"]);
    // The next page is the first that waits in the new order.
    state.apply(
        Event::Ended(reading, Outcome::Cancelled(None)),
        Instant::now(),
    );
    assert_eq!(state.next_job().map(|job| job.id), Some(ids[3]));
}

#[test]
fn the_time_left_follows_from_the_pace_of_the_lines() {
    let mut item = Item::new(1, page("a"));
    let start = Instant::now();
    item.advance(Step::Lines { done: 0, total: 20 }, start);
    assert_eq!(item.seconds_left(start + Duration::from_secs(1)), None);
    item.advance(
        Step::Lines { done: 5, total: 20 },
        start + Duration::from_secs(10),
    );
    assert_eq!(
        item.seconds_left(start + Duration::from_secs(10)),
        Some(30.0)
    );
}

#[test]
fn pages_of_a_file_are_numbered() {
    let page = |page, count| Source::File {
        path: PathBuf::from("in/report.pdf"),
        page,
        count,
    };
    assert_eq!(page(1, 3).name(), "report.pdf · 2");
    assert_eq!(page(1, 3).stem(), "report-p0002");
    assert_eq!(page(0, 1).stem(), "report");
}

#[test]
fn errors_are_listed_when_they_are_no_longer_told() {
    let mut notices = Notices::default();
    notices.push(Notice::info("stored"));
    notices.extend([Notice::error("full"), Notice::error("fuller")]);
    let now = Instant::now();
    assert!(notices.expire(now).is_some());
    notices.expire(now + Duration::from_secs(10));
    let told: Vec<_> = notices
        .iter()
        .map(|notice| notice.said.text.as_str())
        .collect();
    assert_eq!(told, ["full", "fuller"], "errors stay longer");
    assert_eq!(notices.expire(now + Duration::from_secs(60)), None);
    let listed: Vec<_> = notices
        .log()
        .map(|notice| notice.said.text.as_str())
        .collect();
    assert_eq!(listed, ["fuller", "full"]);
    assert_eq!(notices.unread(), 2);
    notices.read();
    assert_eq!((notices.unread(), notices.log().count()), (0, 2));
}

#[test]
fn what_was_read_stays_until_there_is_something_new_and_comes_back_after_it_was_taken_out() {
    let now = Instant::now();
    let mut state = AppState::new(Settings::default());
    let id = state.add(Source::Sample);
    let read = || samples::read_page(&[("text", "old words")]);
    state.next_job().expect("a page waits");
    state.apply(Event::Ended(id, Outcome::Read(Box::new(read()))), now);
    state.retry(id);
    state.next_job().expect("it waits again");
    let failed = Outcome::Failed("the device is gone".into());
    state.apply(Event::Ended(id, failed), now);
    let item = state.item(id).expect("there");
    assert!(matches!(item.phase, Phase::Failed(_)));
    assert!(
        item.page()
            .is_some_and(|page| page.text.contains("old words"))
    );

    let other = state.add(Source::Sample);
    state.clear_ended();
    assert!(state.item(id).is_none() && state.item(other).is_some());
    state.put_back();
    assert_eq!(
        state.items.iter().map(|item| item.id).collect::<Vec<_>>(),
        [id, other]
    );
    assert!(!state.has_removed());
}
