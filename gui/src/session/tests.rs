//! What is kept comes back, and what cannot come back is said.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use inkstone::pipeline::DEMO_NAME;
use inkstone::processor::task::Task;

use super::folder::read_result;
use super::*;
use crate::lang::Language;
use crate::state::samples::sample_page;
use crate::state::{Event, Fault, FaultKind, Item, Phase, Settings, Source, TaskChoice};
use crate::worker::Outlet;

fn outlet() -> (Outlet<Event>, Receiver<Event>) {
    let (sender, events) = channel();
    (Outlet::new(sender, Arc::new(|| ())), events)
}

fn item(id: u64, phase: Phase) -> Item {
    let path = PathBuf::from(format!("/in/发票 {id}.png"));
    let mut item = Item::new(
        id,
        Source::File {
            path,
            page: 0,
            count: 1,
        },
    );
    item.phase = phase;
    item
}

fn snapshot(items: &[Item]) -> Snapshot {
    Snapshot {
        session: Session {
            version: VERSION,
            desk: Desk::default(),
            last_id: 9,
            items: items.iter().map(KeptItem::from).collect(),
        },
        results: (items.iter())
            .filter_map(|item| Some((item.id, item.result.clone()?)))
            .collect(),
    }
}

/// Opens a session that has to be there and may be kept.
fn reopen(data: &Path) -> (Session, Folder) {
    let opened = open(data);
    assert_eq!(opened.said, None);
    (opened.session.expect("kept"), opened.folder.expect("free"))
}

#[test]
fn settings_come_back() {
    let settings = Settings {
        task: TaskChoice::Task(Task::Formula),
        prompt: "什么?".into(),
        model: Some(DEMO_NAME.into()),
        device: "cuda:1:bf16".parse().expect("a device"),
        pipeline: "scan".into(),
    };
    let desk = Desk {
        language: Some(Language::Chinese),
        theme: Theme::Dark,
        place: Some(Place {
            position: Some([-20.0, 3.5]),
            size: [1300.0, 810.0],
            maximized: true,
        }),
        settings: (&settings).into(),
        recent: vec![KeptPath("/in".into())],
        selected: Some(3),
        ..Desk::default()
    };
    let text = serde_json::to_string(&desk).expect("JSON");
    let again: Desk = serde_json::from_str(&text).expect("the same form");
    assert_eq!(again, desk);
    assert_eq!(Settings::from(again.settings), settings);
}

#[test]
fn what_an_older_version_did_not_keep_is_as_at_the_first_start() {
    let desk: Desk = serde_json::from_str(r#"{"theme":"light"}"#).expect("a desk");
    assert_eq!(desk.theme, Theme::Light);
    assert_eq!(Settings::from(desk.settings), Settings::default());
    let unknown: Desk =
        serde_json::from_str(r#"{"settings":{"device":"abacus","task":"sing"}}"#).expect("a desk");
    assert_eq!(Settings::from(unknown.settings), Settings::default());
}

#[test]
fn a_kind_of_fault_that_is_not_known_here_leaves_the_words() {
    let kept = r#"{"id":1,"source":"sample","phase":{"failed":"why"},"fault":"of-tomorrow"}"#;
    let item: KeptItem = serde_json::from_str(kept).expect("an item");
    assert_eq!(Item::from(item).phase, Phase::Failed("why".into()));
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_text_comes_back() {
    use std::os::unix::ffi::OsStringExt;
    let name = std::ffi::OsString::from_vec(b"/in/\xB7\xA2\xC6\xB1.png".to_vec());
    let path = KeptPath(name.into());
    let text = serde_json::to_string(&path).expect("JSON");
    let again: KeptPath = serde_json::from_str(&text).expect("a path");
    assert_eq!(again, path);
}

#[test]
fn the_queue_comes_back_and_what_was_being_read_waits() {
    let data = tempfile::tempdir().expect("a folder");
    let opened = open(data.path());
    assert!(opened.session.is_none() && opened.said.is_none());
    let (events, _heard) = outlet();
    let keeper = Keeper::start(opened.folder.expect("free"), events).expect("a thread");
    let mut done = item(1, Phase::Done);
    done.result = Some(Arc::new(sample_page("halvard")));
    done.turns = 3;
    done.edits.set(0, "Halvard", "halvard");
    let failed = Phase::Failed(Fault {
        kind: Some(FaultKind::NoFile),
        text: "no such file".into(),
    });
    let items = [
        done,
        item(2, failed.clone()),
        item(3, Phase::Reading),
        item(4, Phase::Cancelled),
    ];
    keeper.keep(snapshot(&items));
    drop(keeper);
    let (session, folder) = reopen(data.path());
    let again: Vec<Item> = session.items.into_iter().map(Item::from).collect();
    let phases: Vec<_> = again.iter().map(|item| item.phase.clone()).collect();
    assert_eq!(
        phases,
        [Phase::Done, failed, Phase::Waiting, Phase::Cancelled]
    );
    assert_eq!(again[0].source, items[0].source);
    assert!(again[0].unloaded && !again[1].unloaded);
    assert_eq!(again[0].turns, 3);
    assert_eq!(again[0].edits, items[0].edits);
    let page = read_result(folder.path(), 1).expect("a result");
    let was = items[0].result.as_ref().expect("a result");
    assert_eq!(page.record, was.record);
    assert_eq!(page.markdown, was.markdown);
    assert_eq!(page.seconds, was.seconds);
    assert_eq!(page.pipeline, was.pipeline);
}

#[test]
fn results_are_written_once_and_deleted_with_their_items() {
    let data = tempfile::tempdir().expect("a folder");
    let (events, _heard) = outlet();
    let keeper = Keeper::start(open(data.path()).folder.expect("free"), events).expect("a thread");
    let mut items = vec![item(1, Phase::Done), item(2, Phase::Done)];
    for item in &mut items {
        item.result = Some(Arc::new(sample_page("one")));
    }
    keeper.keep(snapshot(&items));
    drop(keeper);
    let file = |id: u64| data.path().join(format!("window/results/{id}.json"));
    let written = |id| std::fs::metadata(file(id)).and_then(|data| data.modified());
    let first = written(1).expect("written");
    // The next session begins with results that are not loaded.
    let (session, folder) = reopen(data.path());
    let mut again: Vec<Item> = session.items.into_iter().map(Item::from).collect();
    let (events, heard) = outlet();
    let keeper = Keeper::start(folder, events.clone()).expect("a thread");
    let path = data.path().join("window");
    restore_results(path, &again, Some(2), &keeper, events).expect("a thread");
    let Ok(Event::Loaded(2, _)) = heard.recv() else {
        panic!("the page that is shown is loaded first");
    };
    let Ok(Event::Loaded(1, page)) = heard.recv() else {
        panic!("the other one follows");
    };
    let Ok(Event::Gone(mut gone)) = heard.recv() else {
        panic!("the files are not there");
    };
    gone.sort_unstable();
    assert_eq!(gone, [1, 2]);
    again[0].unloaded = false;
    again[0].result = Some(page);
    again.truncate(1);
    keeper.keep(snapshot(&again));
    drop(keeper);
    assert_eq!(written(1).expect("there"), first, "not written again");
    assert!(!file(2).exists());
    let (session, _folder) = reopen(data.path());
    assert_eq!(session.items.len(), 1);
}

#[test]
fn two_windows_do_not_write_over_each_other() {
    let data = tempfile::tempdir().expect("a folder");
    let first = open(data.path());
    let folder = first.folder.expect("free");
    let mut kept = snapshot(&[item(1, Phase::Done)]).session;
    kept.desk.theme = Theme::Dark;
    folder.write(&kept).expect("written");
    let second = open(data.path());
    assert_eq!(second.said, Some(Said::Busy));
    assert!(second.folder.is_none());
    let session = second.session.expect("how the other one is set");
    assert_eq!(session.desk.theme, Theme::Dark);
    assert!(session.items.is_empty());
    drop(folder);
    assert_eq!(reopen(data.path()).0.items.len(), 1);
}

#[test]
fn a_damaged_session_is_set_aside_and_a_newer_one_left_alone() {
    let data = tempfile::tempdir().expect("a folder");
    let file = data.path().join("window/session.json");
    std::fs::create_dir_all(data.path().join("window")).expect("a folder");
    for (number, damaged) in [(1, "{\"version\":1,"), (2, "{\"version\":1}")] {
        std::fs::write(&file, damaged).expect("written");
        let opened = open(data.path());
        assert!(opened.session.is_none() && opened.folder.is_some());
        let Some(Said::SetAside(to, _)) = opened.said else {
            panic!("{:?}", opened.said);
        };
        assert_eq!(to, data.path().join(format!("window-damaged-{number}")));
        let aside = std::fs::read_to_string(to.join("session.json")).expect("set aside");
        assert_eq!(aside, damaged);
        std::fs::create_dir_all(data.path().join("window")).expect("a folder");
    }
    std::fs::write(&file, "{\"version\":2,\"of\":\"tomorrow\"}").expect("written");
    let opened = open(data.path());
    assert_eq!(opened.said, Some(Said::Newer));
    assert!(opened.folder.is_none());
}

#[test]
fn a_damaged_result_is_said_and_set_aside() {
    let data = tempfile::tempdir().expect("a folder");
    let results = data.path().join("window/results");
    std::fs::create_dir_all(&results).expect("a folder");
    std::fs::write(results.join("5.json"), "{\"version\":1").expect("written");
    let message = read_result(&data.path().join("window"), 5).expect_err("damaged");
    assert!(message.contains("5.json"), "{message}");
    assert!(results.join("5.damaged").exists() && !results.join("5.json").exists());
}
