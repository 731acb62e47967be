//! The files that were opened last, newest first. Plain data, to be stored as it is.

use std::path::PathBuf;

/// How many are remembered.
const MOST: usize = 12;

/// Remembers files or folders that were opened, by paths that mean the same wherever the window is started next.
pub fn remember(recent: &mut Vec<PathBuf>, opened: &[PathBuf]) {
    for path in opened.iter().rev() {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        recent.retain(|known| *known != path);
        recent.insert(0, path);
    }
    recent.truncate(MOST);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_come_first_and_each_once() {
        let path = |name: &str| std::path::absolute(name).expect("a path");
        let mut recent = Vec::new();
        remember(&mut recent, &[path("a"), path("b")]);
        remember(&mut recent, &[path("c"), path("b")]);
        assert_eq!(recent, [path("c"), path("b"), path("a")]);
        let many: Vec<_> = (0..20).map(|i| path(&i.to_string())).collect();
        remember(&mut recent, &many);
        assert_eq!(recent.len(), MOST);
        assert_eq!(recent[0], path("0"));
    }
}
