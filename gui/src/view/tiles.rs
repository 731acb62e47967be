//! Pages with more pixels than their picture on the graphics card: what is looked at closely is shown in tiles of full size.

use std::collections::HashMap;

use eframe::egui::{Painter, Rect, TextureHandle, Vec2, pos2, vec2};

/// Side of a tile, in pixels of the page.
pub const TILE: u32 = 1024;
/// How many tiles are kept: 4 MiB each on the graphics card.
const MOST: usize = 48;

/// A tile's column and row.
pub type TileId = (u32, u32);

/// The tiles of a page; none for those that were asked for and are not there yet.
#[derive(Default)]
pub struct Tiles {
    known: HashMap<TileId, Option<TextureHandle>>,
    /// Tiles that are missed.
    pub wanted: Vec<TileId>,
}

impl Tiles {
    /// Takes up a tile.
    pub fn insert(&mut self, id: TileId, texture: Option<TextureHandle>) {
        self.known.insert(id, texture);
    }

    /// How many tiles are there.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.known.values().flatten().count()
    }

    /// Paints the tiles that lie in `view`, of a page of `size` pixels that lies at `place`, and remembers those that are missed.
    pub fn paint(&mut self, painter: &Painter, view: Rect, place: Rect, size: Vec2) {
        let visible = visible(view, place, size);
        if self.known.len() + visible.len() > MOST {
            self.known.retain(|id, _| visible.contains(id));
        }
        let scale = place.width() / size.x;
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        for id in visible {
            match self.known.get(&id) {
                Some(Some(texture)) => {
                    let corner = vec2(id.0 as f32, id.1 as f32) * TILE as f32;
                    let min = place.min + corner * scale;
                    let rect = Rect::from_min_size(min, texture.size_vec2() * scale);
                    let white = eframe::egui::Color32::WHITE;
                    painter.image(texture.id(), rect, whole, white);
                }
                Some(None) => {}
                None => {
                    self.known.insert(id, None);
                    self.wanted.push(id);
                }
            }
        }
    }
}

/// The tiles that lie in a view, row by row.
fn visible(view: Rect, place: Rect, size: Vec2) -> Vec<TileId> {
    let seen = view.intersect(place);
    if !seen.is_positive() {
        return Vec::new();
    }
    let scale = size.x / place.width();
    let from = (seen.min - place.min) * scale;
    let to = ((seen.max - place.min) * scale).min(size - Vec2::splat(0.5));
    let tile = |pixel: f32| (pixel.max(0.0) / TILE as f32) as u32;
    let (left, right) = (tile(from.x), tile(to.x));
    let (top, bottom) = (tile(from.y), tile(to.y));
    let rows = (top..=bottom).flat_map(|y| (left..=right).map(move |x| (x, y)));
    rows.take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tiles_in_sight_are_those_under_the_view() {
        let size = vec2(9000.0, 300.0);
        let whole = Rect::from_min_size(pos2(0.0, 0.0), size);
        let all = visible(whole, whole, size);
        assert_eq!(all.len(), 9);
        let view = Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 400.0));
        // At twice the size, shifted to the left by 4000 points: pixels 2000 to 2200.
        let place = Rect::from_min_size(pos2(-4000.0, 10.0), size * 2.0);
        assert_eq!(visible(view, place, size), [(1, 0), (2, 0)]);
        let away = place.translate(vec2(0.0, 5000.0));
        assert!(visible(view, away, size).is_empty());
    }
}
