//! Colours that people with a colour-vision deficiency can tell apart, and that stand out from the background in both themes.
//!
//! The hues are Okabe and Ito's ("Color Universal Design", 2008), darkened for white paper or lightened for the
//! dark theme until their contrast with the background is at least 3:1, what WCAG 2.2 (1.4.11) asks of graphics.

use serde::{Deserialize, Serialize};

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// On white, for paper.
    #[default]
    Light,
    /// On nearly black.
    Dark,
}

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Color(pub u8, pub u8, pub u8);

impl Color {
    const fn hex(rgb: u32) -> Self {
        Self((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
    }

    /// This colour over `under` at the given opacity, as an opaque colour.
    pub fn over(self, under: Self, opacity: f64) -> Self {
        let mix = |top: u8, below: u8| {
            (f64::from(below) + (f64::from(top) - f64::from(below)) * opacity).round() as u8
        };
        Self(
            mix(self.0, under.0),
            mix(self.1, under.1),
            mix(self.2, under.2),
        )
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2).
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// Contrast ratio, 1 to 21 (WCAG 2.2).
pub(crate) fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Names for places in [`Palette::categories`].
mod hue {
    pub const BLUE: usize = 0;
    pub const VERMILION: usize = 1;
    pub const GREEN: usize = 2;
    pub const PURPLE: usize = 3;
    pub const ORANGE: usize = 4;
    pub const SKY: usize = 5;
    pub const GREY: usize = 6;
    pub const YELLOW: usize = 7;
}

/// One theme's colours.
#[derive(Debug)]
pub(crate) struct Palette {
    pub background: Color,
    /// Titles and values.
    pub ink: Color,
    /// Axis names, tick labels, notes.
    pub muted: Color,
    /// Lines behind the data.
    pub grid: Color,
    /// The lines where axes stand, and reference lines.
    pub axis: Color,
    /// Background of the generated part and of bars' tracks.
    pub tint: Color,
    pub good: Color,
    pub middling: Color,
    pub bad: Color,
    /// Cells of a strip that agree: present, not loud.
    pub calm: Color,
    pub categories: [Color; 8],
}

const LIGHT: Palette = Palette {
    background: Color::hex(0xFFFFFF),
    ink: Color::hex(0x1B1F24),
    muted: Color::hex(0x57606A),
    grid: Color::hex(0xE4E7EB),
    axis: Color::hex(0x8C959F),
    tint: Color::hex(0xF2F4F7),
    good: Color::hex(0x0B8F6A),
    middling: Color::hex(0xB97A00),
    bad: Color::hex(0xC64A00),
    calm: Color::hex(0xB9D3E6),
    categories: [
        Color::hex(0x0072B2),
        Color::hex(0xD55E00),
        Color::hex(0x009E73),
        Color::hex(0xB8629A),
        Color::hex(0xC08200),
        Color::hex(0x3A9BD6),
        Color::hex(0x5B6570),
        Color::hex(0x98901A),
    ],
};

const DARK: Palette = Palette {
    background: Color::hex(0x16191F),
    ink: Color::hex(0xE9EDF2),
    muted: Color::hex(0xA3ACB7),
    grid: Color::hex(0x2A2F38),
    axis: Color::hex(0x6B7480),
    tint: Color::hex(0x1E232B),
    good: Color::hex(0x2DBE94),
    middling: Color::hex(0xE6A72B),
    bad: Color::hex(0xF07A45),
    calm: Color::hex(0x35556E),
    categories: [
        Color::hex(0x3F9BE0),
        Color::hex(0xF07A45),
        Color::hex(0x2DBE94),
        Color::hex(0xDB93C0),
        Color::hex(0xE6A72B),
        Color::hex(0x86CCF5),
        Color::hex(0xA3ACB7),
        Color::hex(0xEFE45A),
    ],
};

impl Theme {
    pub(crate) fn palette(self) -> &'static Palette {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}

/// The colours of devices, by name: `cpu…` is blue, `npu…` vermilion, `cuda…` green and `wgpu…` purple in every chart; a second device of
/// the same kind (`cpu:bf16` beside `cpu`) and other names take the next free colour. `[red, green, blue]`, one a name.
pub fn device_colors(names: &[&str], theme: Theme) -> Vec<[u8; 3]> {
    device_palette(names, theme.palette())
        .into_iter()
        .map(|Color(red, green, blue)| [red, green, blue])
        .collect()
}

/// [`device_colors`] for drawing.
pub(crate) fn device_palette(names: &[&str], palette: &Palette) -> Vec<Color> {
    let mut free = [true; 8];
    let mut chosen: Vec<Option<usize>> = names
        .iter()
        .map(|name| {
            let name = name.to_ascii_lowercase();
            let [first, second] = match () {
                () if name.starts_with("cpu") => [hue::BLUE, hue::SKY],
                () if name.starts_with("npu") => [hue::VERMILION, hue::ORANGE],
                () if name.starts_with("cuda") => [hue::GREEN, hue::YELLOW],
                () if name.starts_with("wgpu") => [hue::PURPLE, hue::GREY],
                () => return None,
            };
            let place = [first, second].into_iter().find(|&place| free[place])?;
            free[place] = false;
            Some(place)
        })
        .collect();
    for (index, place) in chosen.iter_mut().enumerate() {
        if place.is_none() {
            // More names than colours: they repeat in order, and the legend and order still tell them apart.
            let next = free
                .iter()
                .position(|&is_free| is_free)
                .unwrap_or(index % 8);
            free[next] = false;
            *place = Some(next);
        }
    }
    chosen
        .into_iter()
        .map(|place| palette.categories[place.unwrap_or(0)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_stand_out_in_both_themes() {
        for theme in [Theme::Light, Theme::Dark] {
            let palette = theme.palette();
            for (index, &color) in palette.categories.iter().enumerate() {
                let ratio = contrast(color, palette.background);
                assert!(ratio >= 3.0, "{theme:?} category {index}: {ratio:.2}");
            }
            for color in [palette.good, palette.middling, palette.bad] {
                assert!(
                    contrast(color, palette.background) >= 3.0,
                    "{theme:?} {color:?}"
                );
            }
            for color in [palette.ink, palette.muted] {
                for under in [palette.background, palette.tint] {
                    assert!(
                        contrast(color, under) >= 4.5,
                        "{theme:?} {color:?} on {under:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn devices_keep_their_colours() {
        let palette = Theme::Light.palette();
        let of = |names: &[&str]| device_palette(names, palette);
        assert_eq!(
            of(&["cpu", "npu"]),
            [
                palette.categories[hue::BLUE],
                palette.categories[hue::VERMILION]
            ]
        );
        assert_eq!(of(&["npu", "cpu"])[1], palette.categories[hue::BLUE]);
        assert_eq!(of(&["cpu", "cpu:bf16"])[1], palette.categories[hue::SKY]);
        let many: Vec<String> = (0..20).map(|index| format!("device {index}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let colors = of(&many);
        assert_eq!(colors.len(), 20);
        assert_eq!(
            colors[..8]
                .iter()
                .collect::<std::collections::HashSet<_>>()
                .len(),
            8,
            "the first eight differ"
        );
    }
}
