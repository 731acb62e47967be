//! Colours, fonts and spacing, light and dark.

use std::sync::Arc;

use eframe::egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke,
    Style, TextStyle, Theme, Vec2, Visuals,
};

use crate::lang::Language;

/// The colours of a theme that egui has no place for.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// What is chosen or can be pressed.
    pub accent: Color32,
    /// On the accent.
    pub on_accent: Color32,
    /// Behind what is chosen.
    pub accent_soft: Color32,
    /// Behind the page.
    pub desk: Color32,
    /// Behind panels.
    pub panel: Color32,
    /// Thin lines between things.
    pub line: Color32,
    /// Text that matters less.
    pub weak: Color32,
    /// What went right.
    pub good: Color32,
    /// What went wrong.
    pub bad: Color32,
    /// Behind what went wrong.
    pub bad_soft: Color32,
    /// Behind what was searched for.
    pub found: Color32,
    /// Behind the place of what was searched for that is looked at.
    pub found_current: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const LIGHT: Palette = Palette {
    accent: rgb(0x2F5FA8),
    on_accent: rgb(0xFFFFFF),
    accent_soft: rgb(0xE3ECF8),
    desk: rgb(0xECEBE7),
    panel: rgb(0xFBFAF8),
    line: rgb(0xDEDCD6),
    weak: rgb(0x6B6F76),
    good: rgb(0x2C7A4B),
    bad: rgb(0xB3362B),
    bad_soft: rgb(0xFBEAE7),
    found: rgb(0xFFEFA8),
    found_current: rgb(0xFFC24A),
};

const DARK: Palette = Palette {
    accent: rgb(0x7FA8E8),
    on_accent: rgb(0x10151C),
    accent_soft: rgb(0x263449),
    desk: rgb(0x14161A),
    panel: rgb(0x1D2025),
    line: rgb(0x32363D),
    weak: rgb(0x9A9FA8),
    good: rgb(0x7CC79A),
    bad: rgb(0xF08C80),
    bad_soft: rgb(0x3A2422),
    found: rgb(0x5C4F1A),
    found_current: rgb(0x9A6B12),
};

/// The colours of the theme that a style is of.
pub fn palette(visuals: &Visuals) -> &'static Palette {
    match visuals.dark_mode {
        true => &DARK,
        false => &LIGHT,
    }
}

/// Gives egui the window's look in both themes, and its fonts.
pub fn install(ctx: &Context, language: Language) {
    install_fonts(ctx, language);
    for (theme, palette) in [(Theme::Light, &LIGHT), (Theme::Dark, &DARK)] {
        ctx.style_mut_of(theme, |style| dress(style, palette));
    }
}

/// Gives egui the fonts of a language: quotes, dashes and dots are as wide as that language has them.
pub fn install_fonts(ctx: &Context, language: Language) {
    ctx.set_fonts(fonts(language));
}

/// One face for Latin and Chinese, so that both stand on one line and have one weight.
fn fonts(language: Language) -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let files: [(&str, &'static [u8]); 2] = [
        (
            "noto-sans-sc",
            include_bytes!("../../host/assets/fonts/NotoSansSC-Subset.otf"),
        ),
        (
            "noto-sans",
            include_bytes!("../../host/assets/fonts/NotoSans-Subset.ttf"),
        ),
    ];
    for (name, file) in files {
        let data = FontData::from_static(file);
        fonts.font_data.insert(name.into(), Arc::new(data));
    }
    // The smaller face has what the other one lacks and, besides, only signs: letters and hanzi are the same in either order.
    let order = match language {
        Language::English => ["noto-sans", "noto-sans-sc"],
        Language::Chinese => ["noto-sans-sc", "noto-sans"],
    };
    let proportional = fonts.families.entry(FontFamily::Proportional).or_default();
    proportional.splice(0..0, order.map(String::from));
    let monospace = fonts.families.entry(FontFamily::Monospace).or_default();
    monospace.extend(["noto-sans-sc".into(), "noto-sans".into()]);
    fonts
}

fn dress(style: &mut Style, palette: &Palette) {
    let sizes = [
        (TextStyle::Small, 11.5, FontFamily::Proportional),
        (TextStyle::Body, 14.0, FontFamily::Proportional),
        (TextStyle::Button, 13.5, FontFamily::Proportional),
        (TextStyle::Heading, 17.0, FontFamily::Proportional),
        (TextStyle::Monospace, 12.5, FontFamily::Monospace),
    ];
    style.text_styles = sizes
        .into_iter()
        .map(|(style, size, family)| (style, FontId::new(size, family)))
        .collect();
    style.spacing.item_spacing = Vec2::new(8.0, 6.0);
    style.spacing.button_padding = Vec2::new(10.0, 4.0);
    style.spacing.interact_size.y = 28.0;
    style.spacing.menu_margin = Margin::same(6);
    let dark = style.visuals.dark_mode;
    let visuals = &mut style.visuals;
    let ink = if dark { rgb(0xE4E4E0) } else { rgb(0x22262B) };
    let control = if dark { rgb(0x292D34) } else { rgb(0xFFFFFF) };
    let hovered = if dark { rgb(0x333841) } else { rgb(0xF1F3F6) };
    visuals.panel_fill = palette.panel;
    visuals.window_fill = if dark { rgb(0x23272D) } else { rgb(0xFFFFFF) };
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.extreme_bg_color = if dark { rgb(0x17191D) } else { rgb(0xFFFFFF) };
    visuals.faint_bg_color = if dark { rgb(0x24282E) } else { rgb(0xF4F3F0) };
    visuals.code_bg_color = visuals.faint_bg_color;
    visuals.hyperlink_color = palette.accent;
    visuals.error_fg_color = palette.bad;
    visuals.weak_text_color = Some(palette.weak);
    visuals.selection.bg_fill = palette.accent_soft;
    visuals.selection.stroke = Stroke::new(1.0, palette.accent);
    let widgets = &mut visuals.widgets;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, palette.line);
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, ink);
    // Boxes to tick have nothing but their edge to be seen by.
    let edge = if dark { rgb(0x5C636E) } else { palette.line };
    for (state, fill, stroke) in [
        (&mut widgets.inactive, control, edge),
        (&mut widgets.hovered, hovered, palette.accent),
        (&mut widgets.active, palette.accent_soft, palette.accent),
        (&mut widgets.open, hovered, palette.accent),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, stroke);
        state.fg_stroke = Stroke::new(1.2, ink);
        state.corner_radius = CornerRadius::same(6);
        state.expansion = 0.0;
    }
}
