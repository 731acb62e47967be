//! Plugins: WebAssembly components that work on images and documents and that measure, behind the interface in `wit/`.
//!
//! A [`Registry`] finds them, a [`Plugin`] is one of them, and its methods call it in a sandbox: an instance of its own for every call,
//! with [`Limits`] for time, memory and output, no files, no network, a clock that stands still. Whatever a plugin does, the
//! worst that comes of it is a [`PluginError`].

mod bindings;
mod bundled;
mod call;
pub mod check;
mod component;
mod error;
mod info;
mod inspect;
mod kind;
mod limits;
mod nonsense;
mod registry;
mod runtime;
mod score;
pub mod settings;
mod state;
mod template;
mod tensor;
mod tensor_file;

pub use call::{CallContext, Outcome, TensorPair};
pub use component::{Origin, Plugin};
pub use error::{PluginError, Reason};
pub use inspect::{CONTRACT, Interfaces, inspect};
pub use kind::Kind;
pub use limits::Limits;
pub use registry::{Change, FindError, InstallError, Listed, Registry, is_bundled, is_wasm_file};
pub use runtime::Runtime;
pub use state::{Level, LogLine, ProgressListener};
pub use template::{Language, TemplateError, write_project};
pub use tensor::{Element, MemoryTensor, TensorSource, read_elements};
pub use tensor_file::{TensorFile, TensorFileError, pair_files};

pub use bindings::values::exports::ocr::plugins::document_processor::{
    Artifact, Block, BlockKind, Cell, Document, Output as DocumentOutput, Page, Span,
};
pub use bindings::values::exports::ocr::plugins::image_processor::{Affine, Output as ImageOutput};
pub use bindings::values::exports::ocr::plugins::info::{
    Choice, ChoiceField, Field, IntegerField, NumberField, PluginInfo, SettingSpec, TextField,
};
pub use bindings::values::exports::ocr::plugins::text_metric::Sample;
pub use bindings::values::ocr::plugins::report::{Chart, Detail, Direction, Report, Score, Series};
pub use bindings::values::ocr::plugins::types::{
    Image, PixelFormat, Point, Region, Setting, Value,
};
