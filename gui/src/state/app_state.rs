//! The queue and what is chosen of it.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Instant;

use inkstone::device::DeviceStatus;

use super::compare::CompareState;
use super::extend::Extend;
use super::transfer::Transfer;
use super::{Event, Item, ItemId, ModelInfo, Notices, Outcome, Phase, Settings, Source};
use crate::worker::Job;

/// Everything that the window shows.
#[derive(Debug, Default)]
pub struct AppState {
    /// The pages, in the order in which they are read.
    pub items: Vec<Item>,
    /// The page that is shown.
    pub selected: Option<ItemId>,
    /// How pages are read.
    pub settings: Settings,
    /// The devices of this machine; empty until they were looked for.
    pub devices: Vec<DeviceStatus>,
    /// The model that is open.
    pub model: Option<ModelInfo>,
    /// What to tell the user.
    pub notices: Notices,
    /// The models for whole pages that are installed, newest first: name and folder.
    pub installed: Vec<(String, PathBuf)>,
    /// The model that is downloaded.
    pub transfer: Option<Transfer>,
    /// The files and folders that were opened last, newest first.
    pub recent: Vec<PathBuf>,
    /// How often files were opened whose pages are not all known yet.
    pub expanding: usize,
    /// Whether no further page is begun.
    pub paused: bool,
    /// The pages that were taken out last, and where they were.
    removed: Vec<(usize, Item)>,
    /// What is compared and evaluated.
    pub compare: CompareState,
    /// Plugins and the chosen pipeline; its `metrics` are those that evaluations use.
    pub extend: Extend,
    last_id: ItemId,
}

impl AppState {
    /// An empty queue.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            ..Self::default()
        }
    }

    /// Takes up the queue of an earlier session. Pages that wait go on waiting until the user says so.
    pub fn restore(&mut self, items: Vec<Item>, last_id: ItemId, selected: Option<ItemId>) {
        self.paused = items.iter().any(|item| item.phase == Phase::Waiting);
        self.last_id = (items.iter().map(|item| item.id)).fold(last_id, ItemId::max);
        self.items = items;
        let shown = selected.filter(|id| self.item(*id).is_some());
        self.selected = shown.or(self.items.first().map(|item| item.id));
    }

    /// The id that was given last.
    pub fn last_id(&self) -> ItemId {
        self.last_id
    }

    /// Adds a page at the end of the queue.
    pub fn add(&mut self, source: Source) -> ItemId {
        self.last_id += 1;
        self.items.push(Item::new(self.last_id, source));
        self.selected.get_or_insert(self.last_id);
        self.last_id
    }

    /// The item of an id.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    pub(super) fn item_mut(&mut self, id: ItemId) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.id == id)
    }

    /// The page that is shown.
    pub fn shown(&self) -> Option<&Item> {
        self.item(self.selected?)
    }

    /// Whether a page is being read.
    pub fn busy(&self) -> bool {
        self.items.iter().any(|item| item.phase == Phase::Reading)
    }

    /// How many pages have ended.
    pub fn ended(&self) -> usize {
        self.items.iter().filter(|item| item.ended()).count()
    }

    /// Begins the next page, if none is being read.
    pub fn next_job(&mut self) -> Option<Job> {
        // One thing at a time has the engines.
        if self.paused || self.busy() || self.compare.busy() {
            return None;
        }
        let settings = self.settings.clone();
        let item = self
            .items
            .iter_mut()
            .find(|item| item.phase == Phase::Waiting)?;
        item.phase = Phase::Reading;
        Some(Job {
            id: item.id,
            source: item.source.clone(),
            turns: item.turns,
            settings,
            cancel: item.cancel.clone(),
        })
    }

    /// Stops a page, whether it waits or is being read.
    pub fn stop(&mut self, id: ItemId) {
        if let Some(item) = self.item_mut(id) {
            item.stop();
        }
    }

    /// Stops every page that has not ended.
    pub fn stop_all(&mut self) {
        self.items
            .iter_mut()
            .filter(|item| !item.ended())
            .for_each(Item::stop);
    }

    /// Reads a page again that has ended.
    pub fn retry(&mut self, id: ItemId) {
        if let Some(item) = self.item_mut(id).filter(|item| item.ended()) {
            item.restart();
        }
    }

    /// Takes a page out of the queue, stopping it where need be. Its neighbour is shown in its place.
    pub fn remove(&mut self, id: ItemId) {
        self.removed.clear();
        self.take_out(id);
    }

    fn take_out(&mut self, id: ItemId) {
        let Some(index) = self.items.iter().position(|item| item.id == id) else {
            return;
        };
        let mut item = self.items.remove(index);
        item.stop();
        self.removed.push((index, item));
        if self.selected == Some(id) {
            let next = self.items.get(index).or(self.items.last());
            self.selected = next.map(|item| item.id);
        }
    }

    /// Takes out every page that has ended.
    pub fn clear_ended(&mut self) {
        let ended: Vec<_> = (self.items.iter())
            .filter(|item| item.ended())
            .map(|item| item.id)
            .collect();
        self.removed.clear();
        ended.into_iter().for_each(|id| self.take_out(id));
    }

    /// Whether pages were taken out that can be put back.
    pub fn has_removed(&self) -> bool {
        !self.removed.is_empty()
    }

    /// Puts the pages back that were taken out last, where they were.
    pub fn put_back(&mut self) {
        while let Some((index, mut item)) = self.removed.pop() {
            // Its reading was stopped, and what it has to say went unheard.
            if item.phase == Phase::Reading {
                item.phase = Phase::Cancelled;
            }
            self.selected = Some(item.id);
            self.items.insert(index.min(self.items.len()), item);
        }
    }

    /// Shows the page `by` places further down the queue.
    pub fn step_selection(&mut self, by: isize) {
        let shown = (self.items.iter()).position(|item| Some(item.id) == self.selected);
        let last = self.items.len().saturating_sub(1);
        let next = shown.map_or(0, |index| index.saturating_add_signed(by).min(last));
        self.selected = self.items.get(next).map(|item| item.id);
    }

    /// Moves a page `by` places further down the queue.
    pub fn move_item(&mut self, id: ItemId, by: isize) {
        if let Some(from) = self.items.iter().position(|item| item.id == id) {
            let to = from.saturating_add_signed(by);
            self.place_item(id, if by > 0 { to + 1 } else { to });
        }
    }

    /// Puts a page before what is now at a place of the queue, or at the end.
    pub fn place_item(&mut self, id: ItemId, to: usize) {
        if let Some(from) = self.items.iter().position(|item| item.id == id) {
            let item = self.items.remove(from);
            let to = if to > from { to - 1 } else { to };
            self.items.insert(to.min(self.items.len()), item);
        }
    }

    /// Turns a page by quarters, clockwise, and has it read so.
    pub fn turn(&mut self, id: ItemId, quarters: i8) {
        if let Some(item) = self.item_mut(id) {
            item.turn(quarters);
        }
    }

    /// Whether nothing more will happen until the user does something.
    pub fn settled(&self) -> bool {
        self.expanding == 0 && self.items.iter().all(Item::ended)
    }

    /// Takes up what a thread told. What concerns pages that are no longer in the queue is passed over.
    pub fn apply(&mut self, event: Event, now: Instant) {
        match event {
            Event::Found(sources) => {
                let only_sample = matches!(self.items.as_slice(), [item] if item.source == Source::Sample && item.ended());
                let first = sources.into_iter().map(|source| self.add(source)).min();
                // What the user brings is shown in place of the sample.
                if only_sample && first.is_some() {
                    self.selected = first;
                }
            }
            Event::Broken { path, page, fault } => {
                let id = self.add(Source::File {
                    path,
                    page,
                    count: 1,
                });
                if let Some(item) = self.item_mut(id) {
                    item.phase = Phase::Failed(fault);
                }
            }
            Event::Expanded => self.expanding = self.expanding.saturating_sub(1),
            Event::Devices(devices) => {
                self.compare.meet_devices(&devices);
                self.devices = devices;
            }
            Event::Opened(model) => self.model = Some(model),
            Event::Step(id, step) => {
                if let Some(item) = self.reading(id) {
                    item.advance(step, now);
                }
            }
            Event::Text(id, text) => {
                if let Some(item) = self.reading(id) {
                    item.streamed.push_str(&text);
                }
            }
            Event::Ended(id, outcome) => {
                if let Outcome::Read(page) = &outcome {
                    self.extend.hear(&page.record);
                }
                if let Some(item) = self.reading(id) {
                    item.step = None;
                    let (phase, page) = match outcome {
                        Outcome::Read(page) => (Phase::Done, Some(page)),
                        Outcome::Cancelled(page) => (Phase::Cancelled, page),
                        Outcome::Failed(fault) => (Phase::Failed(fault), None),
                    };
                    item.phase = phase;
                    item.result = page.map(|page| (*page).into());
                    item.settle_before();
                    if item.again {
                        item.restart();
                    }
                }
            }
            Event::Markdown(id, version, markdown) => self.take_markdown(id, version, markdown),
            Event::Installed(models) => self.installed = models,
            Event::Transfer(event) => self.take_transfer(event, now),
            Event::Loaded(id, page) => {
                if let Some(item) = self.item_mut(id).filter(|item| item.unloaded) {
                    item.unloaded = false;
                    item.result = Some(page);
                    item.apply_edits();
                }
            }
            Event::Unreadable(id, fault) => {
                if let Some(item) = self.item_mut(id).filter(|item| item.unloaded) {
                    item.unloaded = false;
                    item.phase = Phase::Failed(fault);
                }
            }
            Event::Gone(ids) => {
                let ids: HashSet<ItemId> = ids.into_iter().collect();
                for item in &mut self.items {
                    item.gone |= ids.contains(&item.id);
                }
            }
            Event::Notice(notice) => self.notices.push(notice),
            Event::Compare(event) => self.compare.apply(event, now),
        }
    }

    fn reading(&mut self, id: ItemId) -> Option<&mut Item> {
        self.item_mut(id)
            .filter(|item| item.phase == Phase::Reading)
    }
}
