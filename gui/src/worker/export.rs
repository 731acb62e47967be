//! What is exported, made when it is known where it goes: a PDF takes its time.

use std::path::Path;
use std::sync::Arc;

use anyhow::bail;
use inkstone::files::write_whole;
use inkstone::pipeline::{ExportPage, Format, PagePicture, export};
use inkstone::processor::input::DEFAULT_DPI;

use super::decoder::decode;
use crate::state::{ReadPage, Source};

/// A page in a form.
#[derive(Clone, Debug)]
pub struct Content {
    /// The page.
    pub page: Arc<ReadPage>,
    /// Where it is from.
    pub source: Source,
    /// The form.
    pub format: Format,
}

impl Content {
    /// Writes it into a file.
    pub fn store(&self, path: &Path) -> anyhow::Result<()> {
        let file = match &self.source {
            Source::File { path, .. } => Some(path.as_path()),
            Source::Sample => None,
        };
        if let (Some(there), Ok(file)) = (
            path.canonicalize().ok(),
            file.unwrap_or(Path::new("")).canonicalize(),
        ) && there == file
        {
            bail!(
                "{}: this is the file that was read; choose another name",
                path.display()
            );
        }
        let picture = match self.format.needs_picture() {
            true => {
                let whole = file.filter(|_| self.source.page_number().is_none());
                Some(PagePicture::new(
                    &decode(&self.source)?.image,
                    whole,
                    DEFAULT_DPI,
                )?)
            }
            false => None,
        };
        let page = ExportPage {
            record: &self.page.record,
            picture: picture.as_ref(),
        };
        write_whole(path, &export(&[page], self.format)?)?;
        Ok(())
    }
}
