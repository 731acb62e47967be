//! Where what was read goes: onto the terminal, into a file per page or document, or all into one file.

use std::collections::HashSet;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::cli::{WrongCall, print, tell};
use crate::files::{folder_of, write_whole};
use crate::pipeline::{
    ExportError, ExportPage, Format, OutputNames, PagePicture, PageRecord, export,
};

enum Target {
    Print,
    /// A file per page, or per document where the form has pages.
    Folder(OutputNames),
    /// One file, and the names of what plugins make beside it.
    File(PathBuf, OutputNames),
}

/// A page that is written together with others.
struct Held {
    record: PageRecord,
    picture: Option<PagePicture>,
}

/// Takes the pages as they are read, and writes each when its file, or what is printed together, is complete.
pub(super) struct Output {
    /// The form of it.
    pub format: Format,
    target: Target,
    /// The files that are read, which no result may replace.
    inputs: HashSet<PathBuf>,
    quiet: bool,
    held: Vec<Held>,
    printed: usize,
}

impl Output {
    /// Output into the folder `out` or the one file `file`, or printed where there is neither.
    pub(super) fn new<'a>(
        format: Format,
        out: Option<&Path>,
        file: Option<&Path>,
        inputs: impl Iterator<Item = &'a Path>,
        quiet: bool,
    ) -> anyhow::Result<Self> {
        let inputs: HashSet<PathBuf> = inputs.filter_map(|path| path.canonicalize().ok()).collect();
        let target = match (file, out) {
            (Some(file), _) => {
                refuse_input(file, &inputs)?;
                let mut names = OutputNames::new(folder_of(file), format.extension())?;
                names.stem(file);
                Target::File(file.to_owned(), names)
            }
            (None, Some(folder)) => Target::Folder(OutputNames::new(folder, format.extension())?),
            (None, None) if format == Format::Pdf && std::io::stdout().is_terminal() => {
                bail!(WrongCall(
                    "a PDF is not for the terminal; hint: --out FILE.pdf, or --out DIR".into()
                ))
            }
            (None, None) => Target::Print,
        };
        Ok(Self {
            format,
            target,
            inputs,
            quiet,
            held: Vec::new(),
            printed: 0,
        })
    }

    /// Whether it is printed.
    pub(super) fn prints(&self) -> bool {
        matches!(self.target, Target::Print)
    }

    /// The stem of the files of a document.
    ///
    /// # Errors
    /// When a file of it would replace one that is read.
    pub(super) fn stem(&mut self, document: &Path) -> anyhow::Result<String> {
        Ok(match &mut self.target {
            Target::Print => String::new(),
            Target::File(_, names) => names.stem(document),
            Target::Folder(names) => {
                let stem = names.stem(document);
                if self.format.has_pages() {
                    refuse_input(&names.path(&stem, None), &self.inputs)?;
                }
                stem
            }
        })
    }

    /// Takes a page. `streamed` says that its text was printed as it came.
    pub(super) fn page(
        &mut self,
        record: PageRecord,
        picture: Option<PagePicture>,
        stem: &str,
        streamed: bool,
        cancelled: bool,
    ) -> anyhow::Result<()> {
        match &mut self.target {
            Target::Folder(names) | Target::File(_, names) => {
                for file in record.other_files(self.format) {
                    write_whole(&names.beside(stem, record.page, &file.name), &file.data)?;
                }
            }
            Target::Print => {
                let files = record.other_files(self.format).count();
                if files > 0 && !self.quiet {
                    tell!("note: the pipeline made {files} more file(s); --out DIR keeps them");
                }
            }
        }
        let together = match self.target {
            Target::File(..) => true,
            Target::Folder(_) => self.format.has_pages(),
            // Several of these one after another are not one of them.
            Target::Print => matches!(
                self.format,
                Format::Json | Format::Html | Format::Hocr | Format::Pdf
            ),
        };
        self.held.push(Held { record, picture });
        if together {
            return Ok(());
        }
        let held = std::mem::take(&mut self.held);
        match &self.target {
            Target::Folder(names) => {
                let path = names.path(stem, held[0].record.page);
                self.write(&path, &held, cancelled)
            }
            _ if streamed => Ok(()),
            _ => self.print(&held),
        }
    }

    /// Writes what belongs into the document's own file.
    pub(super) fn end_document(&mut self, stem: &str, cancelled: bool) -> anyhow::Result<()> {
        let Target::Folder(names) = &self.target else {
            return Ok(());
        };
        let path = names.path(stem, None);
        let held = std::mem::take(&mut self.held);
        self.write(&path, &held, cancelled)
    }

    /// Writes or prints what was kept until the end.
    pub(super) fn finish(&mut self, cancelled: bool) -> anyhow::Result<()> {
        let held = std::mem::take(&mut self.held);
        match &self.target {
            Target::File(path, _) => self.write(path, &held, cancelled),
            _ => self.print(&held),
        }
    }

    fn write(&self, path: &Path, held: &[Held], cancelled: bool) -> anyhow::Result<()> {
        let Some(content) = self.content(held)? else {
            return Ok(());
        };
        write_whole(path, &content)?;
        if cancelled {
            tell!(
                "note: {} holds what was read before the stop",
                path.display()
            );
        }
        Ok(())
    }

    fn print(&mut self, held: &[Held]) -> anyhow::Result<()> {
        let Some(content) = self.content(held)? else {
            return Ok(());
        };
        if self.printed > 0 {
            print("\n")?;
        }
        self.printed += 1;
        match String::from_utf8(content) {
            Ok(text) => print(&text),
            Err(bytes) => {
                let mut out = std::io::stdout().lock();
                let written = out.write_all(bytes.as_bytes()).and_then(|()| out.flush());
                written.context("cannot print the result")
            }
        }
    }

    /// Pages in the form of the output; nothing where there is nothing to write, which is told.
    fn content(&self, held: &[Held]) -> anyhow::Result<Option<Vec<u8>>> {
        let Some(first) = held.first() else {
            return Ok(None);
        };
        let pages: Vec<ExportPage<'_>> = held
            .iter()
            .map(|held| ExportPage {
                record: &held.record,
                picture: held.picture.as_ref(),
            })
            .collect();
        match export(&pages, self.format) {
            Err(error @ ExportError::NoTable) => {
                let sources = first.record.sources.join(", ");
                match (held.len(), first.record.page) {
                    (1, Some(page)) => tell!("warning: {sources}, page {page}: {error}"),
                    (1, None) => tell!("warning: {sources}: {error}"),
                    (count, _) => tell!("warning: {sources} and others, {count} pages: {error}"),
                }
                Ok(None)
            }
            result => Ok(Some(result?)),
        }
    }
}

/// Demands that a result does not replace a file that is read.
fn refuse_input(path: &Path, inputs: &HashSet<PathBuf>) -> anyhow::Result<()> {
    match path.canonicalize() {
        Ok(there) if inputs.contains(&there) => bail!(WrongCall(format!(
            "{}: the result would replace the file that is read; hint: choose another --out",
            path.display()
        ))),
        _ => Ok(()),
    }
}
