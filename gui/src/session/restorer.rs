//! The thread that takes up what was read in the last session, so that thousands of pages do not hold up the start.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use super::Keeper;
use super::folder::read_result;
use super::keeper::Told;
use crate::state::{Event, Item, ItemId, Source};
use crate::worker::Outlet;

/// Loads the results of `items`, that of `first` first, and then looks which files are gone.
///
/// # Errors
/// When the system refuses a thread.
pub fn restore_results(
    folder: PathBuf,
    items: &[Item],
    first: Option<ItemId>,
    keeper: &Keeper,
    events: Outlet<Event>,
) -> std::io::Result<()> {
    let mut ids: Vec<ItemId> = (items.iter())
        .filter(|item| item.unloaded)
        .map(|item| item.id)
        .collect();
    ids.sort_by_key(|id| Some(*id) != first);
    let mut files: HashMap<PathBuf, Vec<ItemId>> = HashMap::new();
    for item in items {
        if let Source::File { path, .. } = &item.source {
            files.entry(path.clone()).or_default().push(item.id);
        }
    }
    let known = keeper.sender();
    thread::Builder::new()
        .name("restorer".into())
        .spawn(move || {
            for id in ids {
                match read_result(&folder, id) {
                    Ok(page) => {
                        let page = Arc::new(page);
                        // Before the window has it, so that it is not written again.
                        if known.send(Told::Known(id, Arc::downgrade(&page))).is_err() {
                            return;
                        }
                        events.send(Event::Loaded(id, page));
                    }
                    Err(message) => events.send(Event::Unreadable(id, message.into())),
                }
            }
            drop(known);
            let gone = files.into_iter().filter(|(path, _)| !path.exists());
            let gone: Vec<ItemId> = gone.flat_map(|(_, ids)| ids).collect();
            if !gone.is_empty() {
                events.send(Event::Gone(gone));
            }
        })?;
    Ok(())
}
