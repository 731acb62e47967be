//! Numbers of payment cards.

use std::ops::Range;

use crate::scan::{Group, Scan, joins_words};

/// How digits are grouped on cards and in forms; a single group may have any length.
const LAYOUTS: [&[usize]; 10] = [
    &[4, 4, 4, 4, 3],
    &[4, 4, 4, 4, 2],
    &[4, 4, 4, 4, 1],
    &[4, 4, 4, 4],
    &[4, 4, 4, 3],
    &[4, 4, 4, 2],
    &[4, 6, 5],
    &[4, 6, 4],
    &[4, 3, 3, 3],
    &[6, 13],
];

/// First digits of the issuers' numbers, from and to, and how many digits a number has, from and to.
const ISSUERS: [(u32, u32, usize, usize); 20] = [
    (4, 4, 16, 16),       // Visa
    (4, 4, 13, 13),       // Visa, old
    (4, 4, 19, 19),       // Visa, new
    (51, 55, 16, 16),     // Mastercard
    (2221, 2720, 16, 16), // Mastercard
    (34, 34, 15, 15),     // American Express
    (37, 37, 15, 15),     // American Express
    (6011, 6011, 16, 19), // Discover
    (644, 649, 16, 19),   // Discover
    (65, 65, 16, 19),     // Discover, RuPay
    (62, 62, 16, 19),     // UnionPay
    (81, 82, 16, 19),     // UnionPay, RuPay
    (3528, 3589, 16, 19), // JCB
    (300, 305, 14, 19),   // Diners Club
    (36, 36, 14, 19),     // Diners Club
    (38, 39, 14, 19),     // Diners Club
    (5018, 5038, 13, 19), // Maestro
    (6759, 6763, 13, 19), // Maestro
    (2200, 2204, 16, 19), // Mir
    (9792, 9792, 16, 16), // Troy
];

/// The most groups that a number falls into when it is read with spaces that are not there.
const MISREAD_GROUPS_MAX: usize = 8;

/// The places of card numbers, in characters: of a known issuer and length, with the right checksum, and grouped as on cards, or not at all, or in any
/// way by single spaces and dashes where nothing else stands beside it, since a reader of images sees spaces that are not there.
pub(crate) fn find(scan: &Scan) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for number in scan.numbers() {
        if scan.is_iban(number[0].start) {
            continue;
        }
        let mut first = 0;
        while first < number.len() {
            match count_at(scan, &number[first..]) {
                Some(count) => {
                    found.push(number[first].start..number[first + count - 1].end);
                    first += count;
                }
                None => first += 1,
            }
        }
    }
    found
}

/// How many groups at the start are a card's number.
fn count_at(scan: &Scan, groups: &[Group]) -> Option<usize> {
    let single: &[usize] = &[groups[0].digits.len()];
    let mut layouts = LAYOUTS.into_iter().chain([single]);
    let fitting = layouts.find(|layout| {
        let Some(groups) = groups.get(..layout.len()) else {
            return false;
        };
        let lengths = groups.iter().map(|group| group.digits.len());
        lengths.eq(layout.iter().copied()) && is_card(scan, groups)
    });
    fitting
        .map(<[usize]>::len)
        .or_else(|| misread_count_at(scan, groups))
}

/// How many groups at the start are a card's number with spaces in the wrong places.
fn misread_count_at(scan: &Scan, groups: &[Group]) -> Option<usize> {
    let parts = |separator: &str| [" ", "-"].contains(&separator);
    let row = 1 + groups[1..]
        .iter()
        .take_while(|group| parts(&group.before))
        .count();
    // The month of a date of expiry may stand behind it.
    let before_date = groups.get(row).is_some_and(|group| group.before == "/");
    let count = if before_date { row - 1 } else { row };
    let alone = !parts(&groups[0].before) && (2..=MISREAD_GROUPS_MAX).contains(&count);
    (alone && !beside_word(scan, &groups[..count]) && is_number_of_card(&groups[..count]))
        .then_some(count)
}

/// Whether what stands right before or behind makes it a part of something else.
fn beside_word(scan: &Scan, groups: &[Group]) -> bool {
    let (start, end) = (groups[0].start, groups[groups.len() - 1].end);
    let word = [scan.before(start), scan.get(end)]
        .into_iter()
        .flatten()
        .any(joins_words);
    let fraction = |c: Option<char>, next: Option<char>| {
        c.is_some_and(|c| ".,".contains(c)) && next.is_some_and(|c| c.is_ascii_digit())
    };
    let number = fraction(
        scan.before(start),
        start.checked_sub(2).and_then(|at| scan.get(at)),
    ) || fraction(scan.get(end), scan.get(end + 1));
    word || number
}

fn is_card(scan: &Scan, groups: &[Group]) -> bool {
    let mut between: Vec<&str> = groups[1..]
        .iter()
        .map(|group| group.before.as_str())
        .collect();
    let broken = between.iter().filter(|b| **b == "\n").count();
    between.retain(|b| *b != "\n");
    let even = between.iter().all(|b| *b == between[0])
        && between
            .first()
            .is_none_or(|b| [" ", "-", "  ", " - "].contains(b));
    !beside_word(scan, groups) && even && broken <= 1 && is_number_of_card(groups)
}

fn is_number_of_card(groups: &[Group]) -> bool {
    let digits: String = groups.iter().map(|group| group.digits.as_str()).collect();
    is_issued(&digits) && has_checksum(&digits)
}

fn is_issued(digits: &str) -> bool {
    ISSUERS.iter().any(|&(from, to, shortest, longest)| {
        let length = from.to_string().len();
        let first = digits
            .get(..length)
            .and_then(|first| first.parse::<u32>().ok());
        (shortest..=longest).contains(&digits.len())
            && first.is_some_and(|first| (from..=to).contains(&first))
    })
}

/// Luhn's sum: from the right every second digit counts twice, with its own digits added up, and the whole is a multiple of ten.
fn has_checksum(digits: &str) -> bool {
    let values = digits.bytes().rev().map(|b| u32::from(b - b'0'));
    let sum: u32 = values
        .enumerate()
        .map(|(at, value)| match at % 2 {
            0 => value,
            _ => value * 2 / 10 + value * 2 % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}
