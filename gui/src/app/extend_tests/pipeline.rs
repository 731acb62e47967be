//! The pipeline: ordered, set, tried and stored.

use super::*;
use crate::state::extend::Focus;
use crate::view::extend::SideTab;

#[test]
fn a_pipeline_is_ordered_enabled_and_stored() {
    let home = Home::new();
    let mut window = home.window(Workspace::Extend, "scan");
    settle(&mut window);
    assert_eq!(order(window.state(), Stage::Pre), ["denoise", "deskew"]);
    window.get_by_label("Move down: Remove noise").click();
    window.run_steps(2);
    assert_eq!(order(window.state(), Stage::Pre), ["deskew", "denoise"]);
    window.get_by_label("Deskew: takes part").click();
    window.run_steps(2);
    window
        .get_by_label("Add to the pipeline: Crop the margin")
        .click();
    until(&mut window, "stored and chosen", |app| {
        app.state.settings.pipeline == "my-scan"
            && app.state.extend.store_wait(Instant::now()).is_none()
    });
    let plan = home.plan("my-scan");
    let pre: Vec<_> = plan.pre.iter().map(|entry| entry.full()).collect();
    let named = |index: usize| (pre[index].plugin.as_str(), pre[index].enabled);
    assert_eq!(named(0), ("deskew", false));
    assert_eq!(named(1), ("denoise", true));
    assert_eq!(named(2), ("crop-margin", true));
    assert_eq!(plan.post.len(), 3);
    // The bar of Read has it too.
    window.state_mut().view.workspace = Workspace::Read;
    window.run_steps(2);
    let combo = window.get_by_role_and_label(egui::Role::ComboBox, "Pipeline");
    assert_eq!(combo.value().as_deref(), Some("my-scan"));
    combo.click();
    window.run_steps(4);
    window
        .get_by_role_and_label(egui::Role::Button, "private")
        .click();
    window.run_steps(2);
    assert_eq!(window.state().state.settings.pipeline, "private");
    let draft = window.state().state.extend.draft.as_ref();
    assert_eq!(draft.map(|draft| draft.name.as_str()), Some("private"));
}

#[test]
fn steps_are_dragged_into_another_order() {
    let home = Home::new();
    let mut window = home.window(Workspace::Extend, "default");
    settle(&mut window);
    assert_eq!(
        order(window.state(), Stage::Post),
        ["repetition-guard", "otsl-to-html"]
    );
    let handle = |window: &Window, label: &str| {
        let row = window.get_by_label(label).rect();
        // The handle is left of the box.
        row.left_center() - vec2(14.0, 0.0)
    };
    let from = handle(&window, "Repetition guard: takes part");
    let to = handle(&window, "Tables: takes part") + vec2(0.0, 14.0);
    drag(&mut window, from, to);
    window.drop_at(to);
    window.run_steps(3);
    assert_eq!(
        order(window.state(), Stage::Post),
        ["otsl-to-html", "repetition-guard"]
    );
}

#[test]
fn a_wrong_value_is_shown_at_its_field_and_not_stored() {
    let home = Home::new();
    let mut window = home.window(Workspace::Extend, "scan");
    settle(&mut window);
    window
        .get_by_role_and_label(egui::Role::Button, "Remove noise")
        .click();
    settle(&mut window);
    let type_into = |window: &mut Window, text: &str| {
        let field = window.get_by_role_and_label(egui::Role::TextInput, "Largest speck");
        field.focus();
        window.step();
        window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        window.step();
        window
            .get_by_role_and_label(egui::Role::TextInput, "Largest speck")
            .type_text(text);
        window.run_steps(3);
    };
    type_into(&mut window, "many");
    window.get_by_label("A whole number from 0 to 10000 is needed");
    window.get_by_label("Not stored while a value is marked.");
    assert!(window.state().state.extend.has_wrong_values());
    type_into(&mut window, "30");
    let draft = window.state().state.extend.draft.as_ref();
    let typed = &draft.expect("a pipeline").steps[0].entry.settings;
    assert_eq!(typed.get("speck"), Some(&toml::Value::Integer(30)));
    until(&mut window, "stored", |app| {
        app.state.settings.pipeline == "my-scan"
    });
    let setting = home.plan("my-scan").pre[0].full().settings.remove("speck");
    assert_eq!(setting, Some(toml::Value::Integer(30)));
    window
        .get_by_label("Back to the default: Largest speck")
        .click();
    until(&mut window, "stored", |_| {
        home.plan("my-scan").pre[0].full().settings.is_empty()
    });
}

#[test]
fn what_becomes_of_the_page_is_shown() {
    let home = Home::new();
    let mut window = home.window(Workspace::Extend, "columns");
    settle(&mut window);
    window
        .get_by_role_and_label(egui::Role::Button, "Deskew")
        .click();
    window.run_steps(2);
    settle(&mut window);
    let made = window.state().state.extend.preview.made.as_ref();
    let image = made.and_then(|made| made.image.as_ref()).expect("an image");
    assert_eq!(
        image.before.size,
        image.after.as_ref().expect("a page").size
    );
    for side in ["Before", "After"] {
        window.get_by_role_and_label(egui::Role::Image, side);
    }
    // A page that was not read has no text yet.
    window
        .get_by_role_and_label(egui::Role::Button, "Join lines")
        .click();
    window.run_steps(3);
    window.get_by_label("The page has to be read first.");
}

#[test]
fn metrics_are_chosen_for_evaluations() {
    let home = Home::new();
    let mut window = home.window(Workspace::Extend, "default");
    settle(&mut window);
    window
        .get_by_role_and_label(egui::Role::Button, "Metrics")
        .click();
    window.run_steps(2);
    window.get_by_label("Use in evaluations: BLEU").click();
    window.run_steps(2);
    let metrics = window.state().state.extend.metrics(Kind::TextMetric);
    assert_eq!(metrics[0].full().plugin, "bleu");
    until(&mut window, "stored", |app| {
        app.state.settings.pipeline == "my-default"
    });
    assert_eq!(home.plan("my-default").metrics.len(), 1);
    window.get_by_label("Use in evaluations: BLEU").click();
    window.run_steps(2);
    assert!(
        window
            .state()
            .state
            .extend
            .metrics(Kind::TextMetric)
            .is_empty()
    );
}

#[test]
fn own_pipelines_are_renamed_and_removed() {
    let home = Home::new();
    let mut window = home.window(Workspace::Extend, "scan");
    settle(&mut window);
    window.get_by_label("Deskew: takes part").click();
    until(&mut window, "stored", |app| {
        app.state.settings.pipeline == "my-scan"
    });
    window.get_by_label("Rename").click();
    window.run_steps(2);
    window
        .get_by_role_and_label(egui::Role::TextInput, "Rename")
        .focus();
    window.step();
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.step();
    window
        .get_by_role_and_label(egui::Role::TextInput, "Rename")
        .type_text("收据");
    window.step();
    window.get_by_label("OK").click();
    until(&mut window, "renamed", |app| {
        app.state.settings.pipeline == "收据"
    });
    assert_eq!(home.plan("收据").pre.len(), 2);
    window.get_by_label("Remove this pipeline").click();
    until(&mut window, "asked", |app| {
        !app.state.extend.questions.is_empty()
    });
    window.run_steps(6);
    window.get_by_label("Remove it").click();
    until(&mut window, "removed", |app| {
        app.state
            .extend
            .pipelines
            .iter()
            .all(|one| one.name != "收据")
    });
    assert_eq!(window.state().state.settings.pipeline, "default");
}

#[test]
fn everything_has_a_name_in_both_languages() {
    let home = Home::new();
    let mut window = home.window(Workspace::Extend, "scan");
    settle(&mut window);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::L);
    window.run_steps(3);
    window.get_by_label("添加…");
    window
        .get_by_role_and_label(egui::Role::ListItem, "纠偏")
        .click();
    window.run_steps(3);
    window.get_by_label("最大角度");
    let draft = window
        .state()
        .state
        .extend
        .draft
        .as_ref()
        .expect("a pipeline");
    let ids: Vec<_> = draft.steps.iter().map(|step| step.id).collect();
    for id in ids {
        let app = window.state_mut();
        app.state.extend.focus = Focus::Step(id);
        app.view.extend.tab = SideTab::Preview;
        window.run_steps(2);
    }
    assert_eq!(window.query_all_by_label("识别前").count(), 2);
}
