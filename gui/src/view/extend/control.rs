//! The controls of a form, one for every type of setting.

use eframe::egui::{
    Checkbox, ComboBox, Role, Slider, SliderClamping, Stroke, TextEdit, TextStyle, Ui, WidgetInfo,
};
use inkstone::plugin::{Field, SettingSpec, Value};

use super::{act, weak};
use crate::action::ExtendAction;
use crate::state::extend::{DraftStep, spell};
use crate::theme::palette;
use crate::view::Scene;
use crate::view::tell::name_choice;

/// Draws the control of a setting. A wrong value has a red frame.
pub(super) fn control(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    step: &DraftStep,
    spec: &SettingSpec,
    label: &str,
    wrong: bool,
) {
    let set = |value: toml::Value| ExtendAction::Set(step.id, spec.key.clone(), value);
    let value = step.value(spec);
    match (&spec.field, &value) {
        (Field::Toggle(_), Value::Toggle(on)) => {
            let mut on = *on;
            let response = ui.add(Checkbox::without_text(&mut on));
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, label));
            if response.clicked() {
                act(scene, set(on.into()));
            }
        }
        (Field::Choice(field), Value::Text(chosen)) => {
            let name = |value: &str| {
                let option = field.options.iter().find(|option| option.value == value);
                option.map_or(value.to_owned(), |option| option.label.clone())
            };
            let shown = match wrong {
                true => step.text(spec),
                false => name(chosen),
            };
            let width = ui.available_width().min(220.0);
            let combo = ComboBox::from_id_salt(&spec.key)
                .selected_text(&shown)
                .width(width)
                .show_ui(ui, |ui| {
                    for option in &field.options {
                        let here = option.value == *chosen && !wrong;
                        if ui.selectable_label(here, &option.label).clicked() {
                            act(scene, set(option.value.clone().into()));
                        }
                    }
                });
            name_choice(&combo.response, label, &shown);
        }
        (Field::Integer(field), Value::Integer(number)) => {
            text(ui, scene, step, spec, label, wrong, 64.0);
            unit(ui, &field.unit);
            if let (Some(min), Some(max)) = (field.min, field.max) {
                let mut moved = *number;
                let far = f64::from(max) - f64::from(min) > 1000.0;
                let slider = Slider::new(&mut moved, min..=max)
                    .logarithmic(far && min >= 0)
                    .step_by(field.step.map_or(1.0, f64::from));
                if slide(ui, slider, label, f64::from(*number)) {
                    act(scene, set(i64::from(moved).into()));
                }
            }
        }
        (Field::Number(field), Value::Number(number)) => {
            text(ui, scene, step, spec, label, wrong, 64.0);
            unit(ui, &field.unit);
            if let (Some(min), Some(max)) = (field.min, field.max) {
                let mut moved = *number;
                let slider = Slider::new(&mut moved, min..=max)
                    .step_by(field.step.unwrap_or_else(|| step_of(max - min)));
                if slide(ui, slider, label, *number) {
                    act(scene, set(moved.into()));
                }
            }
        }
        (Field::Text(_), _) => {
            let width = ui.available_width();
            text(ui, scene, step, spec, label, wrong, width);
        }
        // The value of a field is of its type.
        _ => {
            ui.label(spell(&value));
        }
    }
}

/// A step that is round and small beside a range.
fn step_of(range: f64) -> f64 {
    10_f64.powf((range / 1000.0).log10().floor())
}

/// A slider that takes the room that is left, and whether it was moved.
fn slide(ui: &mut Ui, slider: Slider<'_>, name: &str, value: f64) -> bool {
    let room = ui.available_width() - 8.0;
    if room < 40.0 {
        return false;
    }
    let colors = palette(ui.visuals());
    ui.spacing_mut().slider_width = room;
    // What is behind a form has the colour that a rail has elsewhere.
    ui.visuals_mut().widgets.inactive.bg_fill = colors.line;
    ui.visuals_mut().selection.bg_fill = colors.accent;
    // Nor is a value rounded as long as nobody moves the slider.
    let slider = slider.clamping(SliderClamping::Never);
    let response = ui.add(slider.show_value(false).trailing_fill(true));
    response.widget_info(|| WidgetInfo::slider(true, value, name));
    ui.reset_style();
    let moved = response.dragged() || response.clicked() || response.has_focus();
    moved && response.changed()
}

fn unit(ui: &mut Ui, unit: &str) {
    if !unit.is_empty() {
        weak(ui, unit);
    }
}

/// A field that is typed into; a wrong value has a red frame.
fn text(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    step: &DraftStep,
    spec: &SettingSpec,
    name: &str,
    wrong: bool,
    width: f32,
) {
    let mut typed = step.text(spec);
    if wrong {
        let stroke = Stroke::new(1.0, palette(ui.visuals()).bad);
        let widgets = &mut ui.visuals_mut().widgets;
        widgets.inactive.bg_stroke = stroke;
        widgets.hovered.bg_stroke = stroke;
        ui.visuals_mut().selection.stroke = stroke;
    }
    let (multiline, placeholder) = match &spec.field {
        Field::Text(field) => (field.multiline, field.placeholder.as_str()),
        _ => (false, ""),
    };
    let edit = match multiline {
        true => TextEdit::multiline(&mut typed).desired_rows(3),
        false => TextEdit::singleline(&mut typed),
    };
    let edit = edit.hint_text(placeholder).desired_width(width);
    let response = ui.add(edit.font(TextStyle::Body));
    response.widget_info(|| {
        let role = match multiline {
            true => Role::MultilineTextInput,
            false => Role::TextInput,
        };
        let mut info = WidgetInfo::labeled(role, true, name);
        info.current_text_value = Some(step.text(spec));
        info
    });
    if response.changed() {
        act(scene, ExtendAction::Type(step.id, spec.key.clone(), typed));
    }
    if wrong {
        ui.reset_style();
    }
}
