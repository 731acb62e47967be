//! Plugins made in memory from the contract and a little WebAssembly text: good ones, and every sort of bad one.

// Each test program uses a part of this.
#![allow(dead_code)]

mod lower;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use inkstone::plugin::{
    BlockKind, CallContext, Document, DocumentOutput, Image, ImageOutput, Kind, MemoryTensor,
    Origin, Outcome, Page, PixelFormat, Plugin, PluginError, Report, Runtime, Sample, TensorPair,
};
use serde_json::{Value, json};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::abi::{AbiVariant, WasmType};
use wit_parser::{Function, PackageId, Resolve, WorldId};

use lower::Memory;

/// What error messages call a fixture that was not described yet.
pub const FILE: &str = "fixture.wasm";
/// What they call it afterwards.
pub const LABEL: &str = "test/sample 1.2.3";

/// The contract's text, all of `wit/0.1.0` as one file.
pub fn contract() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wit/0.1.0");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let head = "package ocr:plugins@0.1.0;\n";
    let bodies = files.iter().map(|path| {
        let text = std::fs::read_to_string(path).unwrap();
        text.strip_prefix(head).unwrap().to_owned()
    });
    head.to_owned() + &bodies.collect::<String>()
}

/// A plugin to be made.
#[derive(Clone)]
pub struct Fixture {
    /// What it works on.
    pub kind: Kind,
    /// The version of the contract that it names.
    pub version: String,
    /// The text of the contract that it is built against.
    pub contract: String,
    /// Packages that its world needs.
    pub packages: Vec<String>,
    /// The lines of its world, where that is not its kind's.
    pub world: Option<String>,
    /// Whether it has the function of its kind.
    pub works: bool,
    /// What it says of itself.
    pub info: Value,
    /// What it answers: `{"ok": ..}` or `{"err": ..}`.
    pub answer: Value,
    /// Imports, in the text format.
    pub imports: String,
    /// More functions and globals.
    pub definitions: String,
    /// What is done before `info` is given.
    pub describing: String,
    /// What is done before `answer` is given; `@name` stands for the address of the place `"$name"` in it, and `$n` is a free i32.
    pub working: String,
    /// What its allocator gives, where that is not its own memory.
    pub allocator: Option<String>,
}

impl Fixture {
    /// A good plugin.
    pub fn new(kind: Kind) -> Self {
        let image = json!({ "width": 2, "height": 2, "format": "gray8", "dpi": null, "data": [1, 2, 3, 4] });
        let answer = match kind {
            Kind::Image => {
                json!([{ "image": image, "label": "", "to-input": null, "regions": [] }])
            }
            Kind::Document => {
                json!({ "document": { "language": null, "pages": [] }, "artifacts": [] })
            }
            Kind::TensorMetric | Kind::TextMetric => {
                let score = json!({
                    "id": "x", "label": "X", "value": 0.5, "unit": "", "better": "higher-is-better",
                    "threshold": null, "passed": null
                });
                json!({ "scores": [score], "details": [], "series": [], "note": "" })
            }
        };
        Self {
            kind,
            version: "0.1.0".into(),
            contract: contract(),
            packages: Vec::new(),
            world: None,
            works: true,
            info: json!({
                "id": "test/sample", "name": "Sample", "version": "1.2.3", "description": "",
                "authors": [], "license": "Apache-2.0", "homepage": null, "settings": []
            }),
            answer: json!({ "ok": answer }),
            imports: String::new(),
            definitions: String::new(),
            describing: String::new(),
            working: String::new(),
            allocator: None,
        }
    }

    /// A good text metric.
    pub fn text() -> Self {
        Self::new(Kind::TextMetric)
    }

    /// With another value in its info, at a JSON pointer.
    pub fn info(mut self, at: &str, value: Value) -> Self {
        *self.info.pointer_mut(at).unwrap() = value;
        self
    }

    /// With one setting of the key `x`.
    pub fn setting(self, field: Value) -> Self {
        let setting =
            json!({ "key": "x", "label": "X", "help": "", "group": null, "field": field });
        self.info("/settings", json!([setting]))
    }

    /// With another value in its good answer, at a JSON pointer.
    pub fn answer(mut self, at: &str, value: Value) -> Self {
        *self.answer["ok"].pointer_mut(at).unwrap() = value;
        self
    }

    /// That answers with an error.
    pub fn error(mut self, error: Value) -> Self {
        self.answer = json!({ "err": error });
        self
    }

    /// That does something before it answers.
    pub fn working(mut self, text: &str) -> Self {
        self.working.push_str(text);
        self
    }

    /// That does something before it says what it is.
    pub fn describing(mut self, text: &str) -> Self {
        self.describing.push_str(text);
        self
    }

    /// With functions and globals.
    pub fn define(mut self, text: &str) -> Self {
        self.definitions.push_str(text);
        self
    }

    /// That imports a function of `ocr:plugins/host`, which its code calls `$name`.
    pub fn host(self, name: &str, signature: &str) -> Self {
        let interface = format!("ocr:plugins/host@{}", self.version);
        self.import(&interface, name, signature)
    }

    /// That imports a function, which its code calls `$name`, a method without its resource.
    pub fn import(mut self, interface: &str, name: &str, signature: &str) -> Self {
        let called = name.rsplit('.').next().unwrap();
        let line = format!("(import \"{interface}\" \"{name}\" (func ${called} {signature}))");
        self.imports.push_str(&line);
        self
    }

    /// With a package of its own, and a line in its world.
    pub fn package(mut self, text: &str, line: &str) -> Self {
        self.packages.push(text.into());
        self.line(line)
    }

    /// With a line in its world.
    pub fn line(mut self, line: &str) -> Self {
        let include = format!("include ocr:plugins/{}-plugin@{};", self.kind, self.version);
        self.world.get_or_insert(include).push_str(line);
        self
    }

    /// The package and world that it is built for.
    pub fn resolve(&self) -> (Resolve, PackageId, WorldId) {
        let mut resolve = Resolve::default();
        let package = resolve.push_source("contract.wit", &self.contract).unwrap();
        for text in &self.packages {
            resolve.push_source("package.wit", text).unwrap();
        }
        let (home, name) = match &self.world {
            None => (package, format!("{}-plugin", self.kind)),
            Some(lines) => {
                let text = format!("package test:made;\nworld made {{\n{lines}\n}}\n");
                let home = resolve.push_source("made.wit", &text).unwrap();
                (home, "made".to_owned())
            }
        };
        let world = resolve.select_world(&[home], Some(&name)).unwrap();
        (resolve, package, world)
    }

    /// The core module, before it becomes a component.
    pub fn module(&self) -> Vec<u8> {
        let (resolve, package, world) = self.resolve();
        let function = |interface: &str, name: &str| {
            let interface = resolve.packages[package].interfaces[interface];
            &resolve.interfaces[interface].functions[name]
        };
        let mut memory = Memory::new(&resolve);
        let describe = function("info", "describe");
        let info = memory.put(&describe.result.unwrap(), &self.info);
        let mut functions = self.function(&resolve, "info", describe, &self.describing, info);
        if self.works {
            let name = match self.kind {
                Kind::Image | Kind::Document => "process",
                Kind::TensorMetric | Kind::TextMetric => "evaluate",
            };
            let interface = self.kind.interface();
            let work = function(interface, name);
            let answer = memory.put(&work.result.unwrap(), &self.answer);
            let places = memory.places.iter();
            let working = places.fold(self.working.clone(), |text, (name, at)| {
                text.replace(&format!("@{name}"), &format!("(i32.const {at})"))
            });
            functions += &self.function(&resolve, interface, work, &working, answer);
        }
        let text = format!(
            r#"(module {imports}
            (memory (export "memory") {pages}) (global $top (mut i32) (i32.const {end})) {data}
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (local $p i32)
                (local.set $p (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
                (global.set $top (i32.add (local.get $p) (local.get 3)))
                {allocated})
            {definitions} {functions})"#,
            imports = self.imports,
            pages = (memory.end() >> 16) + 48,
            end = memory.end(),
            data = memory.segment(),
            allocated = self.allocator.as_deref().unwrap_or("(local.get $p)"),
            definitions = self.definitions,
        );
        let mut module = wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}"));
        embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).unwrap();
        module
    }

    /// The component.
    pub fn build(&self) -> Vec<u8> {
        let encoder = ComponentEncoder::default().module(&self.module());
        encoder.unwrap().validate(true).encode().unwrap()
    }

    fn function(
        &self,
        resolve: &Resolve,
        interface: &str,
        function: &Function,
        body: &str,
        result: u32,
    ) -> String {
        let signature = resolve.wasm_signature(AbiVariant::GuestExport, function);
        let parameters: String = signature
            .params
            .iter()
            .map(|ty| match ty {
                WasmType::I64 | WasmType::PointerOrI64 => " i64",
                WasmType::F32 => " f32",
                WasmType::F64 => " f64",
                WasmType::I32 | WasmType::Pointer | WasmType::Length => " i32",
            })
            .collect();
        format!(
            r#"(func (export "ocr:plugins/{interface}@{version}#{name}") (param{parameters}) (result i32) (local $n i32)
            {body} (i32.const {result}))"#,
            version = self.version,
            name = function.name,
        )
    }
}

/// A runtime without a cache, in which a plugin has a second to say what it is.
pub fn runtime() -> Arc<Runtime> {
    let mut runtime = Runtime::new(None).unwrap();
    runtime.describe_limits.seconds = 1.0;
    Arc::new(runtime)
}

/// Loads a component.
pub fn load(runtime: &Arc<Runtime>, component: Vec<u8>) -> Result<Plugin, PluginError> {
    Plugin::from_bytes(runtime, component.into(), Origin::File(FILE.into()), FILE)
}

/// A small image.
pub fn image() -> Image {
    Image {
        width: 3,
        height: 2,
        format: PixelFormat::Rgb8,
        dpi: Some(150.0),
        data: (0..18).collect(),
    }
}

/// Calls an image processor with a small image.
pub fn process_image(
    plugin: &Plugin,
    context: &CallContext,
) -> Result<Outcome<Vec<ImageOutput>>, PluginError> {
    plugin.process_image(&image(), &[], context)
}

/// Calls a document processor with a page of one paragraph.
pub fn process_document(
    plugin: &Plugin,
    context: &CallContext,
) -> Result<Outcome<DocumentOutput>, PluginError> {
    let block = inkstone::plugin::Block {
        kind: BlockKind::Paragraph,
        text: "a text".into(),
        source: "a text".into(),
        region: None,
        spans: Vec::new(),
    };
    let page = Page {
        number: 1,
        width: 100,
        height: 100,
        blocks: vec![block],
    };
    let document = Document {
        language: None,
        pages: vec![page],
    };
    plugin.process_document(&document, &[], context)
}

/// Calls a text metric with a pair of texts.
pub fn evaluate_texts(
    plugin: &Plugin,
    context: &CallContext,
) -> Result<Outcome<Report>, PluginError> {
    let sample = Sample {
        id: "1".into(),
        prediction: "one".into(),
        reference: "two".into(),
        language: None,
    };
    plugin.evaluate_texts(&[sample], &[], context)
}

/// Calls a tensor metric with a pair of six values.
pub fn evaluate_tensors(
    plugin: &Plugin,
    context: &CallContext,
) -> Result<Outcome<Report>, PluginError> {
    let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let tensor = Arc::new(MemoryTensor::new(vec![2, 3], &values).unwrap());
    let pair = TensorPair {
        name: "logits".into(),
        baseline: tensor.clone(),
        candidate: tensor,
    };
    plugin.evaluate_tensors(&[pair], &[], context)
}

/// Calls a plugin of any kind.
pub fn call(plugin: &Plugin, context: &CallContext) -> Result<(), PluginError> {
    match plugin.kind() {
        Kind::Image => process_image(plugin, context).map(drop),
        Kind::Document => process_document(plugin, context).map(drop),
        Kind::TextMetric => evaluate_texts(plugin, context).map(drop),
        Kind::TensorMetric => evaluate_tensors(plugin, context).map(drop),
    }
}
