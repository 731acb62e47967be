//! What widgets say of themselves: to screen readers, and where they are pointed at.

use eframe::egui::{Response, Role, WidgetInfo};

/// Gives a box to choose from a name besides its value, for screen readers.
pub fn name_choice(response: &Response, name: &str, value: &str) {
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, name);
        info.current_text_value = Some(value.to_owned());
        info
    });
}

/// Has a widget say something on hover, also where it is disabled.
pub fn hint(response: Response, text: Option<&str>) -> Response {
    match text {
        Some(text) => response.on_hover_text(text).on_disabled_hover_text(text),
        None => response,
    }
}
