//! Compares with table_recognition_metric and apted on `tests/reference/metrics/tables.json`, which `tables.py` beside it makes.

use serde_json::Value;
use table_tree::{Content, Markings, TreeMaker, similarity};

const FIXTURE: &str = include_str!("../../../tests/reference/metrics/tables.json");

fn teds(case: &Value, markings: Markings, content: Content) -> f64 {
    let mut maker = TreeMaker::new();
    let mut tree = |side: &str| {
        let html = case[side].as_str().expect("a text");
        maker
            .first_table(html, markings, content)
            .expect("a table")
            .tree
    };
    similarity(&tree("prediction"), &tree("reference"))
}

#[test]
fn equals_the_reference_implementation() {
    let cases: Vec<Value> = serde_json::from_str(FIXTURE).expect("valid JSON");
    assert!(cases.len() > 60, "the fixture is complete");
    let mut differing = Vec::new();
    for case in &cases {
        for (name, markings, content) in [
            ("teds", Markings::Kept, Content::Compared),
            ("teds_s", Markings::Kept, Content::Ignored),
            ("teds_levelled", Markings::Levelled, Content::Compared),
        ] {
            let (expected, computed) = (
                case[name].as_f64().expect("a number"),
                teds(case, markings, content),
            );
            if (expected - computed).abs() > 1e-9 {
                differing.push(format!(
                    "{name}: {computed} is not {expected}: {} {}",
                    case["prediction"], case["reference"]
                ));
            }
        }
    }
    assert!(
        differing.is_empty(),
        "{} differ:\n{}",
        differing.len(),
        differing.join("\n")
    );
}
