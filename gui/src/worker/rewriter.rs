//! The thread that writes the Markdown of pages whose text the user changed: that is a plugin's work, and plugins never run in the window's thread.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use anyhow::Context;
use inkstone::pipeline::{Format, Pipeline, Plan, Told};
use inkstone::plugin::{Document, Registry};

use super::Outlet;
use super::caught::caught;
use crate::state::{Event, Fault, ItemId, Notice};

/// The media type of the file that is taken up.
const MARKDOWN: &str = "text/markdown";

/// A page whose Markdown is to be written.
#[derive(Debug)]
pub struct Rewrite {
    /// Its item.
    pub id: ItemId,
    /// The version of the edits.
    pub version: u64,
    /// The pipeline that the page went through.
    pub pipeline: String,
    /// The page as the user left it.
    pub document: Document,
}

/// Starts the thread. Of several requests for one page the last one counts.
pub fn start_rewriter(events: Outlet<Event>) -> std::io::Result<Sender<Rewrite>> {
    let (sender, requests) = channel::<Rewrite>();
    thread::Builder::new()
        .name("rewriter".into())
        .spawn(move || {
            let mut registry = None;
            while let Ok(request) = requests.recv() {
                let mut waiting = vec![request];
                waiting.extend(requests.try_iter());
                for index in 0..waiting.len() {
                    let request = &waiting[index];
                    if waiting[index + 1..]
                        .iter()
                        .any(|later| later.id == request.id)
                    {
                        continue;
                    }
                    let written = caught(|| {
                        let written = write(request, &mut registry);
                        written.map_err(|error| Fault::from(&error))
                    });
                    let written = written.unwrap_or_else(|panic| {
                        // What the panic left half done is not used again.
                        registry = None;
                        Err(panic)
                    });
                    let markdown = written.unwrap_or_else(|fault| {
                        events.send(Event::Notice(Notice::error(fault)));
                        plain(&request.document)
                    });
                    events.send(Event::Markdown(request.id, request.version, markdown));
                }
            }
        })?;
    Ok(sender)
}

/// What the pipeline's own plugins for Markdown make of a page; its text where the pipeline has none.
fn write(request: &Rewrite, registry: &mut Option<Registry>) -> anyhow::Result<String> {
    if registry.is_none() {
        *registry = Some(Registry::of_user(Vec::new()).map_err(anyhow::Error::msg)?);
    }
    let registry = registry.as_ref().context("no plugin registry")?;
    let mut plan = Plan::find(&request.pipeline)?;
    plan.suit(Format::Markdown, registry);
    let mut pipeline = Pipeline::new(&plan, registry)?;
    // The others have done their work on what was read; what the user wrote stays as it is.
    (pipeline.post).retain(|step| step.plugin.info.id == "inkstone/markdown");
    let mut told = Told::of(&pipeline);
    let cancel = Arc::default();
    let (_, files) = pipeline.post_process(request.document.clone(), &cancel, &mut told);
    if let Some(failure) = told.failures.first() {
        anyhow::bail!("{failure}");
    }
    let file = files.iter().find(|file| file.media_type == MARKDOWN);
    Ok(match file {
        Some(file) => {
            let mut text = String::from_utf8_lossy(&file.data).into_owned();
            if !text.ends_with('\n') {
                text.push('\n');
            }
            text
        }
        None => plain(&request.document),
    })
}

fn plain(document: &Document) -> String {
    let blocks = document.pages.iter().flat_map(|page| &page.blocks);
    let texts: Vec<&str> = blocks.map(|block| block.text.trim_matches('\n')).collect();
    format!("{}\n", texts.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkstone::plugin::{Block, BlockKind, Page};

    #[test]
    fn what_the_user_wrote_becomes_markdown() {
        let block = |kind, text: &str| Block {
            kind,
            text: text.into(),
            source: String::new(),
            region: None,
            spans: Vec::new(),
        };
        let request = Rewrite {
            id: 1,
            version: 1,
            pipeline: "default".into(),
            document: Document {
                language: None,
                pages: vec![Page {
                    number: 1,
                    width: 10,
                    height: 10,
                    blocks: vec![
                        block(BlockKind::Heading(2), "Ferry"),
                        block(BlockKind::Formula, r"\[x\]"),
                    ],
                }],
            },
        };
        let markdown = write(&request, &mut None).expect("Markdown");
        assert_eq!(markdown, "## Ferry\n\n$$x$$\n");
    }
}
