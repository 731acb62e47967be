//! Finding words in what is shown.

use std::ops::Range;

/// A place where what was searched for stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The piece.
    pub node: usize,
    /// The text of the piece: 0, or the cell of a table.
    pub text: usize,
    /// Its bytes of that text.
    pub range: Range<usize>,
}

/// What is searched for, and where it stands.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Whether the search is open.
    pub open: bool,
    /// Whether its field is to be given the keyboard.
    pub focus: bool,
    /// What is searched for.
    pub query: String,
    /// Where it stands, in order.
    pub matches: Vec<Match>,
    /// The match that is looked at.
    pub current: usize,
    /// Whether the match that is looked at is to be brought into sight.
    pub reveal: bool,
    /// What was searched: it is searched again when this or the query is another.
    searched: Option<(u64, String)>,
}

impl Search {
    /// Searches the texts of pieces, unless they were searched for the same already. `version` changes with the texts.
    pub fn update(&mut self, version: u64, texts: impl FnOnce() -> Vec<Vec<String>>) {
        let wanted = (version, self.query.clone());
        if !self.open || self.searched.as_ref() == Some(&wanted) {
            return;
        }
        let new_query = self
            .searched
            .as_ref()
            .is_none_or(|(_, query)| *query != self.query);
        self.matches.clear();
        if !self.query.is_empty() {
            for (node, texts) in texts().iter().enumerate() {
                for (index, text) in texts.iter().enumerate() {
                    let found = find(text, &self.query).into_iter();
                    self.matches.extend(found.map(|range| Match {
                        node,
                        text: index,
                        range,
                    }));
                }
            }
        }
        if new_query {
            self.current = 0;
            self.reveal = !self.matches.is_empty();
        }
        self.current = self.current.min(self.matches.len().saturating_sub(1));
        self.searched = Some(wanted);
    }

    /// Goes to the match so many places further on; behind the last comes the first.
    pub fn step(&mut self, by: isize) {
        let count = self.matches.len() as isize;
        if count > 0 {
            self.current = (self.current as isize + by).rem_euclid(count) as usize;
            self.reveal = true;
        }
    }

    /// The matches in a text of a piece, each with whether it is the one that is looked at.
    pub fn of(&self, node: usize, text: usize) -> impl Iterator<Item = (&Match, bool)> {
        self.within(node, text, 0..usize::MAX)
    }

    /// The matches in some bytes of a text of a piece, each with whether it is the one that is looked at.
    pub fn within(
        &self,
        node: usize,
        text: usize,
        bytes: Range<usize>,
    ) -> impl Iterator<Item = (&Match, bool)> {
        let open = self.open;
        let key = |m: &Match| (m.node, m.text);
        let before = |m: &Match| (key(m), m.range.end) <= ((node, text), bytes.start);
        let first = self.matches.partition_point(before);
        let there = move |m: &Match| key(m) == (node, text) && m.range.start < bytes.end;
        let found = self.matches[first..].iter().enumerate();
        found
            .take_while(move |(_, m)| open && there(m))
            .map(move |(index, m)| (m, first + index == self.current))
    }
}

/// Where a query stands in a text, whatever the case of its letters; places do not overlap.
pub fn find(text: &str, query: &str) -> Vec<Range<usize>> {
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let query: Vec<char> = query.chars().map(lower).collect();
    let mut found = Vec::new();
    let Some(first) = query.first() else {
        return found;
    };
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        if lower(c) != *first {
            at = after;
            continue;
        }
        let mut chars = text[at..].char_indices();
        let same = query
            .iter()
            .all(|q| chars.next().is_some_and(|(_, c)| lower(c) == *q));
        if same {
            let end = at + chars.offset();
            found.push(at..end);
            at = end;
        } else {
            at = after;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(query: &str, texts: &[&[&str]]) -> Search {
        let mut search = Search {
            open: true,
            query: query.into(),
            ..Search::default()
        };
        let texts = texts
            .iter()
            .map(|t| t.iter().map(|t| t.to_string()).collect())
            .collect();
        search.update(1, || texts);
        search
    }

    #[test]
    fn case_does_not_matter_and_places_do_not_overlap() {
        assert_eq!(find("Ferry ferry FERRY", "ferry"), [0..5, 6..11, 12..17]);
        assert_eq!(find("aaaa", "aa"), [0..2, 2..4]);
        assert_eq!(find("发票 发票号", "发票"), [0..6, 7..13]);
        assert_eq!(find("Äpfel äpfel", "äp"), [0..3, 7..10]);
        assert!(find("abc", "").is_empty() && find("ab", "abc").is_empty());
    }

    #[test]
    fn matches_are_walked_through_in_a_circle() {
        let mut search = search("a", &[&["a b"], &["none"], &["x", "aa"]]);
        assert_eq!(search.matches.len(), 3);
        assert!(search.reveal);
        search.step(-1);
        assert_eq!(search.current, 2);
        search.step(1);
        assert_eq!(search.current, 0);
        let of_cell: Vec<_> = search
            .of(2, 1)
            .map(|(m, now)| (m.range.clone(), now))
            .collect();
        assert_eq!(of_cell, [(0..1, false), (1..2, false)]);
        assert_eq!(search.of(2, 0).count(), 0);
        let within = |bytes| search.within(2, 1, bytes).count();
        assert_eq!((within(0..1), within(1..2), within(2..9)), (1, 1, 0));
    }

    #[test]
    fn what_has_not_changed_is_not_searched_again() {
        let mut search = search("a", &[&["a"]]);
        search.update(1, || panic!("searched again"));
        search.update(2, Vec::new);
        assert!(search.matches.is_empty());
    }
}
