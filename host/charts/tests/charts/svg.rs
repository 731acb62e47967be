//! Just enough reading of the charts' own SVG.

use inkstone_charts::{Chart, Size, Style};

/// A rectangle: its corners and colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub fill: String,
}

/// A text: where its line starts, how wide and high it is, what it says.
#[derive(Clone, Debug)]
pub struct Text {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub size: f64,
    pub text: String,
}

/// A chart's SVG taken apart.
pub struct Drawing {
    pub size: Size,
    pub rects: Vec<Rect>,
    pub texts: Vec<Text>,
    /// Centre, radius and colour.
    pub circles: Vec<(f64, f64, f64, String)>,
    /// Points and colour.
    pub lines: Vec<(Vec<(f64, f64)>, String)>,
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let start = tag
        .find(&format!(" {name}=\""))
        .unwrap_or_else(|| panic!("{name} in {tag}"))
        + name.len()
        + 3;
    tag[start..].split('"').next().expect("a closing quote")
}

fn number(tag: &str, name: &str) -> f64 {
    attribute(tag, name)
        .parse()
        .unwrap_or_else(|_| panic!("{name} in {tag} is a number"))
}

impl Drawing {
    pub fn of(chart: &Chart, size: Size, style: impl Into<Style>) -> Self {
        let svg = chart.svg(size, style);
        let tags = |name: &str| {
            let start = format!("<{name} ");
            svg.lines()
                .filter(move |line| line.starts_with(&start))
                .collect::<Vec<_>>()
        };
        Self {
            size,
            rects: tags("rect")
                .into_iter()
                .map(|tag| Rect {
                    x: number(tag, "x"),
                    y: number(tag, "y"),
                    width: number(tag, "width"),
                    height: number(tag, "height"),
                    fill: attribute(tag, "fill").into(),
                })
                .collect(),
            texts: tags("text")
                .into_iter()
                .map(|tag| Text {
                    x: number(tag, "x"),
                    y: number(tag, "y"),
                    width: number(tag, "textLength"),
                    size: number(tag, "font-size"),
                    text: tag[tag.find('>').expect("an end of the tag") + 1..]
                        .trim_end_matches("</text>")
                        .into(),
                })
                .collect(),
            circles: tags("circle")
                .into_iter()
                .map(|tag| {
                    (
                        number(tag, "cx"),
                        number(tag, "cy"),
                        number(tag, "r"),
                        attribute(tag, "fill").into(),
                    )
                })
                .collect(),
            lines: tags("polyline")
                .into_iter()
                .map(|tag| {
                    let point = |pair: &str| {
                        pair.split_once(',')
                            .map(|(x, y)| (x.parse().expect("x"), y.parse().expect("y")))
                            .expect("a pair")
                    };
                    (
                        attribute(tag, "points").split(' ').map(point).collect(),
                        attribute(tag, "stroke").into(),
                    )
                })
                .collect(),
        }
    }

    pub fn says(&self, text: &str) -> bool {
        self.texts.iter().any(|one| one.text == text)
    }

    pub fn text(&self, text: &str) -> &Text {
        self.texts
            .iter()
            .find(|one| one.text == text)
            .unwrap_or_else(|| panic!("{text:?} is not among {:?}", self.all()))
    }

    pub fn all(&self) -> Vec<&str> {
        self.texts.iter().map(|text| text.text.as_str()).collect()
    }

    /// Rectangles of a colour, without the legend's squares of 10 by 10.
    pub fn bars(&self, color: [u8; 3]) -> Vec<&Rect> {
        let [red, green, blue] = color;
        let fill = format!("#{red:02x}{green:02x}{blue:02x}");
        self.rects
            .iter()
            .filter(|rect| rect.fill == fill && (rect.width, rect.height) != (10.0, 10.0))
            .collect()
    }

    /// Pairs of texts that lie on each other, and texts that leave the picture.
    pub fn collisions(&self) -> Vec<String> {
        let mut found = Vec::new();
        // Capitals and digits: from the baseline 0.73 em up; a pixel of tolerance.
        let area = |text: &Text| {
            (
                text.x + 0.5,
                text.y - text.size * 0.73 + 0.5,
                text.x + text.width - 0.5,
                text.y - 0.5,
            )
        };
        for (index, text) in self.texts.iter().enumerate() {
            let (left, top, right, bottom) = area(text);
            let (width, height) = (f64::from(self.size.width), f64::from(self.size.height));
            if left < -1.0 || right > width + 1.0 || top < -1.0 || bottom > height + 1.0 {
                found.push(format!("{:?} leaves the picture", text.text));
            }
            for other in &self.texts[index + 1..] {
                let (l, t, r, b) = area(other);
                if left < r && l < right && top < b && t < bottom {
                    found.push(format!("{:?} on {:?}", text.text, other.text));
                }
            }
        }
        found
    }
}
