//! A choice of how pages are read: a box in the bar, or a part of the menu that stands for all of them.

use eframe::egui::{
    Align, ComboBox, Layout, Response, RichText, ScrollArea, TextWrapMode, Ui, vec2,
};

use super::fit::Room;
use crate::theme::palette;
use crate::view::Scene;
use crate::view::tell::name_choice;

/// Height of a list of choices, in points.
const LIST: f32 = 420.0;

/// A choice.
pub struct Choice {
    /// A short name that no other one has.
    pub salt: &'static str,
    /// What it is about.
    pub name: &'static str,
    /// What is chosen.
    pub chosen: String,
    /// What is to be known besides.
    pub hint: Option<String>,
    /// Draws what can be chosen.
    pub list: fn(&mut Ui, &mut Scene<'_>),
}

impl Choice {
    /// Draws it as a box, with what it is about in it or not.
    pub fn show(&self, ui: &mut Ui, scene: &mut Scene<'_>, about: bool, room: Room) {
        let weak = palette(ui.visuals()).weak;
        let combo = ComboBox::from_id_salt(self.salt).height(LIST);
        let combo = match about {
            true => {
                let about = RichText::new(self.name).small().color(weak);
                combo.selected_text((about, RichText::new(&self.chosen)))
            }
            false => combo.selected_text(&self.chosen),
        };
        let response = fixed(ui, combo, room, |ui| (self.list)(ui, scene));
        self.tell(response);
    }

    /// Draws it as a part of a menu.
    pub fn show_in_menu(&self, ui: &mut Ui, scene: &mut Scene<'_>) {
        let weak = palette(ui.visuals()).weak;
        let about = RichText::new(self.name).small().color(weak);
        let response = ui
            .menu_button((about, RichText::new(&self.chosen)), |ui| {
                let list = ScrollArea::vertical().max_height(LIST);
                list.show(ui, |ui| (self.list)(ui, scene));
            })
            .response;
        self.tell(response);
    }

    /// Says what it is about, and what is chosen, to screen readers and on hover.
    fn tell(&self, response: Response) {
        name_choice(&response, self.name, &self.chosen);
        let told = format!("{}: {}", self.name, self.chosen);
        response.on_hover_ui(|ui| {
            ui.label(told);
            if let Some(hint) = &self.hint {
                ui.label(hint);
            }
        });
    }
}

/// Draws one box in place of all choices.
pub fn show_folded(ui: &mut Ui, scene: &mut Scene<'_>, all: &[Choice], room: Room) {
    let name = scene.words.how;
    let text = summary(all);
    let combo = ComboBox::from_id_salt("how").selected_text(&text);
    let response = fixed(ui, combo, room, |ui| {
        for choice in all {
            choice.show_in_menu(ui, scene);
        }
    });
    name_choice(&response, name, &text);
    response.on_hover_text(name);
}

/// What is chosen, in short: the model and the device.
pub fn summary(all: &[Choice]) -> String {
    let chosen: Vec<_> = (all.iter())
        .filter(|choice| ["model", "device"].contains(&choice.salt))
        .map(|choice| choice.chosen.as_str())
        .collect();
    chosen.join(" · ")
}

/// Draws a box of exactly this width; what is too long for it is cut.
fn fixed(ui: &mut Ui, combo: ComboBox<'_>, room: Room, list: impl FnOnce(&mut Ui)) -> Response {
    let size = vec2(room.width, ui.spacing().interact_size.y);
    // What fits is not left to be measured again: that comes out short by what is kept for the arrow.
    let wrap = match room.cut {
        true => TextWrapMode::Truncate,
        false => TextWrapMode::Extend,
    };
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_max_width(room.width);
        let combo = combo.width(room.width).wrap_mode(wrap);
        combo.show_ui(ui, list).response
    })
    .inner
}
