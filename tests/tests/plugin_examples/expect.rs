//! The cases of an example's `expect.json`, which names things as the interface does.

use std::path::Path;
use std::sync::Arc;

use inkstone::plugin::settings::{GivenSettings, resolve};
use inkstone::plugin::{
    Block, BlockKind, CallContext, Cell, Document, Image, Kind, MemoryTensor, Page, PixelFormat,
    Plugin, PluginError, Reason, Report, Sample, Setting, TensorPair,
};
use serde_json::{Value, json};

/// Calls the plugin with every case and compares what comes back.
pub fn compare(plugin: &Plugin, file: &Path) {
    let text = std::fs::read_to_string(file).expect("the expectations");
    let expect: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(expect["kind"], plugin.kind().name());
    assert_eq!(expect["id"], plugin.info.id.as_str());
    assert_eq!(expect["version"], plugin.info.version.as_str());
    let cases = list(&expect["cases"]);
    assert!(!cases.is_empty());
    for case in cases {
        let given: GivenSettings =
            serde_json::from_value(case["settings"].clone()).expect("settings");
        let settings = resolve(&plugin.info, &given).expect("settings that it takes");
        let found = match call(plugin, &case["input"], &settings) {
            Ok(found) => found,
            Err(error) => {
                let Reason::InvalidInput(why) = &error.reason else {
                    panic!("{error}: {case}");
                };
                assert_eq!(case["error"], json!({ "invalid-input": why }), "{case}");
                continue;
            }
        };
        assert_eq!(found, case["output"], "{case}");
    }
}

fn call(plugin: &Plugin, input: &Value, settings: &[Setting]) -> Result<Value, PluginError> {
    let context = CallContext::default();
    match plugin.kind() {
        Kind::Image => {
            let outputs = plugin
                .process_image(&image(input), settings, &context)?
                .value;
            let outputs = outputs.into_iter().map(|output| {
                json!({
                    "image": image_value(&output.image), "label": output.label,
                    "to-input": output.to_input, "regions": output.regions,
                })
            });
            Ok(outputs.collect())
        }
        Kind::Document => {
            let input = document(input);
            let output = plugin.process_document(&input, settings, &context)?.value;
            assert_eq!(output.document, input, "no example changes the document");
            let files = output.artifacts.into_iter().map(|file| {
                let text = String::from_utf8(file.data).expect("UTF-8");
                json!({ "name": file.name, "media-type": file.media_type, "text": text })
            });
            Ok(json!({ "document": "as it was", "artifacts": files.collect::<Value>() }))
        }
        Kind::TextMetric => {
            let samples: Vec<Sample> = list(input).iter().map(sample).collect();
            let report = plugin.evaluate_texts(&samples, settings, &context)?.value;
            Ok(report_value(&report))
        }
        Kind::TensorMetric => {
            let pairs: Vec<TensorPair> = list(input).iter().map(pair).collect();
            let report = plugin.evaluate_tensors(&pairs, settings, &context)?.value;
            Ok(report_value(&report))
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn number(value: &Value) -> u32 {
    let number = value.as_u64().expect("a whole number");
    u32::try_from(number).expect("a number of 32 bits")
}

fn image(value: &Value) -> Image {
    Image {
        width: number(&value["width"]),
        height: number(&value["height"]),
        format: match value["format"].as_str() {
            Some("gray8") => PixelFormat::Gray8,
            Some("rgb8") => PixelFormat::Rgb8,
            Some("rgba8") => PixelFormat::Rgba8,
            other => panic!("the format {other:?}"),
        },
        dpi: serde_json::from_value(value["dpi"].clone()).expect("dots per inch"),
        data: serde_json::from_value(value["data"].clone()).expect("bytes"),
    }
}

fn image_value(image: &Image) -> Value {
    let format = match image.format {
        PixelFormat::Gray8 => "gray8",
        PixelFormat::Rgb8 => "rgb8",
        PixelFormat::Rgba8 => "rgba8",
    };
    // A whole number is written without a point in the file.
    let dpi = image.dpi.map(|dpi| dpi as u32);
    json!({ "width": image.width, "height": image.height, "format": format, "dpi": dpi, "data": image.data })
}

fn document(value: &Value) -> Document {
    let block = |value: &Value| Block {
        kind: match (&value["kind"], &value["kind"]["table-cell"]) {
            (Value::String(kind), _) if kind == "paragraph" => BlockKind::Paragraph,
            (Value::String(kind), _) if kind == "table" => BlockKind::Table,
            (_, cell @ Value::Object(_)) => BlockKind::TableCell(Cell {
                table: number(&cell["table"]),
                row: number(&cell["row"]),
                column: number(&cell["column"]),
                row_span: number(&cell["row-span"]),
                column_span: number(&cell["column-span"]),
            }),
            (other, _) => panic!("the kind {other}"),
        },
        text: text(&value["text"]),
        source: String::new(),
        region: None,
        spans: Vec::new(),
    };
    let page = |value: &Value| Page {
        number: number(&value["number"]),
        width: 0,
        height: 0,
        blocks: list(&value["blocks"]).iter().map(block).collect(),
    };
    Document {
        language: None,
        pages: list(&value["pages"]).iter().map(page).collect(),
    }
}

fn sample(value: &Value) -> Sample {
    Sample {
        id: text(&value["id"]),
        prediction: text(&value["prediction"]),
        reference: text(&value["reference"]),
        language: None,
    }
}

fn pair(value: &Value) -> TensorPair {
    let tensor = |value: &Value| {
        let shape = list(&value["shape"]).iter().map(number).collect();
        let values: Vec<f32> = serde_json::from_value(value["values"].clone()).expect("numbers");
        Arc::new(MemoryTensor::new(shape, &values).expect("a tensor"))
    };
    TensorPair {
        name: text(&value["name"]),
        baseline: tensor(&value["baseline"]),
        candidate: tensor(&value["candidate"]),
    }
}

/// Scores as floating-point numbers, null for what is none.
fn report_value(report: &Report) -> Value {
    let scores = report.scores.iter().map(|score| {
        // Whole numbers are written without a point in the file.
        let value = match score.value {
            value if value.fract() == 0.0 => json!(value as i64),
            value => json!(value.is_finite().then_some(value)),
        };
        json!({ "id": score.id, "value": value })
    });
    let details = report.details.iter();
    let details = details.map(|detail| json!({ "label": detail.label, "value": detail.value }));
    json!({ "scores": scores.collect::<Value>(), "details": details.collect::<Value>() })
}
