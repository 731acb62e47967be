//! Writes a C++ file that asserts, under the headers of CANN, what we declare, and has it compiled.

#[path = "headers.rs"]
mod headers;

use std::collections::HashSet;
use std::fmt::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use headers::{declaration, headers, identifiers, include_folders};
use inkstone_ascend_sys::bindings::{NnOpBase, OpApi, Runtime};

const BINDINGS: &str = include_str!("../../src/bindings.rs");

/// `same<F, G>`: whether two functions have one binary interface. That is so whatever is `const`, which CANN changes between versions.
const SAME: &str = "\
template <class T> struct bare { using type = T; };
template <class T> struct bare<const T> : bare<T> {};
template <class T> struct bare<T *> { using type = typename bare<T>::type *; };
template <class R, class... A> struct bare<R(A...)> { using type = typename bare<R>::type(typename bare<A>::type...); };
template <class F, class G> constexpr bool same = std::is_same<typename bare<F>::type, typename bare<G>::type>::value;
";

/// What was found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many functions the headers declare as we do, or otherwise.
    pub functions: usize,
    /// How many constants and facts of layout were compared.
    pub values: usize,
    /// What differs: the name, and CANN's declaration or the compiler's words.
    pub differs: Vec<(String, String)>,
    /// What the headers do not have.
    pub absent: Vec<String>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, theirs) in &self.differs {
            writeln!(f, "differs: {name}: {theirs}")?;
        }
        for name in &self.absent {
            writeln!(f, "not in these headers: {name}")?;
        }
        writeln!(
            f,
            "{} functions and {} values compared, {} differ; {} names are not in these headers",
            self.functions,
            self.values,
            self.differs.len(),
            self.absent.len()
        )
    }
}

/// Compares our declarations with all headers under `directory`.
///
/// # Errors
/// Where nothing is there to compare, the compiler cannot be run, or the headers do not compile by themselves.
pub fn compare(directory: &Path) -> Result<Outcome, String> {
    let headers = headers(directory)?;
    let known: HashSet<&str> = headers
        .iter()
        .flat_map(|(_, text)| identifiers(text))
        .collect();
    let mut outcome = Outcome::default();
    let mut assertions = Vec::new();
    let functions = Runtime::FUNCTIONS
        .iter()
        .chain(&NnOpBase::FUNCTIONS)
        .chain(&OpApi::FUNCTIONS);
    let mut included = Vec::new();
    for name in functions {
        let declares = |text: &&(PathBuf, String)| declaration(&text.1, name).is_some();
        match headers.iter().find(declares) {
            None => outcome.absent.push((*name).to_owned()),
            Some((path, _)) => {
                if !included.contains(path) {
                    included.push(path.clone());
                }
                outcome.functions += 1;
                let same = format!("same<decltype(ours::{name}), decltype(::{name})>");
                assertions.push(((*name).to_owned(), same));
            }
        }
    }
    if outcome.functions == 0 {
        return Err(format!(
            "{}: no header declares any of our functions",
            directory.display()
        ));
    }
    for (owner, what, condition) in facts() {
        if known.contains(owner.as_str()) {
            outcome.values += 1;
            assertions.push((what, condition));
        } else {
            outcome.absent.push(what);
        }
    }
    let missing_types = types()
        .into_iter()
        .filter(|name| !known.contains(name.as_str()));
    let source = Source::new(&included, missing_types, &assertions);
    for (index, message) in source.compile(&include_folders(&headers))? {
        let name = &assertions[index].0;
        let theirs = headers.iter().find_map(|(_, text)| declaration(text, name));
        outcome
            .differs
            .push((name.clone(), theirs.unwrap_or(message)));
    }
    Ok(outcome)
}

/// Our names of types.
fn types() -> Vec<String> {
    let declared = BINDINGS.lines().filter_map(|line| {
        let rest = line
            .strip_prefix("pub type ")
            .or_else(|| line.strip_prefix("pub struct "))?;
        identifiers(rest).next()
    });
    declared
        .filter(|name| name.starts_with("acl"))
        .map(str::to_owned)
        .collect()
}

/// What we say of constants and structs: the name that must be in the headers, what it is about, and a condition in C++.
fn facts() -> Vec<(String, String, String)> {
    let text = BINDINGS.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut facts = Vec::new();
    for constant in text.split("pub const ACL_").skip(1) {
        let (name, rest) = constant.split_once(':').expect("a constant of bindgen");
        let value = rest
            .split_once("= ")
            .and_then(|(_, rest)| rest.split_once(';'))
            .expect("its value")
            .0;
        let name = format!("ACL_{name}");
        let condition = format!("static_cast<long long>({name}) == {value}");
        facts.push((name.clone(), name, condition));
    }
    // Such as: ["Size of aclX"][::std::mem::size_of::<aclX>() - 8usize];
    for (words, operator) in [("Size of ", "sizeof"), ("Alignment of ", "alignof")] {
        for fact in text.split(words).skip(1) {
            let (name, value) = fact_parts(fact);
            let condition = format!("{operator}(::{name}) == {value}");
            facts.push((name.to_owned(), format!("{words}{name}"), condition));
        }
    }
    for fact in text.split("Offset of field: ").skip(1) {
        let (field, value) = fact_parts(fact);
        let (owner, field) = field.split_once("::").expect("a field of a struct");
        // bindgen adds an underscore to words of Rust.
        let field = field.trim_end_matches('_');
        facts.push((
            owner.to_owned(),
            format!("{owner}.{field}"),
            format!("offsetof(::{owner}, {field}) == {value}"),
        ));
    }
    facts
}

fn fact_parts(fact: &str) -> (&str, &str) {
    let (name, rest) = fact.split_once('"').expect("a fact of bindgen");
    let value = rest
        .split_once("- ")
        .and_then(|(_, rest)| rest.split_once("usize"))
        .expect("its value")
        .0;
    (name, value)
}

/// The C++ file; assertion `n` stands on line `first + n`.
struct Source {
    text: String,
    first: usize,
}

impl Source {
    fn new(
        included: &[PathBuf],
        missing_types: impl Iterator<Item = String>,
        assertions: &[(String, String)],
    ) -> Self {
        let mut text =
            format!("#include <cstddef>\n#include <cstdint>\n#include <type_traits>\n{SAME}");
        included
            .iter()
            .for_each(|path| writeln!(text, "#include \"{}\"", path.display()).unwrap());
        // Our functions over CANN's types. A type that these headers do not have belongs to functions that they do not have either.
        text.push_str("namespace ours {\n");
        missing_types.for_each(|name| writeln!(text, "typedef int {name};").unwrap());
        text.push_str(
            "#define INKSTONE_ASCEND_FUNCTIONS_ONLY\n#include \"inkstone_ascend.h\"\n}\n",
        );
        let first = text.lines().count() + 1;
        assertions.iter().for_each(|(name, condition)| {
            writeln!(text, "static_assert({condition}, \"{name}\");").unwrap()
        });
        Self { text, first }
    }

    /// The assertions that do not hold, with the compiler's words.
    fn compile(&self, folders: &[PathBuf]) -> Result<Vec<(usize, String)>, String> {
        let scratch = tempfile::tempdir().map_err(|e| format!("no temporary folder: {e}"))?;
        let file = scratch.path().join("check.cpp");
        std::fs::write(&file, &self.text).map_err(|e| format!("{}: {e}", file.display()))?;
        let compiler = std::env::var("CXX").unwrap_or_else(|_| "c++".to_owned());
        let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("include");
        let mut command = Command::new(&compiler);
        command
            .args(["-std=c++17", "-fsyntax-only", "-w", "-fmax-errors=0"])
            .arg("-I")
            .arg(&ours);
        folders.iter().for_each(|folder| {
            command.arg("-I").arg(folder);
        });
        let output = command.arg(&file).output();
        let output = output
            .map_err(|e| format!("cannot run {compiler}: {e}\nhint: install g++ or set CXX"))?;
        let messages = String::from_utf8_lossy(&output.stderr);
        let mut failed: Vec<(usize, String)> = Vec::new();
        for line in messages.lines() {
            let Some((place, message)) = line
                .split_once(": error: ")
                .or_else(|| line.split_once(": fatal error: "))
            else {
                continue;
            };
            let own = place.strip_prefix(&format!("{}:", file.display()));
            let number = own.and_then(|rest| rest.split(':').next()?.parse::<usize>().ok());
            match number.and_then(|number| number.checked_sub(self.first)) {
                Some(index) if failed.iter().all(|(known, _)| *known != index) => {
                    failed.push((index, message.to_owned()))
                }
                Some(_) => {}
                None => return Err(format!("the headers do not compile:\n{messages}")),
            }
        }
        if failed.is_empty() && !output.status.success() {
            return Err(format!("{compiler} failed:\n{messages}"));
        }
        Ok(failed)
    }
}
