//! `inkstone pipeline`, and pipelines that name plugins by their files.

use crate::component;
use crate::home::{Home, sample};

#[test]
fn pipelines_are_listed_shown_and_checked() {
    let home = Home::new();
    let list = home.run(&["pipeline", "list"]).well().out;
    for name in [
        "default", "plain", "scan", "columns", "formula", "table", "private",
    ] {
        assert!(list.contains(&format!("\n  {name} ")), "{name}: {list}");
        let check = home.run(&["pipeline", "check", name]).well().out;
        let raw = if name == "private" { "may not" } else { "may" };
        assert!(
            check.starts_with(&format!("pipeline {name}: "))
                && check.contains(&format!("words {raw} be shown")),
            "{check}"
        );
        // What is shown is a pipeline again.
        let shown = home.run(&["pipeline", "show", name]).well().out;
        home.write("copy.toml", &shown);
        let copy = home.run(&["pipeline", "check", "copy.toml"]).well().out;
        assert_eq!(
            copy.split_once(": ").unwrap().1,
            check.split_once(": ").unwrap().1
        );
    }
    let folder = list.rsplit_once("lie in ").expect("a folder").1.trim();
    std::fs::create_dir_all(folder).expect("a folder");
    std::fs::write(format!("{folder}/plain.toml"), "about = 'Mine'").expect("a file");
    std::fs::write(format!("{folder}/bad.toml"), "post = [3]").expect("a file");
    let list = home.run(&["pipeline", "list"]).well().out;
    assert!(
        list.contains("plain        Mine (in place of the built-in one)"),
        "{list}"
    );
    assert!(list.contains("bad          cannot be used: "), "{list}");
    let page = sample("receipt.png");
    let arguments = [
        "infer",
        "--model-path",
        "demo",
        "--device",
        "cpu",
        "--pipeline",
        "plain",
        "--image",
        &page,
    ];
    let run = home.run(&arguments).well();
    assert!(run.err.contains("note: the pipeline plain is "), "{run:#?}");
    home.run(&["pipeline", "check", "bad"])
        .fails(1, &["bad.toml: ", "a plugin's name, or a table"]);
    home.run(&["pipeline", "show", "nobody"])
        .fails(1, &["there is no pipeline \"nobody\""]);
}

#[test]
fn a_pipeline_names_a_plugin_by_its_file() {
    let home = Home::new();
    std::fs::create_dir(home.path("mine")).expect("a folder");
    std::fs::copy(component("find-replace"), home.path("mine/swap.wasm")).expect("a copy");
    home.write(
        "mine/own.toml",
        "post = [{ plugin = 'swap.wasm', settings = { pattern = 'Plum jam', replacement = 'JAM' } }]",
    );
    let page = sample("receipt.png");
    let infer = |pipeline: &str| {
        let base = [
            "infer",
            "--model-path",
            "demo",
            "--device",
            "cpu",
            "--quiet",
        ];
        home.run(&[&base[..], &["--image", &page, "--pipeline", pipeline]].concat())
    };
    let out = infer("mine/own.toml").well().out;
    assert!(out.contains("JAM") && !out.contains("Plum jam"), "{out}");
    home.write("mine/gone.toml", "post = ['gone.wasm']");
    infer("mine/gone.toml").fails(
        1,
        &["mine/gone.toml: ", "gone.wasm: load: cannot read the file"],
    );
}
