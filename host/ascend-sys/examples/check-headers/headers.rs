//! Headers of CANN as text: finding them, and what they declare.

use std::path::{Path, PathBuf};

/// The headers under `directory`, with comments left out. `level2` of CANN 8.1 has most a second time: they come last.
pub fn headers(directory: &Path) -> Result<Vec<(PathBuf, String)>, String> {
    let mut found = Vec::new();
    let mut folders = vec![directory.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries =
            std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        for entry in entries {
            let path = entry
                .map_err(|e| format!("{}: {e}", folder.display()))?
                .path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "h") {
                let text = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
                let absolute =
                    std::path::absolute(&path).map_err(|e| format!("{}: {e}", path.display()))?;
                found.push((absolute, without_comments(&String::from_utf8_lossy(&text))));
            }
        }
    }
    found.sort_by_key(|(path, _)| {
        (
            path.parent()
                .is_some_and(|folder| folder.ends_with("level2")),
            path.clone(),
        )
    });
    Ok(found)
}

fn without_comments(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::with_capacity(text.len());
    while let Some(start) = rest.find("/*").into_iter().chain(rest.find("//")).min() {
        plain.push_str(&rest[..start]);
        plain.push(' ');
        let (end, past) = if rest[start..].starts_with("/*") {
            ("*/", 2)
        } else {
            ("\n", 0)
        };
        let after = rest[start + 2..].find(end).map(|at| start + 2 + at + past);
        rest = after.map_or("", |at| &rest[at..]);
    }
    plain.push_str(rest);
    plain
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The words of C in `text`.
pub fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_word(c)).filter(|word| !word.is_empty())
}

/// The prototype of `name` in `text`, on one line.
pub fn declaration(text: &str, name: &str) -> Option<String> {
    text.match_indices(name).find_map(|(at, _)| {
        let after = text[at + name.len()..].trim_start();
        if text[..at].ends_with(is_word) || !after.starts_with('(') {
            return None;
        }
        let before = &text[..at];
        // A prototype begins behind the last one, or behind the line of a directive.
        let directive = before
            .rfind('#')
            .map(|hash| before[hash..].find('\n').map_or(at, |line| hash + line));
        let statement = before.rfind([';', '{', '}']).map(|end| end + 1);
        let start = directive.into_iter().chain(statement).max().unwrap_or(0);
        let end = at + text[at..].find(';')? + 1;
        Some(
            text[start..end]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        )
    })
}

/// Folders that `#include` may start from.
pub fn include_folders(headers: &[(PathBuf, String)]) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for (path, _) in headers {
        let own = path.parent().map(Path::to_owned);
        // `#include "acl/acl.h"`, `"aclnn/acl_meta.h"`.
        let above = own.as_deref().and_then(Path::parent).map(Path::to_owned);
        for folder in own.into_iter().chain(above) {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
    }
    folders
}
