//! A grid as HTML.

use std::fmt::Write;

use crate::{Cell, Table};

/// Escapes text for HTML as Python's `html.escape` does, quotes included.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    escape_into(&mut escaped, text);
    escaped
}

fn escape_into(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#x27;"),
            c => html.push(c),
        }
    }
}

/// Writes a table in one line, spans of 1 left out; cells are `<td>`, those of a known header `<th>`.
pub(crate) fn write(table: &Table) -> String {
    let mut html = String::from("<table>");
    for (r, row) in table.rows.iter().enumerate() {
        let tag = if table.has_header && r == 0 {
            "th"
        } else {
            "td"
        };
        html.push_str("<tr>");
        for cell in row {
            let Cell::Origin {
                text,
                row_span,
                column_span,
            } = cell
            else {
                continue;
            };
            write!(html, "<{tag}").expect("writing to a string cannot fail");
            for (name, span) in [("rowspan", row_span), ("colspan", column_span)] {
                if *span > 1 {
                    write!(html, " {name}=\"{span}\"").expect("writing to a string cannot fail");
                }
            }
            html.push('>');
            escape_into(&mut html, text);
            write!(html, "</{tag}>").expect("writing to a string cannot fail");
        }
        html.push_str("</tr>");
    }
    html.push_str("</table>");
    html
}
