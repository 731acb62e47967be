//! What a pipeline that keeps something to itself lets its plugins say.

use std::sync::Arc;

use inkstone::pipeline::{Pipeline, Plan, Told};
use inkstone::plugin::{Document, Kind, Registry};
use serde_json::json;

use crate::plugin_fixture::Fixture;

/// What is told of a plugin that fails with the page's words, in a pipeline that says so about itself.
fn told(keep_raw: bool) -> Told {
    let folder = tempfile::tempdir().unwrap();
    let plugin = Fixture::new(Kind::Document).error(json!({ "failed": "the secret" }));
    std::fs::write(folder.path().join("leaky.wasm"), plugin.build()).unwrap();
    let file = folder.path().join("my.toml");
    std::fs::write(
        &file,
        format!("keep-raw = {keep_raw}\npost = ['leaky.wasm']"),
    )
    .unwrap();
    let plan = Plan::find(file.to_str().unwrap()).unwrap();
    let pipeline = Pipeline::new(&plan, &Registry::bundled().unwrap()).unwrap();
    let mut told = Told::of(&pipeline);
    let document = Document {
        language: None,
        pages: Vec::new(),
    };
    pipeline.post_process(document, &Arc::default(), &mut told);
    told
}

#[test]
fn a_strangers_words_are_withheld_where_the_page_is() {
    let open = told(true);
    assert!(open.failures[0].to_string().contains("the secret"));
    let kept = told(false);
    let said = format!("{} {:?}", kept.failures[0], kept.failures[0].trace);
    assert!(
        said.contains("withheld") && !said.contains("secret"),
        "{said}"
    );
}
