//! What a side does, passed on to the window.

use std::ops::ControlFlow;
use std::time::Instant;

use inkstone::evaluate::accuracy::{AnswerToken, SideEvent};
use inkstone::model::observe::Stage;

use super::meeting::Meeting;
use super::side::{PACE, Tell};
use crate::state::compare::SideStep;

/// Passes on what a side does, at a pace that the window can follow.
pub(super) struct Teller<'a> {
    meeting: &'a Meeting,
    tell: &'a Tell,
    tokens: Vec<AnswerToken>,
    scoring: bool,
    told: Instant,
}

impl<'a> Teller<'a> {
    pub fn new(meeting: &'a Meeting, tell: &'a Tell) -> Self {
        Self {
            meeting,
            tell,
            tokens: Vec::new(),
            scoring: false,
            told: Instant::now(),
        }
    }

    /// Takes what a side does; breaks when the comparison is to stop.
    pub fn hear(&mut self, event: SideEvent) -> ControlFlow<()> {
        let due = self.told.elapsed() >= PACE;
        match event {
            SideEvent::Piece { line, index, count } => {
                self.pass_tokens_on();
                self.scoring = false;
                (self.tell)(SideStep::Piece { line, index, count });
            }
            SideEvent::Token(token) => {
                self.tokens.push(token);
                if due {
                    self.pass_tokens_on();
                }
            }
            SideEvent::Progress(progress) if due && progress.stage != Stage::Decode => {
                self.told = Instant::now();
                (self.tell)(SideStep::Stage {
                    stage: progress.stage,
                    done: progress.done,
                    total: progress.total,
                });
            }
            SideEvent::Scoring(_) if !self.scoring => {
                self.scoring = true;
                self.pass_tokens_on();
                (self.tell)(SideStep::Scoring);
            }
            SideEvent::Progress(_) | SideEvent::Scoring(_) => {}
        }
        match self.meeting.cancelled() {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }

    /// Passes on the tokens that were gathered.
    pub fn pass_tokens_on(&mut self) {
        self.told = Instant::now();
        if !self.tokens.is_empty() {
            (self.tell)(SideStep::Tokens(std::mem::take(&mut self.tokens)));
        }
    }
}
