//! When previews are made.

use super::*;
use crate::state::{Item, Source};

fn item() -> Item {
    Item::new(7, Source::Sample)
}

#[test]
fn a_preview_is_made_once_nothing_changes_any_more() {
    let (mut extend, mut chosen) = extend();
    let (start, page) = (Instant::now(), item());
    extend.update_preview(Some(&page), start);
    assert!(extend.preview.next(start).is_none());
    let now = later(start);
    let first = extend.preview.next(now).expect("it has rested");
    assert_eq!(first.wanted.target, Target::Whole);
    assert!(extend.preview.next(now).is_none(), "one at a time");
    // A change stops it, and the next one follows when it has ended.
    let binarize = id(&extend, "binarize");
    extend.focus = Focus::Step(binarize);
    extend.update_preview(Some(&page), now);
    assert!(first.cancel.load(std::sync::atomic::Ordering::SeqCst));
    assert!(extend.preview.next(later(now)).is_none());
    let ended = ExtendEvent::Previewed(first.id, Previewed::Cancelled);
    extend.apply(ended, &mut chosen);
    let second = extend.preview.next(later(now)).expect("the next one");
    assert_eq!(second.wanted.target, Target::Step(Stage::Pre, 0));
    let made = Previewed::Made(Box::default());
    extend.apply(ExtendEvent::Previewed(second.id, made), &mut chosen);
    extend.update_preview(Some(&page), later(now));
    assert!(extend.preview.made.is_some() && extend.settled());
    // A file that changed makes it anew.
    let mut plugins = extend.plugins.clone();
    plugins[0].version = "1.0.1".into();
    extend.apply(ExtendEvent::Plugins(plugins), &mut chosen);
    extend.update_preview(Some(&page), later(now));
    assert!(extend.preview.busy() && extend.preview.made.is_some());
}

#[test]
fn a_preview_can_be_stopped_and_made_again() {
    let (mut extend, mut chosen) = extend();
    let (start, page) = (Instant::now(), item());
    extend.update_preview(Some(&page), start);
    let job = extend.preview.next(later(start)).expect("a job");
    extend.preview.stop();
    assert!(job.cancel.load(std::sync::atomic::Ordering::SeqCst));
    extend.apply(
        ExtendEvent::Previewed(job.id, Previewed::Cancelled),
        &mut chosen,
    );
    extend.update_preview(Some(&page), later(start));
    assert!(extend.preview.stopped && !extend.preview.busy());
    extend.preview.again(start);
    assert!(extend.preview.next(later(start)).is_some());
}

#[test]
fn there_is_no_preview_of_what_does_not_change_a_page() {
    let (mut extend, _) = extend();
    let (now, page) = (Instant::now(), item());
    for plugin in ["cer", "redact"] {
        // What was read is not there yet.
        extend.focus = Focus::Step(id(&extend, plugin));
        extend.update_preview(Some(&page), now);
        assert!(!extend.preview.busy(), "{plugin}");
    }
    extend.focus = Focus::Step(id(&extend, "deskew"));
    extend.update_preview(Some(&page), now);
    assert!(extend.preview.busy());
    extend.update_preview(None, now);
    assert!(!extend.preview.busy());
}
