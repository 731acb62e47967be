//! Small buttons with drawn signs, so that they do not depend on a font.

use eframe::egui::{
    Painter, Pos2, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, vec2,
};

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A cross.
    Close,
    /// An arrow around a circle.
    Retry,
    /// A square.
    Stop,
    /// Two bars.
    Pause,
    /// A triangle.
    Play,
    /// A plus.
    Plus,
    /// A minus.
    Minus,
    /// A pen.
    Pen,
    /// A disc, half of it dark.
    Theme,
    /// Two arrows in opposite directions.
    Swap,
    /// A clock.
    Recent,
    /// Two sheets, one behind the other.
    Copy,
    /// A magnifying glass.
    Search,
    /// An arrow that bends to the left.
    Undo,
    /// An arrow that bends to the right.
    Redo,
    /// An arrow up.
    Up,
    /// An arrow down.
    Down,
    /// A quarter turn to the left.
    TurnLeft,
    /// A quarter turn to the right.
    TurnRight,
    /// A broom's stroke: lines that get shorter.
    Clear,
    /// A bell.
    Bell,
    /// Three lines.
    Menu,
    /// A window with a column at its left.
    Column,
}

/// A button that shows a sign and is called `name` by screen readers and on hover.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    if ui.is_rect_visible(rect) {
        let visuals = ui.style().interact(&response);
        if response.hovered() || response.has_focus() {
            ui.painter()
                .rect_filled(rect, visuals.corner_radius, visuals.weak_bg_fill);
        }
        draw(ui.painter(), icon, rect.center(), visuals.fg_stroke);
    }
    response.on_hover_text(name)
}

fn draw(painter: &Painter, icon: Icon, c: Pos2, stroke: Stroke) {
    let stroke = Stroke::new(1.4, stroke.color);
    let line = |a: Vec2, b: Vec2| {
        painter.line_segment([c + a, c + b], stroke);
    };
    match icon {
        Icon::Close => {
            line(vec2(-4.0, -4.0), vec2(4.0, 4.0));
            line(vec2(-4.0, 4.0), vec2(4.0, -4.0));
        }
        Icon::Plus => {
            line(vec2(-5.0, 0.0), vec2(5.0, 0.0));
            line(vec2(0.0, -5.0), vec2(0.0, 5.0));
        }
        Icon::Minus => line(vec2(-5.0, 0.0), vec2(5.0, 0.0)),
        Icon::Pause => {
            line(vec2(-2.5, -4.5), vec2(-2.5, 4.5));
            line(vec2(2.5, -4.5), vec2(2.5, 4.5));
        }
        Icon::Play => {
            let points = [vec2(-3.0, -5.0), vec2(5.0, 0.0), vec2(-3.0, 5.0)];
            let points = points.map(|p| c + p).to_vec();
            painter.add(Shape::closed_line(points, stroke));
        }
        Icon::Stop => {
            let corners = [(-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)];
            let points = corners.map(|(x, y)| c + vec2(x, y)).to_vec();
            painter.add(Shape::closed_line(points, stroke));
        }
        Icon::Pen => {
            line(vec2(-4.5, 4.5), vec2(3.0, -3.0));
            line(vec2(1.5, -4.5), vec2(4.5, -1.5));
            line(vec2(-4.5, 4.5), vec2(-1.0, 3.8));
        }
        Icon::Bell => {
            let arc = (0..=12).map(|i| {
                let angle = std::f32::consts::PI * (1.0 + i as f32 / 12.0);
                c + vec2(0.0, -1.5) + 4.0 * Vec2::angled(angle)
            });
            let sides = [
                vec2(4.0, 2.0),
                vec2(5.5, 4.0),
                vec2(-5.5, 4.0),
                vec2(-4.0, 2.0),
            ];
            let points = arc.chain(sides.map(|p| c + p)).collect();
            painter.add(Shape::closed_line(points, stroke));
            line(vec2(-1.5, 6.0), vec2(1.5, 6.0));
        }
        Icon::Menu => {
            for y in [-4.0, 0.0, 4.0] {
                line(vec2(-5.5, y), vec2(5.5, y));
            }
        }
        Icon::Column => {
            let corners = [(-6.0, -5.0), (6.0, -5.0), (6.0, 5.0), (-6.0, 5.0)];
            let points = corners.map(|(x, y)| c + vec2(x, y)).to_vec();
            painter.add(Shape::closed_line(points, stroke));
            line(vec2(-2.0, -5.0), vec2(-2.0, 5.0));
        }
        Icon::Clear => {
            line(vec2(-6.0, -4.0), vec2(6.0, -4.0));
            line(vec2(-6.0, 0.0), vec2(2.0, 0.0));
            line(vec2(-6.0, 4.0), vec2(-2.0, 4.0));
        }
        Icon::Swap => {
            for (y, to) in [(-3.0, 6.0), (3.0, -6.0)] {
                let head = to - 3.0 * f32::signum(to);
                line(vec2(-to, y), vec2(to, y));
                line(vec2(head, y - 3.0), vec2(to, y));
                line(vec2(head, y + 3.0), vec2(to, y));
            }
        }
        Icon::Recent => {
            painter.circle_stroke(c, 5.5, stroke);
            line(vec2(0.0, -3.2), vec2(0.0, 0.4));
            line(vec2(0.0, 0.4), vec2(2.6, 1.6));
        }
        Icon::Copy => {
            let front = [(-1.5, -2.0), (5.0, -2.0), (5.0, 6.0), (-1.5, 6.0)];
            let points = front.map(|(x, y)| c + vec2(x, y)).to_vec();
            painter.add(Shape::closed_line(points, stroke));
            let behind = [
                (-3.5, 3.0),
                (-5.0, 3.0),
                (-5.0, -5.5),
                (1.5, -5.5),
                (1.5, -4.0),
            ];
            let points = behind.map(|(x, y)| c + vec2(x, y)).to_vec();
            painter.add(Shape::line(points, stroke));
        }
        Icon::Search => {
            painter.circle_stroke(c + vec2(-1.2, -1.2), 4.2, stroke);
            line(vec2(1.9, 1.9), vec2(5.5, 5.5));
        }
        Icon::Up => {
            line(vec2(-4.5, 2.5), vec2(0.0, -2.5));
            line(vec2(0.0, -2.5), vec2(4.5, 2.5));
        }
        Icon::Down => {
            line(vec2(-4.5, -2.5), vec2(0.0, 2.5));
            line(vec2(0.0, 2.5), vec2(4.5, -2.5));
        }
        Icon::Undo | Icon::Redo => {
            let side = if icon == Icon::Undo { 1.0 } else { -1.0 };
            let at = |x: f32, y: f32| vec2(x * side, y);
            line(at(-5.5, -1.5), at(2.0, -1.5));
            line(at(-5.5, -1.5), at(-2.5, -4.5));
            line(at(-5.5, -1.5), at(-2.5, 1.5));
            let arc = (0..=12).map(|i| {
                let angle = std::f32::consts::PI * (i as f32 / 12.0 - 0.5);
                c + at(2.0 + 3.0 * angle.cos(), 1.5 + 3.0 * angle.sin())
            });
            painter.add(Shape::line(arc.collect(), stroke));
            line(at(2.0, 4.5), at(-1.5, 4.5));
        }
        Icon::TurnLeft | Icon::TurnRight => {
            let side = if icon == Icon::TurnRight { 1.0 } else { -1.0 };
            let at = |x: f32, y: f32| vec2(x * side, y);
            let page = [(-5.5, -0.5), (1.5, -0.5), (1.5, 6.0), (-5.5, 6.0)];
            let points = page.map(|(x, y)| c + at(x, y)).to_vec();
            painter.add(Shape::closed_line(points, stroke));
            let arc = (0..=10).map(|i| {
                let angle = std::f32::consts::FRAC_PI_2 * (i as f32 / 10.0 - 1.0);
                c + at(-1.5 + 6.5 * angle.cos(), 1.5 + 6.5 * angle.sin())
            });
            painter.add(Shape::line(arc.collect(), stroke));
            line(at(5.0, 1.5), at(3.0, -0.8));
            line(at(5.0, 1.5), at(6.8, -0.8));
        }
        Icon::Retry => {
            let arc = |from: f32, to: f32| {
                let point = |i: usize| {
                    let angle = from + (to - from) * i as f32 / 24.0;
                    c + 5.0 * Vec2::angled(angle)
                };
                (0..=24).map(point).collect::<Vec<_>>()
            };
            let points = arc(-0.4, 4.9);
            let end = points[0];
            painter.add(Shape::line(points, stroke));
            painter.line_segment([end, end + vec2(-4.0, 0.0)], stroke);
            painter.line_segment([end, end + vec2(0.5, -4.0)], stroke);
        }
        Icon::Theme => {
            painter.circle_stroke(c, 5.5, stroke);
            let point = |i: usize| {
                let angle = std::f32::consts::PI * (i as f32 / 16.0 - 0.5);
                c + 5.5 * Vec2::angled(angle)
            };
            let half = (0..=16).map(point).collect();
            painter.add(Shape::convex_polygon(half, stroke.color, Stroke::NONE));
        }
    }
}
