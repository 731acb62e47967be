//! Conformance: what every plugin has to bear, tried on any component.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde::Serialize;

use super::settings::{GivenSettings, resolve};
use super::{
    Block, BlockKind, CallContext, Document, Field, Image, Kind, MemoryTensor, Page, PixelFormat,
    Plugin, PluginError, Reason, Region, Sample, Setting, Span, TensorPair,
};

/// One thing that was tried.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// What was tried.
    pub name: String,
    /// Why it is not as it should be; none where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// What to know beside that, such as that the plugin refused an input, which it may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Tries a plugin on everything that its kind may meet. `heard` is told each result as it comes.
pub fn check(plugin: &Plugin, context: &CallContext, heard: &mut dyn FnMut(&Check)) -> Vec<Check> {
    let mut run = Run {
        plugin,
        context,
        heard,
        checks: Vec::new(),
    };
    run.describes();
    match plugin.kind() {
        Kind::Image => run.images(),
        Kind::Document => run.documents(),
        Kind::TensorMetric => run.tensors(),
        Kind::TextMetric => run.texts(),
    }
    run.settings();
    run.cancels();
    run.checks
}

struct Run<'a> {
    plugin: &'a Plugin,
    context: &'a CallContext,
    heard: &'a mut dyn FnMut(&Check),
    checks: Vec<Check>,
}

/// What may come of a call: a result, or the plugin's own word that it does not take the input.
fn refused(result: &Result<String, PluginError>) -> Option<String> {
    match result {
        Err(error) => match &error.reason {
            reason @ (Reason::InvalidInput(_) | Reason::Unsupported(_)) => Some(reason.to_string()),
            _ => None,
        },
        Ok(_) => None,
    }
}

impl Run<'_> {
    fn add(&mut self, name: impl Into<String>, problem: Option<String>, note: Option<String>) {
        let check = Check {
            name: name.into(),
            problem,
            note,
        };
        (self.heard)(&check);
        self.checks.push(check);
    }

    /// A call that is made twice, and whose results must be the same. The result is its text form.
    fn twice(&mut self, name: &str, call: impl Fn() -> Result<String, PluginError>) {
        let first = call();
        if let Some(why) = refused(&first) {
            return self.add(name, None, Some(why));
        }
        let problem = match (first, call()) {
            (Err(error), _) | (_, Err(error)) => Some(error.reason.to_string()),
            (Ok(one), Ok(two)) if one != two => {
                Some("two equal calls gave different results".into())
            }
            _ => None,
        };
        self.add(name, problem, None);
    }

    fn describes(&mut self) {
        let plugin = self.plugin;
        let problem = match plugin.describe(self.context) {
            Err(error) => Some(error.reason.to_string()),
            Ok(info) if info != plugin.info => {
                Some("describes itself differently each time".into())
            }
            Ok(_) => None,
        };
        self.add("describes itself the same each time", problem, None);
        let asked: Vec<&String> = plugin
            .interfaces
            .imports
            .iter()
            .filter(|name| !name.starts_with("ocr:plugins/"))
            .collect();
        let note = match asked.as_slice() {
            [] => "asks for nothing but ocr:plugins".to_owned(),
            some => format!(
                "asks for {} interfaces of WASI, which are empty here",
                some.len()
            ),
        };
        self.add("can be linked", None, Some(note));
    }

    fn defaults(&self) -> Vec<Setting> {
        resolve(&self.plugin.info, &GivenSettings::new()).unwrap_or_default()
    }

    fn images(&mut self) {
        for (name, image) in sample_images() {
            let (plugin, context, settings) = (self.plugin, self.context, self.defaults());
            self.twice(name, || {
                let outputs = plugin.process_image(&image, &settings, context)?.value;
                for output in &outputs {
                    let size = |image: &Image| (image.width, image.height);
                    if output.to_input.is_none() && size(&output.image) != size(&image) {
                        let why = "an image of another size without a map back to the input";
                        return Err(plugin.error("process", Reason::Nonsense(why.into())));
                    }
                }
                Ok(format!("{outputs:?}"))
            });
        }
    }

    fn documents(&mut self) {
        for (name, document) in sample_documents() {
            let (plugin, context, settings) = (self.plugin, self.context, self.defaults());
            self.twice(name, || {
                let output = plugin
                    .process_document(&document, &settings, context)?
                    .value;
                Ok(format!("{output:?}"))
            });
        }
    }

    fn texts(&mut self) {
        for (name, samples) in sample_texts() {
            let (plugin, context, settings) = (self.plugin, self.context, self.defaults());
            self.twice(name, || {
                let report = plugin.evaluate_texts(&samples, &settings, context)?.value;
                Ok(format!("{report:?}"))
            });
        }
    }

    fn tensors(&mut self) {
        for (name, pairs) in sample_tensors() {
            let (plugin, context, settings) = (self.plugin, self.context, self.defaults());
            self.twice(name, || {
                let report = plugin.evaluate_tensors(&pairs, &settings, context)?.value;
                Ok(format!("{report:?}"))
            });
        }
    }

    /// The plainest input of its kind.
    fn plain(&self, settings: &[Setting], context: &CallContext) -> Result<String, PluginError> {
        let plugin = self.plugin;
        match plugin.kind() {
            Kind::Image => {
                let (_, image) = sample_images().swap_remove(0);
                plugin
                    .process_image(&image, settings, context)
                    .map(|o| format!("{:?}", o.value))
            }
            Kind::Document => {
                let (_, document) = sample_documents().swap_remove(0);
                plugin
                    .process_document(&document, settings, context)
                    .map(|o| format!("{:?}", o.value))
            }
            Kind::TensorMetric => {
                let (_, pairs) = sample_tensors().swap_remove(0);
                plugin
                    .evaluate_tensors(&pairs, settings, context)
                    .map(|o| format!("{:?}", o.value))
            }
            Kind::TextMetric => {
                let (_, samples) = sample_texts().swap_remove(0);
                plugin
                    .evaluate_texts(&samples, settings, context)
                    .map(|o| format!("{:?}", o.value))
            }
        }
    }

    /// Every setting at its limits and at each of its choices.
    fn settings(&mut self) {
        for spec in &self.plugin.info.settings {
            let number = |n: Option<f64>| n.map(toml::Value::Float);
            let values: Vec<toml::Value> = match &spec.field {
                Field::Toggle(on) => vec![toml::Value::Boolean(!on)],
                Field::Integer(f) => [f.min, f.max]
                    .into_iter()
                    .flatten()
                    .map(|n| toml::Value::Integer(i64::from(n)))
                    .collect(),
                Field::Number(f) => [number(f.min), number(f.max)]
                    .into_iter()
                    .flatten()
                    .collect(),
                Field::Text(_) => vec![toml::Value::String("\u{e9}\u{4e2d} (".into())],
                Field::Choice(f) => f
                    .options
                    .iter()
                    .map(|o| toml::Value::String(o.value.clone()))
                    .collect(),
            };
            for value in values {
                let name = format!("bears {} = {value}", spec.key);
                let given = BTreeMap::from([(spec.key.clone(), value)]);
                let result = resolve(&self.plugin.info, &given)
                    .map_err(|reason| reason.to_string())
                    .and_then(|settings| match self.plain(&settings, self.context) {
                        Ok(_) => Ok(None),
                        Err(error) => match &error.reason {
                            reason @ (Reason::InvalidInput(_)
                            | Reason::Unsupported(_)
                            | Reason::Setting { .. }) => Ok(Some(reason.to_string())),
                            reason => Err(reason.to_string()),
                        },
                    });
                match result {
                    Ok(note) => self.add(name, None, note),
                    Err(problem) => self.add(name, Some(problem), None),
                }
            }
        }
    }

    fn cancels(&mut self) {
        let context = CallContext {
            cancel: Arc::new(AtomicBool::new(true)),
            ..self.context.clone()
        };
        let result = self.plain(&self.defaults(), &context);
        let problem = match (&result, refused(&result)) {
            (Ok(_), _) | (_, Some(_)) => None,
            (Err(error), _) if error.reason == Reason::Cancelled => None,
            (Err(error), _) => Some(error.reason.to_string()),
        };
        self.add("ends when it is cancelled", problem, None);
    }
}

/// A page with dark bars on white, as lines of text are from afar.
fn page(width: u32, height: u32, format: PixelFormat) -> Image {
    let channels = super::nonsense::channels(format);
    let mut data = Vec::with_capacity(width as usize * height as usize * channels);
    for y in 0..height {
        for x in 0..width {
            let inside = x > width / 10 && x < width - width / 8;
            let ink = inside && (y / 8) % 3 == 1 && (x / 5) % 4 != 3;
            let level = if ink { 20 } else { 245 };
            data.extend([level, level, level, 255].iter().take(channels));
        }
    }
    Image {
        width,
        height,
        format,
        dpi: Some(150.0),
        data,
    }
}

fn sample_images() -> Vec<(&'static str, Image)> {
    let flat = |level: u8| Image {
        data: vec![level; 48 * 32],
        dpi: None,
        ..page(48, 32, PixelFormat::Gray8)
    };
    vec![
        ("works on a page in RGB", page(240, 160, PixelFormat::Rgb8)),
        (
            "works on a page in gray",
            page(240, 160, PixelFormat::Gray8),
        ),
        (
            "works on a page with alpha",
            page(240, 160, PixelFormat::Rgba8),
        ),
        ("bears a white page", flat(255)),
        ("bears a black page", flat(0)),
        ("bears a single pixel", page(1, 1, PixelFormat::Rgb8)),
        ("bears a single row", page(300, 1, PixelFormat::Rgb8)),
        ("bears a single column", page(1, 300, PixelFormat::Gray8)),
    ]
}

fn block(kind: BlockKind, text: &str) -> Block {
    let end = text.chars().count() as u32;
    let region = Region {
        x: 10.0,
        y: 10.0,
        width: 80.0,
        height: 20.0,
        outline: Vec::new(),
        label: "line".into(),
        confidence: None,
        parent: None,
    };
    Block {
        kind,
        text: text.into(),
        source: text.into(),
        region: Some(region),
        spans: vec![Span {
            start: 0,
            end,
            confidence: Some(0.5),
            region: None,
        }],
    }
}

fn sample_documents() -> Vec<(&'static str, Document)> {
    let document = |pages: Vec<Vec<Block>>| Document {
        language: None,
        pages: pages
            .into_iter()
            .zip(1..)
            .map(|(blocks, number)| Page {
                number,
                width: 100,
                height: 100,
                blocks,
            })
            .collect(),
    };
    let plain = block(
        BlockKind::Paragraph,
        "A line, and-\nmore: a@b.example, 5 > 3.",
    );
    let table = block(BlockKind::Table, "<fcel>A<fcel>B<nl><fcel>1<lcel><nl>");
    let scripts = block(
        BlockKind::Paragraph,
        "\u{53d1}\u{7968} \u{645}\u{631}\u{62d}\u{628}\u{627} \u{1f642} e\u{301}",
    );
    let bare = Block {
        region: None,
        spans: Vec::new(),
        ..plain.clone()
    };
    let kinds = vec![
        block(BlockKind::Heading(1), "Heading"),
        block(BlockKind::ListItem(1), "item"),
        block(BlockKind::Formula, "x^2"),
        block(BlockKind::Chart, "a | b\n1 | 2"),
        block(BlockKind::Code, "let x = 1;"),
        block(BlockKind::Other("line".into()), "one line"),
        table.clone(),
    ];
    vec![
        (
            "works on a page",
            document(vec![vec![plain.clone(), table]]),
        ),
        ("bears every kind of block", document(vec![kinds])),
        ("bears several scripts", document(vec![vec![scripts]])),
        ("bears blocks at no known place", document(vec![vec![bare]])),
        (
            "bears an empty block",
            document(vec![vec![block(BlockKind::Paragraph, "")]]),
        ),
        (
            "bears an empty page",
            document(vec![Vec::new(), vec![plain]]),
        ),
        ("bears an empty document", document(Vec::new())),
    ]
}

fn sample_texts() -> Vec<(&'static str, Vec<Sample>)> {
    let sample = |prediction: &str, reference: &str| Sample {
        id: "1".into(),
        prediction: prediction.into(),
        reference: reference.into(),
        language: None,
    };
    let table = "<table><tr><td>a</td><td>b</td></tr></table>";
    vec![
        (
            "compares two texts",
            vec![sample("hello world", "helo wrld")],
        ),
        ("compares two equal texts", vec![sample("hello", "hello")]),
        ("compares tables", vec![sample(table, table)]),
        (
            "pools several pairs",
            vec![sample("a b", "a c"), sample("x", "y z")],
        ),
        (
            "bears several scripts",
            vec![sample(
                "\u{53d1}\u{7968}\u{53f7}\u{7801} \u{1f642}",
                "\u{53d1}\u{7968}\u{53f7}\u{78bc} \u{1f643}",
            )],
        ),
        ("bears an empty prediction", vec![sample("", "abc")]),
        ("bears an empty reference", vec![sample("abc", "")]),
        ("bears two empty texts", vec![sample("", "")]),
        ("bears no pair at all", Vec::new()),
    ]
}

fn sample_tensors() -> Vec<(&'static str, Vec<TensorPair>)> {
    let tensor = |shape: &[u32], value: &dyn Fn(usize) -> f32| {
        let count = shape.iter().product::<u32>() as usize;
        let values: Vec<f32> = (0..count).map(value).collect();
        MemoryTensor::new(shape.to_vec(), &values).map(Arc::new)
    };
    let pair = |a: Option<Arc<MemoryTensor>>, b: Option<Arc<MemoryTensor>>| {
        let (Some(baseline), Some(candidate)) = (a, b) else {
            return Vec::new();
        };
        vec![TensorPair {
            name: "logits".into(),
            baseline,
            candidate,
        }]
    };
    let wave = |i: usize| ((i * 37) % 101) as f32 / 10.0 - 5.0;
    let near = |i: usize| wave(i) + 0.001;
    let nan = |i: usize| if i == 7 { f32::NAN } else { wave(i) };
    let infinite = |i: usize| if i == 7 { f32::INFINITY } else { wave(i) };
    let shape = &[6, 50];
    vec![
        (
            "compares two tensors",
            pair(tensor(shape, &wave), tensor(shape, &near)),
        ),
        (
            "compares two equal tensors",
            pair(tensor(shape, &wave), tensor(shape, &wave)),
        ),
        (
            "compares tensors of zeros",
            pair(tensor(shape, &|_| 0.0), tensor(shape, &|_| 0.0)),
        ),
        (
            "bears a value that is no number",
            pair(tensor(shape, &wave), tensor(shape, &nan)),
        ),
        (
            "bears infinite values",
            pair(tensor(shape, &infinite), tensor(shape, &infinite)),
        ),
        (
            "bears tensors of different shapes",
            pair(tensor(shape, &wave), tensor(&[5, 50], &wave)),
        ),
        (
            "bears a single element",
            pair(tensor(&[1, 1], &wave), tensor(&[1, 1], &wave)),
        ),
        (
            "bears a tensor of one axis",
            pair(tensor(&[50], &wave), tensor(&[50], &near)),
        ),
        (
            "bears empty tensors",
            pair(tensor(&[0, 50], &wave), tensor(&[0, 50], &wave)),
        ),
        ("bears no pair at all", Vec::new()),
    ]
}
