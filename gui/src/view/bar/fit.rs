//! What of the bar there is room for in one line. What is left out is in the menu, and hovering tells the rest.

use eframe::egui::{FontSelection, TextStyle, Ui};

use super::choice::{Choice, summary};
use crate::lang::Words;
use crate::view::Workspace;

/// Side of a button with a sign, in points.
const ICON: f32 = 24.0;
/// Space between groups, in points.
pub const GROUP: f32 = 6.0;
/// To what width a box is cut before anything is left out of the bar, however long what is chosen is called.
const WIDEST: f32 = 180.0;
/// What the field for a question takes at least, and at most.
const PROMPT: (f32, f32) = (150.0, 320.0);
/// What rounding may add to a width.
const SLACK: f32 = 1.0;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// What choices are about, beside what is chosen.
    pub about: bool,
    /// The button for folders.
    pub folder: bool,
    /// The button for the theme.
    pub theme: bool,
    /// The program's name.
    pub wordmark: bool,
    /// The button for the language.
    pub language: bool,
    /// The button for files that were opened before.
    pub recent: bool,
    /// To what width a box may be cut; none where one box stands for all.
    least: Option<f32>,
}

/// The room of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Its width.
    pub width: f32,
    /// Whether what it says is longer.
    pub cut: bool,
}

impl Room {
    /// That of a box which has a width of those that it wants.
    fn of(width: f32, wanted: f32) -> Self {
        Self {
            width,
            cut: width < wanted,
        }
    }
}

/// The choices.
#[derive(Clone, Debug, PartialEq)]
pub enum Boxes {
    /// A box for each.
    Each(Vec<Room>),
    /// One for all.
    Folded(Room),
}

const WHOLE: Shape = Shape {
    about: true,
    folder: true,
    theme: true,
    wordmark: true,
    language: true,
    recent: true,
    least: Some(WIDEST + 60.0),
};
const BRIEF: Shape = Shape {
    about: false,
    least: Some(WIDEST),
    ..WHOLE
};
const FILES: Shape = Shape {
    folder: false,
    ..BRIEF
};
const DIM: Shape = Shape {
    theme: false,
    ..FILES
};
const NAMELESS: Shape = Shape {
    wordmark: false,
    ..DIM
};
const CUT: Shape = Shape {
    least: Some(90.0),
    ..NAMELESS
};
const FOLDED: Shape = Shape {
    least: None,
    ..FILES
};
const FOLDED_DIM: Shape = Shape {
    theme: false,
    ..FOLDED
};
const FOLDED_NAMELESS: Shape = Shape {
    wordmark: false,
    ..FOLDED_DIM
};
const FEW: Shape = Shape {
    language: false,
    recent: false,
    ..FOLDED_NAMELESS
};

/// From the one that shows most to the one that takes least room.
const SHAPES: [Shape; 10] = [
    WHOLE,
    BRIEF,
    FILES,
    DIM,
    NAMELESS,
    CUT,
    FOLDED,
    FOLDED_DIM,
    FOLDED_NAMELESS,
    FEW,
];

/// What there is to be drawn, measured.
pub struct Measured {
    tabs: f32,
    wordmark: f32,
    open: f32,
    folder: f32,
    language: f32,
    /// What the boxes say, with what they are about and without.
    boxes: [Vec<f32>; 2],
    folded: f32,
    prompt: bool,
    spacing: f32,
}

impl Measured {
    /// Measures the words of the bar. `prompt` is whether a question is asked.
    pub fn new(ui: &Ui, words: &Words, choices: &[Choice], prompt: bool) -> Self {
        let padding = 2.0 * ui.spacing().button_padding.x + SLACK;
        let text = |text: &str, style: TextStyle| {
            let font = FontSelection::Style(style).resolve(ui.style());
            let color = ui.visuals().text_color();
            let galley = ui.painter().layout_no_wrap(text.to_owned(), font, color);
            galley.size().x
        };
        let button = |name: &str| text(name, TextStyle::Button) + padding;
        let gap = ui.spacing().icon_spacing;
        let arrow = gap + ui.spacing().icon_width;
        let boxes = [true, false].map(|about| {
            let width = |choice: &Choice| {
                let about = match about {
                    true => text(choice.name, TextStyle::Small) + gap,
                    false => 0.0,
                };
                about + button(&choice.chosen) + arrow
            };
            choices.iter().map(width).collect()
        });
        let spacing = ui.spacing().item_spacing.x;
        let tab = |workspace: Workspace| button(workspace.name(words)) + spacing;
        Self {
            tabs: Workspace::ALL.map(tab).iter().sum(),
            wordmark: text("Inkstone", TextStyle::Heading),
            open: button(words.open),
            folder: button(words.open_folder),
            language: button(words.other_language),
            boxes,
            folded: button(&summary(choices)) + arrow,
            prompt,
            spacing,
        }
    }

    /// What fits into a width, and the widths of the boxes and of the field for a question.
    pub fn fit(&self, width: f32) -> (Shape, Boxes, f32) {
        let fitting = SHAPES.iter().find_map(|shape| self.boxes(*shape, width));
        let last = Room::of(ICON + 2.0 * self.spacing, self.folded);
        let last = (FEW, Boxes::Folded(last), PROMPT.0);
        fitting.unwrap_or(last)
    }

    /// How a shape is filled in, if there is room for it.
    fn boxes(&self, shape: Shape, width: f32) -> Option<(Shape, Boxes, f32)> {
        let room = width - self.besides(shape);
        let (boxes, taken) = match shape.least {
            None => {
                let least = self.folded.min(130.0);
                let folded = self.folded.min(room).min(2.0 * WIDEST).max(least);
                (Boxes::Folded(Room::of(folded, self.folded)), folded)
            }
            Some(least) => {
                let wanted = &self.boxes[usize::from(!shape.about)];
                let gaps = self.spacing * (wanted.len() - 1) as f32;
                let widths = shared(wanted, least, room - gaps);
                let taken = widths.iter().sum::<f32>() + gaps;
                let rooms = widths.into_iter().zip(wanted);
                let rooms = rooms.map(|(width, wanted)| Room::of(width, *wanted));
                (Boxes::Each(rooms.collect()), taken)
            }
        };
        let left = room - taken;
        let prompt = (PROMPT.0 + left).clamp(PROMPT.0, PROMPT.1);
        (left >= 0.0).then_some((shape, boxes, prompt))
    }

    /// What everything but the boxes takes, with the least that the field for a question does.
    fn besides(&self, shape: Shape) -> f32 {
        let item = |there: bool, width: f32| match there {
            true => width + self.spacing,
            false => 0.0,
        };
        let always = self.tabs + self.open + self.spacing + 2.0 * (ICON + self.spacing);
        always
            + 3.0 * GROUP
            + item(shape.wordmark, self.wordmark + GROUP)
            + item(shape.folder, self.folder)
            + item(shape.recent, ICON)
            + item(shape.language, self.language)
            + item(shape.theme, ICON)
            + item(self.prompt, PROMPT.0)
    }
}

/// Widths that take no more than the room where that can be: the widest are cut first, and none below `least`.
fn shared(wanted: &[f32], least: f32, room: f32) -> Vec<f32> {
    let mut ascending = wanted.to_vec();
    ascending.sort_by(f32::total_cmp);
    let (mut left, mut most) = (room, f32::INFINITY);
    for (index, width) in ascending.iter().enumerate() {
        let share = left / (ascending.len() - index) as f32;
        if *width > share {
            most = share.floor().max(least);
            break;
        }
        left -= width;
    }
    wanted.iter().map(|width| width.min(most)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(prompt: bool) -> Measured {
        Measured {
            tabs: 200.0,
            wordmark: 70.0,
            open: 60.0,
            folder: 110.0,
            language: 40.0,
            boxes: [
                vec![160.0, 120.0, 180.0, 100.0, 90.0],
                vec![130.0, 80.0, 140.0, 65.0, 55.0],
            ],
            folded: 150.0,
            prompt,
            spacing: 6.0,
        }
    }

    #[test]
    fn the_widest_are_cut_first() {
        assert_eq!(shared(&[50.0, 20.0], 0.0, 100.0), [50.0, 20.0]);
        assert_eq!(shared(&[90.0, 20.0, 60.0], 0.0, 120.0), [50.0, 20.0, 50.0]);
        assert_eq!(shared(&[90.0, 20.0, 60.0], 55.0, 120.0), [55.0, 20.0, 55.0]);
    }

    #[test]
    fn less_is_shown_in_less_room_and_it_always_fits() {
        for prompt in [false, true] {
            let measured = measured(prompt);
            let mut last = 0;
            for width in (420..1800).rev() {
                let width = width as f32;
                let (shape, boxes, field) = measured.fit(width);
                let taken = measured.besides(shape)
                    + match &boxes {
                        Boxes::Each(rooms) => {
                            rooms.iter().map(|room| room.width).sum::<f32>() + 4.0 * 6.0
                        }
                        Boxes::Folded(room) => room.width,
                    }
                    + if prompt { field - PROMPT.0 } else { 0.0 };
                let place = SHAPES.iter().position(|known| *known == shape);
                let place = place.expect("one of them");
                assert!(place >= last, "{width}: {shape:?}");
                last = place;
                assert!(
                    taken <= width || shape == FEW,
                    "{width}: {taken}, {shape:?}"
                );
            }
            assert_eq!(SHAPES[last], FEW);
            assert_eq!(measured.fit(1800.0).0, WHOLE);
        }
    }
}
