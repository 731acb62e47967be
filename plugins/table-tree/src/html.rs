//! Reads HTML tables into elements, as forgiving as libxml2's parser is with what models write: cells and rows that are never
//! closed, stray end tags, unknown tags, bare ampersands.
//!
//! Elements live in one list and name each other by index, so that no depth of nesting can exhaust the stack.

use crate::entities;

/// An element inside a table, or the table itself.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) tag: String,
    pub(crate) column_span: i64,
    pub(crate) row_span: i64,
    /// Text before the first child.
    pub(crate) text: String,
    pub(crate) children: Vec<usize>,
    /// Text after this element and before its next sibling.
    pub(crate) tail: String,
}

/// All elements of a text's tables.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    pub(crate) elements: Vec<Element>,
    /// The tables that are in no other table, in order.
    pub(crate) tables: Vec<usize>,
}

/// Which differences of markup are levelled while reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markings {
    /// Every tag as it is written.
    #[default]
    Kept,
    /// As OmniDocBench levels them: `th` becomes `td`; `thead`, `tbody`, `tfoot` and `span` are taken away around what they hold.
    Levelled,
}

/// Elements that hold nothing and have no end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Reads all tables of a text; what is outside them is passed over.
pub(crate) fn read(html: &str, markings: Markings) -> Markup {
    let mut reader = Reader {
        markup: Markup::default(),
        open: Vec::new(),
        markings,
    };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        reader.text(&rest[..at]);
        rest = &rest[at..];
        let taken = reader.tag(rest);
        if taken == 0 {
            reader.text("<");
            rest = &rest[1..];
        } else {
            rest = &rest[taken..];
        }
    }
    reader.text(rest);
    reader.markup
}

/// A tag's name, attributes and length in bytes.
struct Tag<'a> {
    name: String,
    attributes: Vec<(&'a str, &'a str)>,
    closes_itself: bool,
    length: usize,
}

struct Reader {
    markup: Markup,
    /// The elements that are open, from the outermost table inwards.
    open: Vec<usize>,
    markings: Markings,
}

impl Reader {
    /// Takes the tag, comment or declaration that `html` begins with, and returns its length; 0 if it is none.
    fn tag(&mut self, html: &str) -> usize {
        if let Some(comment) = html.strip_prefix("<!--") {
            return comment.find("-->").map_or(html.len(), |end| 4 + end + 3);
        }
        if html.starts_with("<!") || html.starts_with("<?") {
            return html.find('>').map_or(html.len(), |end| end + 1);
        }
        let is_end = html.starts_with("</");
        let Some(tag) = read_tag(html, if is_end { 2 } else { 1 }) else {
            return 0;
        };
        if is_end {
            self.end(&tag.name);
        } else {
            self.start(&tag);
        }
        tag.length
    }

    fn is_levelled(&self, name: &str) -> bool {
        self.markings == Markings::Levelled && matches!(name, "thead" | "tbody" | "tfoot" | "span")
    }

    /// The name under which an element is kept.
    fn kept_name<'a>(&self, name: &'a str) -> &'a str {
        if self.markings == Markings::Levelled && name == "th" {
            "td"
        } else {
            name
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        if self.open.is_empty() && tag.name != "table" {
            return;
        }
        self.close_before(&tag.name);
        if self.is_levelled(&tag.name) {
            return;
        }
        let span = |name: &str| {
            let value = tag
                .attributes
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name));
            value
                .and_then(|(_, value)| value.trim().parse().ok())
                .unwrap_or(1)
        };
        let element = self.markup.elements.len();
        self.markup.elements.push(Element {
            tag: self.kept_name(&tag.name).to_owned(),
            column_span: span("colspan"),
            row_span: span("rowspan"),
            ..Element::default()
        });
        match self.open.last() {
            Some(&parent) => self.markup.elements[parent].children.push(element),
            None => self.markup.tables.push(element),
        }
        if !tag.closes_itself && !VOID.contains(&tag.name.as_str()) {
            self.open.push(element);
        }
    }

    /// Closes what a start tag ends without saying so: a cell ends at the next one, a row at the next row, a paragraph at the next.
    fn close_before(&mut self, name: &str) {
        let ended: &[&str] = match name {
            "td" | "th" => &["td", "th"],
            "tr" => &["td", "th", "tr"],
            "thead" | "tbody" | "tfoot" => &["td", "th", "tr", "thead", "tbody", "tfoot"],
            "p" => &["p"],
            "li" => &["li"],
            _ => return,
        };
        // An inner paragraph or item does not reach beyond its cell, nor a cell beyond its table.
        let is_inner = matches!(name, "p" | "li");
        let tags = |&element: &usize| self.markup.elements[element].tag.as_str();
        let mut keep = self.open.len();
        for (at, tag) in self.open.iter().map(tags).enumerate().rev() {
            if tag == "table" || (is_inner && matches!(tag, "td" | "th")) {
                break;
            }
            if ended.contains(&tag) {
                keep = at;
            }
        }
        self.open.truncate(keep);
    }

    fn end(&mut self, name: &str) {
        if self.is_levelled(name) {
            return;
        }
        let name = self.kept_name(name);
        for at in (0..self.open.len()).rev() {
            let tag = self.markup.elements[self.open[at]].tag.as_str();
            if tag == name {
                self.open.truncate(at);
                return;
            }
            // A stray end tag in a cell does not close the table around it.
            if tag == "table" {
                return;
            }
        }
    }

    fn text(&mut self, raw: &str) {
        let Some(&parent) = self.open.last() else {
            return;
        };
        let place = match self.markup.elements[parent].children.last() {
            Some(&child) => &mut self.markup.elements[child].tail,
            None => &mut self.markup.elements[parent].text,
        };
        decode_into(place, raw);
    }
}

/// Reads a tag whose name begins at `name_start`; None if no letter stands there. A tag that is never closed reaches to the end.
fn read_tag(html: &str, name_start: usize) -> Option<Tag<'_>> {
    let is_end_of_name = |c: char| c.is_ascii_whitespace() || c == '>' || c == '/';
    let after = &html[name_start..];
    if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name_end = after.find(is_end_of_name).unwrap_or(after.len());
    let mut tag = Tag {
        name: after[..name_end].to_ascii_lowercase(),
        attributes: Vec::new(),
        closes_itself: false,
        length: html.len(),
    };
    let mut rest = &after[name_end..];
    loop {
        rest = rest.trim_ascii_start();
        if let Some(left) = rest.strip_prefix("/>") {
            tag.closes_itself = true;
            tag.length = html.len() - left.len();
            return Some(tag);
        }
        if let Some(left) = rest.strip_prefix('>') {
            tag.length = html.len() - left.len();
            return Some(tag);
        }
        if rest.is_empty() {
            return Some(tag);
        }
        let (attribute, left) = read_attribute(rest);
        tag.attributes.push(attribute);
        rest = left;
    }
}

/// The name and value at the start of a text that is neither empty nor the end of a tag, and what follows them.
fn read_attribute(text: &str) -> ((&str, &str), &str) {
    let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/');
    // A first character that cannot begin a name is taken all the same, so that every step makes way.
    let first = text.chars().next().map_or(0, char::len_utf8);
    let end = text[first..]
        .find(is_end)
        .map_or(text.len(), |end| first + end);
    let (name, rest) = text.split_at(end);
    let Some(value) = rest.trim_ascii_start().strip_prefix('=') else {
        return ((name, ""), rest);
    };
    let value = value.trim_ascii_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let (value, rest) = quoted.split_once(quote).unwrap_or((quoted, ""));
            return ((name, value), rest);
        }
    }
    let end = value
        .find(|c: char| c.is_ascii_whitespace() || c == '>')
        .unwrap_or(value.len());
    ((name, &value[..end]), &value[end..])
}

/// Adds a text with its character references replaced; what looks like one and is none stays as it is.
fn decode_into(text: &mut String, raw: &str) {
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(&rest[1..]) {
            Some((c, length)) => {
                text.push(c);
                rest = &rest[1 + length..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
}

/// The character that a reference after its `&` stands for, and the reference's length; the semicolon may be missing.
fn reference(text: &str) -> Option<(char, usize)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let is_hex = |c: char| c.is_ascii_hexdigit();
    let (c, length) = if let Some(numeric) = text.strip_prefix('#') {
        let (digits, radix, start) = match numeric.strip_prefix(['x', 'X']) {
            Some(digits) => (prefix(digits, is_hex), 16, 2),
            None => (prefix(numeric, is_digit), 10, 1),
        };
        let c = u32::from_str_radix(digits, radix)
            .ok()
            .and_then(char::from_u32)?;
        (Some(c).filter(|&c| c != '\0')?, start + digits.len())
    } else {
        let name = prefix(text, |c| c.is_ascii_alphanumeric());
        (entities::named(name)?, name.len())
    };
    let semicolon = usize::from(text[length..].starts_with(';'));
    Some((c, length + semicolon))
}

fn prefix(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !belongs(c)).unwrap_or(text.len())]
}
