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
    /// A disc, half of it dark.
    Theme,
    /// A broom's stroke: lines that get shorter.
    Clear,
    /// A bell.
    Bell,
    /// Three lines.
    Menu,
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
        Icon::Clear => {
            line(vec2(-6.0, -4.0), vec2(6.0, -4.0));
            line(vec2(-6.0, 0.0), vec2(2.0, 0.0));
            line(vec2(-6.0, 4.0), vec2(-2.0, 4.0));
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
