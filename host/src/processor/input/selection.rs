//! Which pages of a document are read: `1-3,7`.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use thiserror::Error;

/// A selection of pages, written as numbers and ranges from 1: `7`, `1-3,7`, `5-` (to the end), `-2` (from the start).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSelection {
    ranges: Vec<RangeInclusive<usize>>,
}

/// Why a page selection could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ParsePagesError {
    /// There is nothing in it, or nothing between two commas.
    #[error("an empty page selection; write page numbers and ranges such as 1-3,7")]
    Empty,
    /// Not a number.
    #[error("`{part}` is not a page number or range; write page numbers and ranges such as 1-3,7")]
    NotANumber {
        /// The offending part.
        part: String,
    },
    /// Page 0.
    #[error("`{part}`: pages are counted from 1")]
    Zero {
        /// The offending part.
        part: String,
    },
    /// A range that runs backwards.
    #[error("`{part}` runs backwards; write the smaller page first")]
    Backwards {
        /// The offending part.
        part: String,
    },
}

impl PageSelection {
    /// Whether the page at `index` (from 0) is selected.
    pub fn contains(&self, index: usize) -> bool {
        index
            .checked_add(1)
            .is_some_and(|number| self.ranges.iter().any(|range| range.contains(&number)))
    }

    /// The part that a document of `count` pages does not have; none where all is there, or the end was left open.
    pub fn beyond(&self, count: usize) -> Option<Self> {
        let beyond = |range: &RangeInclusive<usize>| {
            let named = *range.end() > count && *range.end() != usize::MAX;
            named.then(|| (*range.start()).max(count + 1)..=*range.end())
        };
        let ranges: Vec<_> = self.ranges.iter().filter_map(beyond).collect();
        (!ranges.is_empty()).then_some(Self { ranges })
    }
}

impl FromStr for PageSelection {
    type Err = ParsePagesError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let ranges = text.split(',').map(parse_part).collect::<Result<_, _>>()?;
        Ok(Self { ranges })
    }
}

fn parse_part(part: &str) -> Result<RangeInclusive<usize>, ParsePagesError> {
    let part = part.trim();
    let number = |text: &str, open: usize| match text.trim() {
        "" => Ok(open),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits
            .parse()
            .map_err(|_| ParsePagesError::NotANumber { part: part.into() }),
        _ => Err(ParsePagesError::NotANumber { part: part.into() }),
    };
    let (first, last) = match part.split_once('-') {
        _ if part.is_empty() => return Err(ParsePagesError::Empty),
        Some((first, last)) if first.trim().is_empty() && last.trim().is_empty() => {
            return Err(ParsePagesError::NotANumber { part: part.into() });
        }
        Some((first, last)) => (number(first, 1)?, number(last, usize::MAX)?),
        None => {
            let page = number(part, 0)?;
            (page, page)
        }
    };
    if first == 0 || last == 0 {
        return Err(ParsePagesError::Zero { part: part.into() });
    }
    if first > last {
        return Err(ParsePagesError::Backwards { part: part.into() });
    }
    Ok(first..=last)
}

impl fmt::Display for PageSelection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, range) in self.ranges.iter().enumerate() {
            if position > 0 {
                f.write_str(",")?;
            }
            match (*range.start(), *range.end()) {
                (first, last) if first == last => write!(f, "{first}")?,
                (first, usize::MAX) => write!(f, "{first}-")?,
                (first, last) => write!(f, "{first}-{last}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(text: &str, count: usize) -> Vec<usize> {
        let selection: PageSelection = text.parse().expect(text);
        (0..count)
            .filter(|&index| selection.contains(index))
            .map(|index| index + 1)
            .collect()
    }

    #[test]
    fn what_a_document_does_not_have_is_named() {
        let beyond = |text: &str, count| {
            let pages: PageSelection = text.parse().unwrap();
            pages.beyond(count).map(|pages| pages.to_string())
        };
        assert_eq!(beyond("2,20", 12).as_deref(), Some("20"));
        assert_eq!(beyond("11-20,30", 12).as_deref(), Some("13-20,30"));
        assert_eq!(beyond("3-,1-12", 12), None);
    }

    #[test]
    fn numbers_ranges_and_open_ranges() {
        assert_eq!(selected("1-3,7", 9), [1, 2, 3, 7]);
        assert_eq!(selected(" 2 , 5 - 6", 9), [2, 5, 6]);
        assert_eq!(selected("8-", 9), [8, 9]);
        assert_eq!(selected("-2", 9), [1, 2]);
        assert_eq!(selected("3,1,3", 9), [1, 3]);
        assert_eq!(selected("12", 9), [0usize; 0]);
    }

    #[test]
    fn mistakes_are_named() {
        let parse = |text: &str| text.parse::<PageSelection>().unwrap_err();
        assert_eq!(parse(""), ParsePagesError::Empty);
        assert_eq!(parse("1,,2"), ParsePagesError::Empty);
        assert!(matches!(parse("0"), ParsePagesError::Zero { .. }));
        assert!(matches!(parse("3-1"), ParsePagesError::Backwards { .. }));
        for text in [
            "a",
            "1-b",
            "-",
            "1-2-3",
            "+1",
            "1.5",
            "99999999999999999999999",
        ] {
            assert!(
                matches!(parse(text), ParsePagesError::NotANumber { .. }),
                "{text}"
            );
        }
    }

    #[test]
    fn prints_what_it_parsed() {
        for text in ["1-3,7", "5-", "2"] {
            assert_eq!(text.parse::<PageSelection>().unwrap().to_string(), text);
        }
    }
}
