//! Finds headings and lists in plain text.
//!
//! Nothing is known of a line but its text and its neighbours, so every rule asks for two signs: a number needs the next number, a heading must
//! stand alone and follow a finished sentence. What fits no rule stays as it is.

use document_edit::{Marker, can_be_heading, ends_sentence, heading_level};

use crate::lines::{Class, Line};

/// How many lines may lie between two numbered items of one list.
const ITEM_MAX_LINES: usize = 30;
/// The fewest letters of a heading all in capitals.
const CAPITALS_MIN: usize = 4;

/// Says of each line what it is. Headings are looked for only on a page that names none itself.
pub(crate) fn find(lines: &mut [Option<Line>], headings: bool) {
    bullets(lines);
    numbers(lines, headings);
    if headings {
        alone(lines);
    }
    continuations(lines);
}

/// The line at a place, if one of its kind is there and no other block.
fn line(lines: &[Option<Line>], at: usize) -> Option<&Line> {
    lines.get(at)?.as_ref()
}

fn marker(lines: &[Option<Line>], at: usize) -> Option<(Marker, usize)> {
    line(lines, at)?.marker
}

/// The next or last place with something other than a blank line.
fn next(lines: &[Option<Line>], at: usize) -> Option<usize> {
    (at + 1..lines.len()).find(|&i| line(lines, i).is_none_or(|l| l.class != Class::Blank))
}

fn previous(lines: &[Option<Line>], at: usize) -> Option<usize> {
    (0..at)
        .rev()
        .find(|&i| line(lines, i).is_none_or(|l| l.class != Class::Blank))
}

fn set(lines: &mut [Option<Line>], at: usize, class: Class) {
    if let Some(Some(line)) = lines.get_mut(at) {
        line.class = class;
    }
}

/// Dots and Markdown's own bullets begin an item; an en dash, which also begins speech, only beside another.
fn bullets(lines: &mut [Option<Line>]) {
    for at in 0..lines.len() {
        let Some((Marker::Bullet(bullet), start)) = marker(lines, at) else {
            continue;
        };
        let beside = [previous(lines, at), next(lines, at)]
            .into_iter()
            .flatten()
            .any(|i| matches!(marker(lines, i), Some((Marker::Bullet(b), _)) if b == bullet));
        if !matches!(bullet, '–' | '·' | '※') || beside {
            set(lines, at, Class::Item(Marker::Bullet(bullet), start));
        }
    }
}

/// Runs of numbered lines, each number one more than the last: headings where each stands alone over a text of its own, else items.
fn numbers(lines: &mut [Option<Line>], headings: bool) {
    let mut done = vec![false; lines.len()];
    for at in 0..lines.len() {
        if done[at] {
            continue;
        }
        let run = run_from(lines, at);
        run.iter().for_each(|&i| done[i] = true);
        if headings && !run.is_empty() && run.iter().all(|&i| is_numbered_heading(lines, i)) {
            run.iter().for_each(|&i| set(lines, i, Class::Heading(2)));
        } else if run.len() > 1 {
            for i in run {
                if let Some((marker, start)) = marker(lines, i) {
                    set(lines, i, Class::Item(marker, start));
                }
            }
        }
    }
}

/// The places of the numbered lines that count up from one.
fn run_from(lines: &[Option<Line>], at: usize) -> Vec<usize> {
    let mut run = Vec::new();
    let Some((Marker::Number(mut value, mark), _)) = marker(lines, at) else {
        return run;
    };
    run.push(at);
    let mut last = at;
    let mut i = at + 1;
    while i < lines.len() && i - last <= ITEM_MAX_LINES && lines[i].is_some() {
        if marker(lines, i).is_some_and(|(m, _)| m == Marker::Number(value + 1, mark)) {
            value += 1;
            run.push(i);
            last = i;
        }
        i += 1;
    }
    run
}

/// Whether a numbered line stands alone over text that is longer than itself.
fn is_numbered_heading(lines: &[Option<Line>], at: usize) -> bool {
    let Some(heading) = line(lines, at) else {
        return false;
    };
    let title = heading
        .marker
        .map_or("", |(_, start)| &heading.text[start..]);
    let over_text = next(lines, at)
        .and_then(|i| line(lines, i))
        .is_some_and(|l| {
            let starts_sentence = !l.text.trim_start().starts_with(char::is_lowercase);
            l.marker.is_none()
                && starts_sentence
                && l.text.chars().count() > heading.text.chars().count()
        });
    over_text
        && stands_alone(lines, at)
        && can_be_heading(title)
        && !title.starts_with(char::is_lowercase)
}

/// Whether a line has blank lines or the ends of its block around it, and does not go on with an unfinished sentence.
fn stands_alone(lines: &[Option<Line>], at: usize) -> bool {
    let Some(own) = line(lines, at) else {
        return false;
    };
    let apart = |i: Option<usize>| {
        i.and_then(|i| line(lines, i))
            .is_none_or(|l| l.block != own.block || l.class == Class::Blank)
    };
    let above = at.checked_sub(1);
    let finished = above
        .and_then(|i| line(lines, i))
        .is_none_or(|l| l.class != Class::Plain || ends_sentence(&l.text));
    apart(above) && apart(Some(at + 1)) && finished
}

/// Headings that are known by their words, their section number, or their capitals.
fn alone(lines: &mut [Option<Line>]) {
    for at in 0..lines.len() {
        let Some(own) = line(lines, at).filter(|l| l.class == Class::Plain) else {
            continue;
        };
        if !stands_alone(lines, at) {
            continue;
        }
        let over_text = || {
            next(lines, at)
                .and_then(|i| line(lines, i))
                .is_some_and(|l| {
                    l.class == Class::Plain && l.text.chars().count() > own.text.chars().count()
                })
        };
        let level = heading_level(&own.text)
            .or_else(|| (is_capitals(&own.text) && over_text()).then_some(2));
        if let Some(level) = level {
            set(lines, at, Class::Heading(level));
        }
    }
}

/// Words in capitals without a digit, in a script that has small letters.
fn is_capitals(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let others = text.chars().any(|c| c.is_lowercase() || c.is_numeric());
    capitals >= CAPITALS_MIN && !others && can_be_heading(text)
}

/// Lines right below an item that belong to it: those before the next item, and those that are indented or begin with a small letter.
fn continuations(lines: &mut [Option<Line>]) {
    let mut at = 0;
    while at < lines.len() {
        if !matches!(
            line(lines, at),
            Some(Line {
                class: Class::Item(..),
                ..
            })
        ) {
            at += 1;
            continue;
        }
        let own_block = line(lines, at).map(|l| l.block);
        let mut end = at + 1;
        while line(lines, end)
            .is_some_and(|l| l.class == Class::Plain && Some(l.block) == own_block)
        {
            end += 1;
        }
        let before_item = line(lines, end)
            .is_some_and(|l| matches!(l.class, Class::Item(..)) && Some(l.block) == own_block);
        for i in at + 1..end {
            let goes_on = line(lines, i).is_some_and(|l| {
                l.text
                    .starts_with(|c: char| c.is_whitespace() || c.is_lowercase())
            });
            if !before_item && !goes_on {
                break;
            }
            set(lines, i, Class::Continuation);
        }
        at = end;
    }
}
