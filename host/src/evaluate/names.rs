//! Names of files in reports.

use std::path::{Component, Path};

/// Names files by as little of the ends of their paths as tells them apart, with `/` on every system: a file whose name no other one has
/// goes by that alone. Only a path that is given twice has the same name twice.
pub fn distinct_names(paths: &[&Path]) -> Vec<String> {
    let parts: Vec<Vec<String>> = paths.iter().map(|path| parts(path)).collect();
    let name = |own: &Vec<String>| {
        let others = parts.iter().filter(|other| *other != own);
        let shared = others.map(|other| {
            let pairs = own.iter().rev().zip(other.iter().rev());
            pairs.take_while(|(a, b)| a == b).count()
        });
        let taken = shared.max().unwrap_or(0) + 1;
        own[own.len().saturating_sub(taken)..].join("/")
    };
    parts.iter().map(name).collect()
}

fn parts(path: &Path) -> Vec<String> {
    let parts = path.components().filter_map(|part| match part {
        Component::RootDir => None,
        part => Some(part.as_os_str().to_string_lossy().into_owned()),
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_short_as_tells_them_apart() {
        let names = |paths: &[&str]| {
            let paths: Vec<&Path> = paths.iter().map(Path::new).collect();
            distinct_names(&paths)
        };
        assert_eq!(names(&["/in/a.png"]), ["a.png"]);
        assert_eq!(names(&["in/a.png", "in/b.png"]), ["a.png", "b.png"]);
        assert_eq!(
            names(&["d1/a.png", "d2/a.png", "d2/b.png"]),
            ["d1/a.png", "d2/a.png", "b.png"]
        );
        assert_eq!(
            names(&["x/p/q/a.png", "y/p/q/a.png", "y/r/a.png"]),
            ["x/p/q/a.png", "y/p/q/a.png", "r/a.png"]
        );
        assert_eq!(
            names(&["a.png", "d/a.png", "/e/d/a.png"]),
            ["a.png", "d/a.png", "e/d/a.png"]
        );
        assert_eq!(names(&["d/a.png", "d/a.png"]), ["a.png", "a.png"]);
    }
}
