//! A report before it has a form.

use inkstone_charts::Chart;

use super::diff::DiffRow;

/// A whole report.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What came out, in a few words.
    pub verdict: Cell,
    /// What came out, in a sentence or two.
    pub conclusion: String,
    /// The rest.
    pub sections: Vec<Section>,
}

impl Document {
    /// All of its charts, in their order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.filter_map(|block| match block {
            Block::Figure(figure) => Some(figure.as_ref()),
            _ => None,
        })
    }
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

impl Section {
    /// An empty section.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            blocks: Vec::new(),
        }
    }

    /// Adds a paragraph.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.blocks.push(Block::Text(text.into()));
        self
    }

    /// Adds a block.
    pub fn block(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// Adds figures.
    pub fn figures(mut self, figures: impl IntoIterator<Item = Figure>) -> Self {
        let figures = figures.into_iter().map(|f| Block::Figure(Box::new(f)));
        self.blocks.extend(figures);
        self
    }
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// Some points.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// A chart; only HTML shows it.
    Figure(Box<Figure>),
    /// Two texts side by side; only HTML shows them.
    Diff(Diff),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows; columns whose title begins with `>` are numbers and stand to the right.
    pub fn new(titles: &[&str]) -> Self {
        let columns = titles.iter().map(|title| Column {
            title: title.trim_start_matches('>').into(),
            right: title.starts_with('>'),
        });
        Self {
            columns: columns.collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl Into<Cell>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// Whether it stands to the right.
    pub right: bool,
}

/// A short text, with what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// What it means.
    pub tone: Tone,
}

/// What a text means, for its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// Something good.
    Good,
    /// Something bad.
    Bad,
}

impl Cell {
    /// Passed, failed, or a dash where nothing says.
    pub fn verdict(passed: Option<bool>) -> Self {
        let (text, tone) = match passed {
            Some(true) => ("passed", Tone::Good),
            Some(false) => ("FAILED", Tone::Bad),
            None => ("–", Tone::Plain),
        };
        Self {
            text: text.into(),
            tone,
        }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            tone: Tone::Plain,
        }
    }
}

/// A chart and what it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its short, stable name, for files.
    pub name: String,
    /// What it shows and how to read it.
    pub caption: String,
    /// The chart, with its title.
    pub chart: Chart,
}

/// Two texts side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Diff {
    /// What they are of.
    pub title: String,
    /// The rows.
    pub rows: Vec<DiffRow>,
    /// Whether it is unfolded at first.
    pub open: bool,
}
