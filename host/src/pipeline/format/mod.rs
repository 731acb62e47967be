//! The forms of output: [`export`] writes pages that were read in any of them.

mod csv;
mod glyphless;
mod hocr;
mod html;
mod layout;
mod pdf;
mod picture;
mod table;
mod text;

use std::str::FromStr;

use super::record::PageRecord;

pub(super) use layout::quad;
pub use picture::{PagePicture, PictureError};
pub(super) use text::{MARKDOWN, to_text};

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// Plain text; tables as tab-separated lines.
    #[default]
    Text,
    /// Markdown; tables as HTML, formulas between dollar signs.
    Markdown,
    /// Everything that is known, as JSON.
    Json,
    /// A whole HTML page that needs no other file.
    Html,
    /// hOCR: XHTML with the places of lines and words and how sure the model is of them.
    Hocr,
    /// The pictures of the pages with the text over them, which is not seen but can be searched, selected and copied.
    Pdf,
    /// The tables alone, as comma-separated values (RFC 4180).
    Csv,
    /// The tables alone, as tab-separated values.
    Tsv,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Text,
        Self::Markdown,
        Self::Json,
        Self::Html,
        Self::Hocr,
        Self::Pdf,
        Self::Csv,
        Self::Tsv,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Html => "html",
            Self::Hocr => "hocr",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
        }
    }

    /// The ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            _ => self.name(),
        }
    }

    /// Whether it holds tables alone.
    pub fn is_of_tables(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv)
    }

    /// Whether a file of it has pages, so that all pages of a document go into one file.
    pub fn has_pages(self) -> bool {
        matches!(self, Self::Hocr | Self::Pdf)
    }

    /// Whether it needs the page's picture.
    pub fn needs_picture(self) -> bool {
        self == Self::Pdf
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL
            .into_iter()
            .find(|format| format.name() == text || format.extension() == text);
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("unknown format {text:?}; use one of {names}")
        })
    }
}

/// Why pages cannot be written in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// CSV and TSV hold tables alone, and there are none.
    #[error(
        "no table was found, so there is nothing to write as CSV or TSV\nhint: an image that is one table is read with --task table, or with the pipeline table"
    )]
    NoTable,
    /// A PDF shows the page's picture, which was not given.
    #[error("a PDF shows the page, and its picture is not there")]
    NoPicture,
    /// The picture would show what the pipeline keeps to itself.
    #[error(
        "a PDF shows the page's picture, and with it what the pipeline keeps to itself; choose another format, or another pipeline"
    )]
    Withheld,
}

/// A page to be written.
#[derive(Clone, Copy, Debug)]
pub struct ExportPage<'a> {
    /// What was read of it.
    pub record: &'a PageRecord,
    /// What it looks like; only [`Format::Pdf`] needs it.
    pub picture: Option<&'a PagePicture>,
}

/// Whether a page holds a table, without which it cannot be written as CSV or TSV.
pub fn has_table(record: &PageRecord) -> bool {
    csv::tables(record).next().is_some()
}

/// Writes pages in a form, as the content of one file with a line end at its end. Text, Markdown and tables of several pages are apart
/// by an empty line, JSON of several is a list, HTML has a section for each, hOCR and PDF a page.
///
/// # Errors
/// When the form has no place for what the pages hold, or needs what was not given.
pub fn export(pages: &[ExportPage<'_>], format: Format) -> Result<Vec<u8>, ExportError> {
    let records: Vec<&PageRecord> = pages.iter().map(|page| page.record).collect();
    let apart = |of: fn(&PageRecord) -> String| {
        let texts: Vec<String> = records.iter().map(|record| of(record)).collect();
        texts.join("\n").into_bytes()
    };
    Ok(match format {
        Format::Text => apart(PageRecord::to_text),
        Format::Markdown => apart(PageRecord::to_markdown),
        Format::Json => match records.as_slice() {
            [one] => one.to_json(),
            many => text::to_json(many),
        }
        .into_bytes(),
        Format::Html => html::write(&records).into_bytes(),
        Format::Hocr => hocr::write(&records).into_bytes(),
        Format::Pdf => pdf::write(pages)?,
        Format::Csv => csv::write(&records, csv::Separator::Comma)?.into_bytes(),
        Format::Tsv => csv::write(&records, csv::Separator::Tab)?.into_bytes(),
    })
}
