//! E-mail addresses.

use std::ops::Range;

use crate::scan::Scan;

/// The places of addresses, in characters.
///
/// Around an at sign stand a name of letters, digits and the signs that mail systems use in names, and a host name of at least two labels, the
/// last of which is of letters. Letters are those of every script. One space may stand beside the at sign, or beside the last point, since a reader of
/// images sees spaces that are not there.
pub(crate) fn find(scan: &Scan) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in (0..scan.chars.len()).filter(|&at| scan.chars[at] == '@') {
        let floor = found.last().map_or(0, |range| range.end);
        let space = |place: Option<char>| usize::from(place == Some(' '));
        let (before, after) = (space(scan.before(at)), space(scan.get(at + 1)));
        let name = name_start(scan, floor, at - before);
        let may_be_spaced = before + after == 0;
        if let Some((start, end)) = name.zip(host_end(scan, at + 1 + after, may_be_spaced)) {
            found.push(start..end);
        }
    }
    found
}

fn name_start(scan: &Scan, floor: usize, at: usize) -> Option<usize> {
    let is_name = |c: char| c.is_alphanumeric() || ".!#$%&'*+-_~\\".contains(c);
    let length = scan.chars[floor..at]
        .iter()
        .rev()
        .take_while(|c| is_name(**c))
        .count();
    // Quotes, stars and dots before a name belong to the text around it.
    let start =
        (at - length..at).find(|&i| scan.chars[i].is_alphanumeric() || scan.chars[i] == '_')?;
    (scan.before(at) != Some('.')).then_some(start)
}

fn host_end(scan: &Scan, start: usize, may_be_spaced: bool) -> Option<usize> {
    let mut end = None;
    let mut at = start;
    let mut labels = 0;
    loop {
        let is_label = |c: &&char| c.is_alphanumeric() || **c == '-';
        let length = scan.chars[at..].iter().take_while(is_label).count();
        let label = &scan.chars[at..at + length];
        if label.first().is_none_or(|c| *c == '-') || label.last() == Some(&'-') {
            return end;
        }
        labels += 1;
        at += length;
        let top = label.len() >= 2 && label.iter().all(|c| c.is_alphabetic())
            || label.starts_with(&['x', 'n', '-', '-']);
        if labels >= 2 && top {
            end = Some(at);
        }
        at += match [scan.get(at), scan.get(at + 1)] {
            // What is whole already may be the end of a sentence.
            [Some('.'), Some(' ')] if may_be_spaced && end.is_none() => 2,
            [Some(' '), Some('.')] if may_be_spaced => 2,
            [Some('.'), _] => 1,
            _ => return end,
        };
    }
}
