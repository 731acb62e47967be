//! Looking for fonts among those of the system.

use std::sync::Arc;

use ab_glyph::{Font, FontRef};
use eframe::egui::{FontData, FontFamily, FontInsert, FontPriority, InsertFontFamily};
pub use fontdb::Database;
use fontdb::{FaceInfo, ID, Source};

use super::choice::{Candidate, choose, rank};

/// How many bytes of font files are kept at most: room for a few large ones, as those of Chinese, Japanese and Korean, or for dozens of
/// others. A font that would take more is passed over.
const MOST_BYTES: u64 = 96 << 20;

/// The fonts of the system and of its user.
pub fn of_system() -> Database {
    let mut database = Database::new();
    database.load_system_fonts();
    database
}

/// What there is, and how much of it was taken.
pub struct Search {
    database: Database,
    taken: Vec<ID>,
    room: u64,
}

impl Search {
    /// A search among some fonts.
    pub fn new(database: Database) -> Self {
        Self {
            database,
            taken: Vec::new(),
            room: MOST_BYTES,
        }
    }

    /// Further fonts that have the characters, as many as are needed; none for those that no font has.
    pub fn find(&mut self, missing: &[char]) -> Vec<FontInsert> {
        let mut missing = missing.to_vec();
        // Fonts that were found meanwhile may have what was missing.
        for id in &self.taken {
            let covered = self.covered_by(*id, &missing);
            missing.retain(|character| !covered.contains(character));
        }
        if missing.is_empty() {
            return Vec::new();
        }
        let faces = self.database.faces();
        let candidates = faces.filter_map(|face| self.candidate(face, &missing));
        let candidates: Vec<Candidate> = candidates.collect();
        let mut found = Vec::new();
        choose(&missing, candidates, &mut |candidate| {
            let font = self.load(candidate.id);
            let loaded = font.is_some();
            found.extend(font);
            loaded
        });
        found
    }

    fn covered_by(&self, id: ID, characters: &[char]) -> Vec<char> {
        let covered = |data: &[u8], index| covered(data, index, characters);
        let of_face = self.database.with_face_data(id, covered);
        of_face.unwrap_or_default()
    }

    fn candidate(&self, face: &FaceInfo, missing: &[char]) -> Option<Candidate> {
        let rank = rank(face)?;
        let covers = self.covered_by(face.id, missing);
        (!covers.is_empty()).then_some(Candidate {
            id: face.id,
            rank,
            covers,
        })
    }

    /// Reads a face into memory, where there is room for its file.
    fn load(&mut self, id: ID) -> Option<FontInsert> {
        let face = self.database.face(id)?;
        let path = match &face.source {
            Source::File(path) | Source::SharedFile(path, _) => path,
            Source::Binary(_) => return None,
        };
        let size = std::fs::metadata(path).ok()?.len();
        let room = self.room.checked_sub(size)?;
        let data = std::fs::read(path).ok()?;
        let name = format!("{}#{}", path.display(), face.index);
        let families = [FontFamily::Proportional, FontFamily::Monospace];
        let font = FontInsert::new(
            &name,
            FontData::from_blob(Arc::new(data), face.index),
            families
                .map(|family| InsertFontFamily {
                    family,
                    priority: FontPriority::Lowest,
                })
                .into(),
        );
        self.room = room;
        self.taken.push(id);
        Some(font)
    }
}

/// The characters that a face draws, by its table of characters (cmap); one whose glyph has no outline is not drawn.
fn covered(data: &[u8], index: u32, characters: &[char]) -> Vec<char> {
    let Ok(font) = FontRef::try_from_slice_and_index(data, index) else {
        return Vec::new();
    };
    let draws = |character: &char| {
        let glyph = font.glyph_id(*character);
        glyph.0 != 0 && font.outline(glyph).is_some()
    };
    characters.iter().copied().filter(draws).collect()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::path::Path;

    use super::*;

    fn names(fonts: &[FontInsert]) -> Vec<&str> {
        let names = fonts.iter().map(|font| Path::new(&font.name));
        let names = names.map(|path| path.file_name().and_then(OsStr::to_str));
        names.map(Option::unwrap_or_default).collect()
    }

    #[test]
    fn fonts_are_chosen_by_what_they_cover_and_there_is_room_for() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../host/assets/fonts");
        let mut database = Database::new();
        database.load_fonts_dir(&folder);
        let search = || Search::new(database.clone());
        assert_eq!(names(&search().find(&['中'])), ["NotoSansSC-Subset.otf#0"]);
        assert_eq!(names(&search().find(&['α'])).len(), 1);
        // One that has both is taken once.
        assert_eq!(names(&search().find(&['中', '文', 'α'])).len(), 1);
        // Nor is it taken again for what is missed later.
        let mut after = search();
        assert_eq!(after.find(&['中']).len(), 1);
        assert!(after.find(&['文']).is_empty());
        assert!(search().find(&['ก', '\u{10FFFD}']).is_empty());
        let mut full = search();
        full.room = 1000;
        assert!(full.find(&['中']).is_empty());
    }
}
