//! Reports of evaluations: Markdown, JSON, CSV and one HTML file that holds its charts.
//!
//! Each kind of result becomes a [`Document`], conclusion first, which is then written in each form. JSON is the result itself, as
//! `host/src/report/SCHEMA.md` describes it together with the CSV's columns.

mod accuracy;
mod csv;
mod diff;
mod document;
mod figures;
mod html;
mod layers;
mod markdown;
mod number;
mod performance;
mod tables;
mod text;
mod write;

pub use diff::{DiffPart, DiffRow, side_by_side};
pub use document::{Block, Cell, Column, Diff, Document, Figure, Section, Table, Tone};
pub use write::{Form, WriteError, document, files, render, write, write_charts};
