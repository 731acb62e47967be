//! What an HTML file says, as a reading says it: text, with tables as HTML.

use crate::html::{Tag, decoded, tag};

/// Elements whose content is no text of the page.
const HIDDEN: [&str; 5] = ["head", "script", "style", "template", "noscript"];
/// Elements of which a table consists; all others in it are taken away around what they hold.
const TABLE: [&str; 4] = ["table", "tr", "td", "th"];
/// Elements that stand by themselves.
const BLOCKS: [&str; 24] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "figcaption",
    "footer",
    "form",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];
/// Elements that stand on a line of their own.
const LINES: [&str; 2] = ["br", "li"];
/// The text of an HTML file or of a part of one: its blocks apart by an empty line, lines below each other, white space as a browser shows
/// it, tags and what is not shown left out. Tables stay HTML, on one line each and without attributes but `rowspan` and `colspan`, as
/// readings have them.
pub(super) fn text_of_html(html: &str) -> String {
    let mut text = Text::default();
    let mut rest = html;
    while !rest.is_empty() {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some((tag, after)) = tag(rest) {
            rest = match !tag.closes && HIDDEN.contains(&tag.name.as_str()) {
                true => behind(after, &tag.name),
                false => after,
            };
            text.tag(&tag);
        } else {
            // A sign that begins no tag is a sign.
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let end = rest[first..].find('<').map_or(rest.len(), |at| first + at);
            text.words(&rest[..end]);
            rest = &rest[end..];
        }
    }
    text.out.trim().to_owned()
}

/// A cell's spans as attributes; 1 is not said.
fn spans(tag: &Tag) -> String {
    let span = |(name, n)| (n > 1).then(|| format!(" {name}=\"{n}\""));
    [("rowspan", tag.row_span), ("colspan", tag.column_span)]
        .into_iter()
        .filter_map(span)
        .collect()
}

/// What is behind the end of an element whose content is not looked at.
fn behind<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        match tag(rest) {
            Some((tag, after)) if tag.closes && tag.name == name => return after,
            _ => rest = &rest[1..],
        }
    }
    ""
}

#[derive(Default)]
struct Text {
    out: String,
    /// How many tables are open.
    tables: usize,
    /// How many `pre` are open.
    verbatim: usize,
    /// Line ends that are due before the next word.
    breaks: usize,
    /// Whether white space is due before it.
    space: bool,
}

impl Text {
    fn tag(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if self.tables > 0 || name == "table" {
            return self.table_tag(tag);
        }
        match name {
            "pre" if tag.closes => self.verbatim = self.verbatim.saturating_sub(1),
            "pre" => self.verbatim += 1,
            _ => {}
        }
        let is_heading =
            name.len() == 2 && name.starts_with('h') && name.as_bytes()[1].is_ascii_digit();
        if BLOCKS.contains(&name) || is_heading {
            self.breaks = 2;
        } else if LINES.contains(&name) {
            self.breaks = self.breaks.max(1);
        }
    }

    fn table_tag(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if !TABLE.contains(&name) {
            // Words of two lines are two words.
            self.space |= BLOCKS.contains(&name) || LINES.contains(&name);
            return;
        }
        if tag.closes && self.tables == 0 {
            return;
        }
        if name == "table" && !tag.closes {
            if self.tables == 0 {
                self.breaks = 2;
                self.before_word();
            }
            self.tables += 1;
        }
        self.space = false;
        match tag.closes {
            true => self.out.push_str(&format!("</{name}>")),
            false => self.out.push_str(&format!("<{name}{}>", spans(tag))),
        }
        if name == "table" && tag.closes {
            self.tables = self.tables.saturating_sub(1);
            self.breaks = if self.tables == 0 { 2 } else { 0 };
        }
    }

    fn words(&mut self, text: &str) {
        if self.verbatim > 0 && self.tables == 0 {
            self.before_word();
            self.out.push_str(&decoded(text));
            return;
        }
        self.space |= text.starts_with(|c: char| c.is_ascii_whitespace());
        for word in text.split_ascii_whitespace() {
            self.before_word();
            match self.tables {
                0 => self.out.push_str(&decoded(word)),
                // Within a table the text stays HTML.
                _ => self
                    .out
                    .push_str(&word.replace('<', "&lt;").replace('>', "&gt;")),
            }
            self.space = true;
        }
        self.space = text.ends_with(|c: char| c.is_ascii_whitespace());
    }

    /// Writes the white space that is due.
    fn before_word(&mut self) {
        let at_start = self.out.is_empty() || self.out.ends_with('\n');
        if self.breaks > 0 {
            let there = self.out.len() - self.out.trim_end_matches('\n').len();
            if !self.out.is_empty() {
                self.out
                    .extend(std::iter::repeat_n('\n', self.breaks.saturating_sub(there)));
            }
        } else if self.space && !at_start && !(self.tables > 0 && self.out.ends_with('>')) {
            self.out.push(' ');
        }
        (self.breaks, self.space) = (0, false);
    }
}

#[cfg(test)]
mod tests {
    use super::text_of_html;

    #[test]
    fn tags_are_left_out() {
        let page = "<!DOCTYPE html>\n<html><head><title>no</title><style>p > a {}</style></head>\n<body class=\"a>b\"><h1>One</h1>\n\
                    <p>two <b>bo</b>ld\n   and <i>three</i>,<br>four &amp; &lt;five&gt; &#65;&#x42; &unknown; a < b</p>\
                    <script>if (a < b) { '</p>' }</script><!-- <p>no</p> --><ul><li>x</li><li>y</li></ul></body></html>";
        assert_eq!(
            text_of_html(page),
            "One\n\ntwo bold and three,\nfour & <five> AB &unknown; a < b\n\nx\ny"
        );
        assert_eq!(text_of_html("a text"), "a text");
        assert_eq!(text_of_html("<p>"), "");
        assert_eq!(text_of_html("<pre>a\n  b</pre>c"), "a\n  b\n\nc");
    }

    #[test]
    fn tables_stay_as_readings_have_them() {
        let page = "<p>before</p><TABLE border=1>\n <thead><tr>\n  <th colspan='2' class=x>a &amp; <b>b</b></th></tr></thead>\n\
                    <tbody><tr><td rowspan=1> c  d </td><td></td></tr></tbody></table> after";
        assert_eq!(
            text_of_html(page),
            "before\n\n<table><tr><th colspan=\"2\">a &amp; b</th></tr><tr><td>c d</td><td></td></tr></table>\n\nafter"
        );
    }

    #[test]
    fn what_is_broken_off_ends() {
        for page in [
            "<",
            "<p",
            "<!-- ",
            "<script>",
            "&",
            "&#;",
            "</table>x",
            "<table><td>é",
            "<a href=\"x>",
        ] {
            text_of_html(page);
        }
        assert_eq!(text_of_html("a <- é <"), "a <- é <");
    }
}
