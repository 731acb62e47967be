//! Phone numbers.

use std::ops::Range;

use crate::scan::{Group, Scan, joins_words};

/// Words before a number that say what it is. Those in the second list do only with a colon behind them.
const WORDS: [&str; 24] = [
    "tel",
    "telephone",
    "telefon",
    "telefono",
    "teléfono",
    "téléphone",
    "tél",
    "phone",
    "fon",
    "mobile",
    "mobil",
    "mob",
    "fax",
    "telefax",
    "handy",
    "whatsapp",
    "hotline",
    "móvil",
    "тел",
    "телефон",
    "факс",
    "моб",
    "portable",
    "mobiltelefon",
];
const WORDS_WITH_COLON: [&str; 6] = ["cell", "m", "t", "f", "p", "direct"];
const SIGNS: [&str; 11] = [
    "电话",
    "手机",
    "传真",
    "電話",
    "携帯",
    "手機",
    "傳真",
    "전화",
    "휴대폰",
    "☎",
    "📞",
];
/// How far before a number its word is looked for.
const WORD_MAX_CHARS: usize = 24;
const CURRENCIES: [&str; 12] = [
    "€", "$", "£", "¥", "₹", "%", "EUR", "USD", "GBP", "CHF", "RMB", "元",
];

/// The places of phone numbers, in characters.
pub(crate) fn find(scan: &Scan) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for number in scan.numbers() {
        if scan.is_iban(number[0].start) {
            continue;
        }
        let mut first = 0;
        while first < number.len() {
            let longest = (first + 1..=number.len().min(first + 8))
                .rev()
                .find(|&end| is_phone(scan, &number, first..end));
            match longest {
                Some(end) => {
                    found.push(place(scan, &number[first..end]));
                    first = end;
                }
                None => first += 1,
            }
        }
    }
    found
}

/// Where a number stands, with its plus sign and a bracket that is closed within it.
fn place(scan: &Scan, groups: &[Group]) -> Range<usize> {
    let (mut start, end) = (groups[0].start, groups[groups.len() - 1].end);
    if has_bracket(scan, groups) {
        start -= 1;
    }
    if scan.before(start) == Some('+') {
        start -= 1;
    }
    start..end
}

/// Whether a bracket opens right before the first group and is the first one closed in the number.
fn has_bracket(scan: &Scan, groups: &[Group]) -> bool {
    let opened = scan.before(groups[0].start) == Some('(');
    let next = groups[1..]
        .iter()
        .find_map(|group| group.before.chars().find(|c| "()".contains(*c)));
    opened && next == Some(')')
}

fn is_phone(scan: &Scan, number: &[Group], range: Range<usize>) -> bool {
    let groups = &number[range.clone()];
    let whole = range == (0..number.len());
    let separated = |separator: &str| !separator.chars().all(|c| "-.".contains(c));
    let apart = range.start == 0 || separated(&number[range.start].before);
    let apart = apart
        && number
            .get(range.end)
            .is_none_or(|next| separated(&next.before));
    let on_one_line = groups[1..].iter().all(|group| is_separator(&group.before));
    if !apart || !on_one_line || holds_date(number, range.clone()) || touches_word(scan, groups) {
        return false;
    }
    if range.start == 0 && follows_word(scan, place(scan, groups).start) {
        return (5..=15).contains(&count(groups));
    }
    !is_amount(scan, groups)
        && (is_international(scan, groups, range.start)
            || is_american(scan, groups, whole)
            || is_national(scan, groups)
            || is_mobile(groups))
}

fn count(groups: &[Group]) -> usize {
    groups.iter().map(|group| group.digits.len()).sum()
}

fn lengths(groups: &[Group]) -> Vec<usize> {
    groups.iter().map(|group| group.digits.len()).collect()
}

fn is_separator(text: &str) -> bool {
    [
        " ", "-", ".", "/", ")", ") ", ")-", ")/", " (", "(", " - ", " / ", "/ ", " /", "- ", ". ",
    ]
    .contains(&text)
}

/// A plus sign or two zeros, then the code of a country.
fn is_international(scan: &Scan, groups: &[Group], first: usize) -> bool {
    let digits: String = groups.iter().map(|group| group.digits.as_str()).collect();
    let start = place(scan, groups).start;
    let plus =
        first == 0 && (scan.get(start) == Some('+') || scan.before(groups[0].start) == Some('+'));
    let number = match (plus, digits.strip_prefix("00")) {
        (true, _) => digits.as_str(),
        (false, Some(number)) => number,
        (false, None) => return false,
    };
    // A zero in brackets is dialled only inside the country.
    let trunk = groups
        .iter()
        .skip(1)
        .filter(|g| g.digits == "0" && g.before.ends_with('('))
        .count();
    match number.bytes().next() {
        Some(b'1' | b'7') => number.len() == 11,
        Some(b'2'..=b'9') => (9..=15).contains(&(number.len() - trunk)),
        _ => false,
    }
}

/// North America: area and exchange begin with 2 to 9. With spaces alone only when nothing else stands beside it.
fn is_american(scan: &Scan, groups: &[Group], whole: bool) -> bool {
    let groups = match groups {
        [one, rest @ ..] if one.digits == "1" && rest.len() > 1 => rest,
        groups => groups,
    };
    let starts = |group: &Group| group.digits.starts_with(|c| ('2'..='9').contains(&c));
    let spaces = groups[1..].iter().all(|group| group.before == " ");
    let bracket = groups
        .iter()
        .skip(1)
        .any(|group| group.before.starts_with(')'));
    let sound = starts(&groups[0]) && groups.get(1).is_some_and(starts);
    match lengths(groups)[..] {
        // So written it is nothing else, whichever digits it begins with.
        [3, 3, 4] if bracket && has_bracket(scan, groups) => true,
        [3, 3, 4] => sound && (whole || !spaces),
        [3, 7] => sound && bracket && has_bracket(scan, groups),
        _ => false,
    }
}

/// A trunk prefix: 0 before the area in most countries, 8 in Russia, brackets around the area in Brazil.
fn is_national(scan: &Scan, groups: &[Group]) -> bool {
    let first = &groups[0].digits;
    let bracket = has_bracket(scan, groups);
    let sizes = lengths(groups);
    let area =
        first.len() >= 2 && first.len() <= 5 && first.starts_with('0') && !first.starts_with("00");
    let least = if bracket { 8 } else { 9 };
    let zero = area
        && (2..=6).contains(&groups.len())
        && sizes[1..].iter().all(|&length| length >= 2)
        && (least..=12).contains(&count(groups));
    let russian = matches!(first.as_str(), "7" | "8") && sizes == [1, 3, 3, 2, 2];
    let brazilian = bracket && matches!(sizes[..], [2, 4 | 5, 4]);
    zero || russian || brazilian
}

/// Mobile numbers that are usually written in one, or in China in three groups.
fn is_mobile(groups: &[Group]) -> bool {
    let digits: String = groups.iter().map(|group| group.digits.as_str()).collect();
    let starts = |beginnings: &[&str]| beginnings.iter().any(|start| digits.starts_with(start));
    let chinese = digits.len() == 11 && starts(&["13", "14", "15", "16", "17", "18", "19"]);
    match lengths(groups)[..] {
        [3, 4, 4] => chinese,
        [11] if chinese => true,
        [11] => starts(&["07", "015", "016", "017", "070", "080", "090"]),
        [12] => starts(&["015", "016", "017"]),
        [10] => starts(&["06", "07"]) && !is_isbn(&digits),
        _ => false,
    }
}

/// The checksum of ten-digit book numbers.
fn is_isbn(digits: &str) -> bool {
    let values = digits.bytes().map(|b| u32::from(b - b'0'));
    let sum: u32 = values
        .zip((1..=10).rev())
        .map(|(value, weight)| value * weight)
        .sum();
    sum.is_multiple_of(11)
}

/// Whether three of the groups are a date: day and month and year in some order, with one sign between them that does not go on.
fn holds_date(number: &[Group], range: Range<usize>) -> bool {
    let groups = &number[range.start..];
    let inside = range.len();
    (0..inside.saturating_sub(2)).any(|at| {
        let three = &groups[at..at + 3];
        let sign = three[1].before.trim();
        let same = ["-", ".", "/"].contains(&sign) && three[2].before.trim() == sign;
        let goes_on = at > 0 && three[0].before.trim() == sign
            || groups
                .get(at + 3)
                .is_some_and(|next| next.before.trim() == sign);
        let value = |i: usize| three[i].digits.parse::<u32>().unwrap_or(u32::MAX);
        let short =
            |i: usize, most: u32| three[i].digits.len() <= 2 && (1..=most).contains(&value(i));
        let days = short(0, 31) && short(1, 31) && matches!(three[2].digits.len(), 2 | 4);
        let year = three[0].digits.len() == 4 && short(1, 12) && short(2, 31);
        same && !goes_on && (days || year)
    })
}

/// Whether letters stand right beside the number: but for an extension (`x12`) it is then a code.
fn touches_word(scan: &Scan, groups: &[Group]) -> bool {
    let range = place(scan, groups);
    let extension = scan.get(range.end) == Some('x')
        && scan.get(range.end + 1).is_some_and(|c| c.is_ascii_digit());
    scan.before(range.start).is_some_and(joins_words)
        || scan.get(range.end).is_some_and(joins_words) && !extension
}

/// Whether a sign or code of money, or per cent, stands beside the number, or it goes on as a decimal fraction.
fn is_amount(scan: &Scan, groups: &[Group]) -> bool {
    let range = place(scan, groups);
    let ahead: String = scan.chars[range.end..].iter().take(5).collect();
    let behind: String = scan.chars[range.start.saturating_sub(4)..range.start]
        .iter()
        .collect();
    let fraction = ahead.starts_with(',') && ahead[1..].starts_with(|c: char| c.is_ascii_digit());
    let money = CURRENCIES
        .iter()
        .any(|c| ahead.trim_start().starts_with(c) || behind.trim_end().ends_with(c));
    fraction || money
}

/// Whether a word for phones stands right before a place: `Tel.: `, `Phone no. `, `电话：`.
fn follows_word(scan: &Scan, at: usize) -> bool {
    let from = at.saturating_sub(WORD_MAX_CHARS);
    let text: String = scan.chars[from..at]
        .iter()
        .collect::<String>()
        .to_lowercase();
    let signs = |c: char| c.is_whitespace() && c != '\n' || ".:#-/=(+".contains(c);
    let text = text.trim_end_matches(signs);
    let colon = scan.chars[from..at].contains(&':');
    let text = ["number", "no", "nr", "n°", "nummer"]
        .iter()
        .find_map(|word| {
            text.strip_suffix(word)
                .filter(|rest| rest.ends_with(signs) || rest.ends_with("phone"))
        })
        .map_or(text, |rest| rest.trim_end_matches(signs));
    if SIGNS.iter().any(|sign| text.ends_with(sign)) {
        return true;
    }
    let word = text
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    WORDS.contains(&word) || colon && WORDS_WITH_COLON.contains(&word)
}
