//! Which fonts to take for characters that are missing.

use std::cmp::Reverse;

use fontdb::{FaceInfo, ID, Stretch, Style, Weight};

/// Families that systems themselves fall back to, and the names that such families begin with, best first. They cover much, are drawn
/// for the screen, and go with the bundled Noto Sans.
const USUAL: &[&str] = &[
    "Noto Sans",
    "Segoe UI",
    "Leelawadee UI",
    "Nirmala UI",
    "Malgun Gothic",
    "Yu Gothic",
    "Microsoft",
    "Apple SD Gothic Neo",
    "Hiragino Sans",
    "Geeza Pro",
    "Thonburi",
    "Kohinoor",
    "Arial",
    "Tahoma",
    "DejaVu Sans",
    "Liberation Sans",
    "FreeSans",
];

/// Parts of the names of families that have a picture of a code point, or nothing, for every character.
const PLACEHOLDERS: &[&str] = &["lastresort", "adobeblank", "bmpfallback"];

/// How far a face is from an upright sans-serif one of regular weight: less is better.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// Slanted, light, bold, narrow or wide.
    altered: bool,
    /// Its place among the usual families, or behind them.
    family: usize,
    /// Neither called a sans-serif nor a gothic.
    other: bool,
    monospaced: bool,
    name: String,
}

/// The rank of a face; none of one that only stands for others.
pub fn rank(face: &FaceInfo) -> Option<Rank> {
    let name = face.families.first().map_or("", |(name, _)| name);
    let joined: String = name.to_lowercase().split_whitespace().collect();
    if PLACEHOLDERS.iter().any(|part| joined.contains(part)) {
        return None;
    }
    let usual = USUAL.iter().position(|usual| name.starts_with(usual));
    Some(Rank {
        altered: face.style != Style::Normal
            || face.weight != Weight::NORMAL
            || face.stretch != Stretch::Normal,
        family: usual.unwrap_or(USUAL.len()),
        other: !["sans", "gothic"].iter().any(|part| joined.contains(part)),
        monospaced: face.monospaced,
        name: name.to_owned(),
    })
}

/// A face that has some of what is missing.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Stands for it.
    pub id: ID,
    /// How well it goes with the others.
    pub rank: Rank,
    /// The missing characters that it has.
    pub covers: Vec<char>,
}

/// Takes, for one missing character after the other, the best face that has it and that `load` takes; of two as good, the one with more
/// of what is missing. What no face has is passed over.
pub fn choose(
    missing: &[char],
    mut candidates: Vec<Candidate>,
    load: &mut dyn FnMut(&Candidate) -> bool,
) {
    candidates
        .sort_by_cached_key(|candidate| (candidate.rank.clone(), Reverse(candidate.covers.len())));
    let mut left = missing.to_vec();
    while let Some(&character) = left.first() {
        let of_character = |candidate: &&Candidate| candidate.covers.contains(&character);
        let taken = candidates
            .iter()
            .filter(of_character)
            .find(|candidate| load(candidate));
        let covers = taken.map_or(&[][..], |taken| &taken.covers);
        left.retain(|other| *other != character && !covers.contains(other));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(name: &str, altered: bool, covers: &str) -> Candidate {
        let face = FaceInfo {
            id: ID::dummy(),
            source: fontdb::Source::File(name.into()),
            index: 0,
            families: vec![(name.into(), fontdb::Language::English_UnitedStates)],
            post_script_name: name.into(),
            style: Style::Normal,
            weight: if altered {
                Weight::BOLD
            } else {
                Weight::NORMAL
            },
            stretch: Stretch::Normal,
            monospaced: false,
        };
        Candidate {
            id: face.id,
            rank: rank(&face).expect("a font"),
            covers: covers.chars().collect(),
        }
    }

    fn chosen(missing: &str, candidates: Vec<Candidate>, refused: &str) -> Vec<String> {
        let mut taken = Vec::new();
        let missing: Vec<char> = missing.chars().collect();
        choose(&missing, candidates, &mut |candidate| {
            let name = candidate.rank.name.clone();
            let takes = name != refused;
            if takes {
                taken.push(name);
            }
            takes
        });
        taken
    }

    #[test]
    fn a_usual_upright_face_is_taken_for_each_script() {
        let fonts = || {
            vec![
                candidate("Fancy", false, "กขع"),
                candidate("Noto Sans Thai", true, "กข"),
                candidate("Noto Sans Thai Looped", false, "ก"),
                candidate("Noto Sans Thai", false, "กข"),
                candidate("Some Sans", false, "ع"),
            ]
        };
        assert_eq!(chosen("กعข", fonts(), ""), ["Noto Sans Thai", "Some Sans"]);
        // What cannot be loaded gives way to the next best.
        assert_eq!(
            chosen("กع", fonts(), "Noto Sans Thai"),
            ["Noto Sans Thai Looped", "Some Sans"]
        );
        assert!(chosen("あ", fonts(), "").is_empty());
    }

    #[test]
    fn faces_that_only_stand_for_others_are_passed_over() {
        let mut face = FaceInfo {
            id: ID::dummy(),
            source: fontdb::Source::File("x".into()),
            index: 0,
            families: vec![(".LastResort".into(), fontdb::Language::English_UnitedStates)],
            post_script_name: "LastResort".into(),
            style: Style::Normal,
            weight: Weight::NORMAL,
            stretch: Stretch::Normal,
            monospaced: false,
        };
        assert_eq!(rank(&face), None);
        face.families[0].0 = "Last Train".into();
        assert!(rank(&face).is_some());
    }
}
