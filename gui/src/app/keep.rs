//! What the window keeps for its next start: when it is taken down, and how it is taken up again.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::{Duration, Instant};

use eframe::egui::{Context, ThemePreference};

use super::App;
use crate::session::{
    Desk, Keeper, KeptItem, KeptPath, Opened, Place, Said, Session, Snapshot, Theme, VERSION,
    restore_results,
};
use crate::state::{Item, Notice, Phase};

/// How long a change waits for others that come with it, as while a window is dragged or a prompt is typed.
const WAIT: Duration = Duration::from_millis(800);

/// What was kept last, and by whom.
pub struct Keeping {
    keeper: Keeper,
    desk: Desk,
    queue: u64,
    ended: usize,
    /// Since when there is something new.
    changed: Option<Instant>,
}

impl App {
    /// Takes up an earlier session, and keeps this one where it may.
    pub(super) fn restore(&mut self, ctx: &Context, opened: Opened) -> std::io::Result<()> {
        let words = &self.language.words().session;
        if let Some(said) = opened.said {
            let text = match said {
                Said::SetAside(path, message) => {
                    format!("{} {}\n{message}", words.set_aside, path.display())
                }
                Said::Busy => words.busy.to_owned(),
                Said::Newer => words.newer.to_owned(),
                Said::Unwritable(message) => format!("{}\n{message}", words.unwritable),
            };
            self.state.notices.push(Notice::error(text));
        }
        if let Some(session) = opened.session {
            let desk = session.desk;
            self.view.welcome_dismissed = desk.welcome_dismissed;
            self.state.recent = desk.recent.into_iter().map(|path| path.0).collect();
            let items = session.items.into_iter().map(Item::from).collect();
            self.state.restore(items, session.last_id, desk.selected);
            if self.state.paused {
                self.state.notices.push(Notice::info(words.paused));
            }
        }
        let Some(folder) = opened.folder else {
            return Ok(());
        };
        let path = folder.path().to_owned();
        let keeper = Keeper::start(folder, self.event_outlet.clone())?;
        let (items, selected) = (&self.state.items, self.state.selected);
        restore_results(path, items, selected, &keeper, self.event_outlet.clone())?;
        self.keeping = Some(Keeping {
            keeper,
            desk: self.desk_now(ctx, None),
            queue: fingerprint(&self.state.items),
            ended: self.state.ended(),
            changed: None,
        });
        Ok(())
    }

    /// Has what is new written: at once when a page has ended, else when nothing more has come for a while.
    pub(super) fn keep(&mut self, ctx: &Context) {
        let Some(keeping) = &self.keeping else { return };
        let desk = self.desk_now(ctx, keeping.desk.place);
        let queue = fingerprint(&self.state.items);
        let ended = self.state.ended();
        let more_ended = ended > keeping.ended;
        let same = queue == keeping.queue && desk == keeping.desk;
        let Some(keeping) = &mut self.keeping else {
            return;
        };
        if !same {
            keeping.desk = desk;
            keeping.queue = queue;
            keeping.ended = ended;
            keeping.changed = Some(Instant::now());
        }
        let Some(since) = keeping.changed else { return };
        let left = WAIT.saturating_sub(since.elapsed());
        if more_ended || left.is_zero() {
            self.keep_now();
        } else {
            ctx.request_repaint_after(left);
        }
    }

    /// Has everything written.
    pub(super) fn keep_now(&mut self) {
        let Some(keeping) = &mut self.keeping else {
            return;
        };
        keeping.changed = None;
        let items = &self.state.items;
        let result = |item: &Item| Some((item.id, Arc::clone(item.last_result()?)));
        keeping.keeper.keep(Snapshot {
            session: Session {
                version: VERSION,
                desk: keeping.desk.clone(),
                last_id: self.state.last_id(),
                items: items.iter().map(KeptItem::from).collect(),
            },
            results: items.iter().filter_map(result).collect(),
        });
    }

    /// How the window is set. `before` is where it was last.
    fn desk_now(&self, ctx: &Context, before: Option<Place>) -> Desk {
        Desk {
            language: Some(self.language),
            theme: match ctx.options(|options| options.theme_preference) {
                ThemePreference::System => Theme::System,
                ThemePreference::Light => Theme::Light,
                ThemePreference::Dark => Theme::Dark,
            },
            workspace: self.view.workspace,
            tab: self.view.tab,
            place: place(ctx, before),
            settings: (&self.state.settings).into(),
            recent: self.state.recent.iter().cloned().map(KeptPath).collect(),
            selected: self.state.selected,
            welcome_dismissed: self.view.welcome_dismissed,
        }
    }
}

/// Where the window is. While it is minimised or fills the screen, its size and position are those that it had before.
fn place(ctx: &Context, before: Option<Place>) -> Option<Place> {
    ctx.input(|input| {
        let viewport = input.viewport();
        let set = |flag: Option<bool>| flag == Some(true);
        if set(viewport.minimized) || set(viewport.fullscreen) {
            return before;
        }
        let Some(inner) = viewport.inner_rect else {
            return before;
        };
        let maximized = set(viewport.maximized);
        if maximized && let Some(before) = before {
            return Some(Place {
                maximized,
                ..before
            });
        }
        Some(Place {
            position: (viewport.outer_rect).map(|rect| [rect.min.x, rect.min.y]),
            size: [inner.width(), inner.height()],
            maximized,
        })
    })
}

/// Changes whenever something of the queue does that is kept.
fn fingerprint(items: &[Item]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for item in items {
        item.id.hash(&mut hasher);
        let phase = match &item.phase {
            Phase::Waiting | Phase::Reading => 0,
            Phase::Done => 1,
            Phase::Failed(_) => 2,
            Phase::Cancelled => 3,
        };
        (phase, item.unloaded, item.turns).hash(&mut hasher);
        item.edits.version().hash(&mut hasher);
        item.last_result().map(Arc::as_ptr).hash(&mut hasher);
    }
    hasher.finish()
}
