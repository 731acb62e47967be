//! What both sides declare: the host's generated bindings, and the simulator's sources.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cann_sim::install::built;

use super::tokens::{close, tokens};
use super::types::{Signature, Type};

/// Signatures by the functions' names.
pub type Functions = BTreeMap<String, Signature>;
type Aliases = BTreeMap<String, Vec<String>>;

/// The functions of the structs in the host's bindings: `pub name: Result<unsafe extern "C" fn(…) -> …, …>`.
pub fn host() -> Functions {
    let path = package().join("../../host/ascend-sys/src/bindings.rs");
    let tokens = tokens(&read(&path));
    let aliases = aliases(&tokens);
    let mut functions = Functions::new();
    for at in 0..tokens.len() {
        let field = ["unsafe", "extern", "\"", "fn", "("];
        if at >= 4
            && tokens[at..].starts_with(&field.map(str::to_owned))
            && tokens[at - 2] == "Result"
        {
            let end = close(&tokens, at + 4);
            let result = if tokens[end + 1] == "->" {
                let stop = tokens[end..]
                    .iter()
                    .position(|token| token == ",")
                    .expect("an error type follows");
                &tokens[end + 2..end + stop]
            } else {
                &[]
            };
            let signature = Signature::read(&tokens[at + 5..end], result, &aliases);
            functions.insert(tokens[at - 4].clone(), signature);
        }
    }
    functions
}

/// The functions of the simulator: those of its sources that `api!` declares or that stand alone, and the operators.
pub fn simulator() -> Functions {
    let source = package().join("src");
    let aliases = aliases(&tokens(&read(&source.join("abi.rs"))));
    let mut functions = operators(&kinds(&source, &aliases));
    for path in files(&source) {
        let tokens = tokens(&read(&path));
        for at in 2..tokens.len() {
            let single =
                tokens[at - 1] == "\"" && tokens[at - 2] == "extern" && tokens[at - 3] == "pub";
            let needs = ["Nothing", "Init", "Context", "Release"];
            if tokens[at] == "fn"
                && (single || needs.contains(&tokens[at - 1].as_str()))
                && tokens[at + 1] != "$"
            {
                let (name, signature) = function(&tokens[at + 1..], single, &aliases);
                functions.insert(name, signature);
            }
        }
    }
    functions
}

/// `name(arguments) -> result {`, where only what is declared `single` tells its result: the others give an error number.
fn function(tokens: &[String], single: bool, aliases: &Aliases) -> (String, Signature) {
    let end = close(tokens, 1);
    let error = ["i32".to_owned()];
    let body = tokens[end..]
        .iter()
        .position(|token| token == "{")
        .expect("a body follows");
    let result = match (single, tokens[end + 1].as_str()) {
        (false, _) => &error[..],
        (true, "->") => &tokens[end + 2..end + body],
        (true, _) => &[],
    };
    (
        tokens[0].clone(),
        Signature::read(&tokens[2..end], result, aliases),
    )
}

/// Both phases of each operator that the library names: `cann-sim operator: Name Kind …`, as `aclnn!` leaves it there.
fn operators(kinds: &BTreeMap<String, Type>) -> Functions {
    let library = std::fs::read(built().unwrap()).unwrap();
    let library = String::from_utf8_lossy(&library);
    let pointer = Type::Pointer(None);
    let result = Some(Type::Plain("i32"));
    let mut functions = Functions::new();
    for text in library.split("cann-sim operator: ").skip(1) {
        let mut words = text.lines().next().unwrap_or_default().split(' ');
        let name = words.next().unwrap_or_default();
        let kind = |kind: &str| {
            kinds
                .get(kind)
                .cloned()
                .unwrap_or_else(|| panic!("aclnn{name}: no kind is called {kind}"))
        };
        let mut arguments: Vec<Type> = words.map(kind).collect();
        arguments.extend([Type::Pointer(Some("i64")), pointer.clone()]);
        let result = result.clone();
        functions.insert(
            format!("aclnn{name}GetWorkspaceSize"),
            Signature {
                arguments,
                result: result.clone(),
            },
        );
        let arguments = vec![
            pointer.clone(),
            Type::Plain("i64"),
            pointer.clone(),
            pointer.clone(),
        ];
        functions.insert(format!("aclnn{name}"), Signature { arguments, result });
    }
    functions
}

/// The C types of the kinds of arguments in `op/args.rs`: `impl Arg for Kind { type C = …;`, `Kind is type;` in `plain!`, and pointers
/// where a macro makes several kinds.
fn kinds(source: &Path, aliases: &Aliases) -> BTreeMap<String, Type> {
    let tokens = tokens(&read(&source.join("op/args.rs")));
    let mut kinds = BTreeMap::new();
    for at in 0..tokens.len().saturating_sub(8) {
        let word = |offset: usize| tokens[at + offset].as_str();
        if word(0) == "Arg" && word(1) == "for" && word(2) != "$" {
            let end = tokens[at..]
                .iter()
                .position(|token| token == ";")
                .expect("its C type ends");
            kinds.insert(
                word(2).to_owned(),
                Type::read(&tokens[at + 7..at + end], aliases),
            );
        }
        if word(1) == "is" && word(3) == ";" {
            kinds.insert(
                word(0).to_owned(),
                Type::read(&tokens[at + 2..at + 3], aliases),
            );
        }
        let pointer = |name: &str| (name.to_owned(), Type::Pointer(None));
        if ["gives", "registers"].contains(&word(1)) && word(0) != "$" {
            kinds.extend([pointer(word(0))]);
        }
        if word(1) == "," && word(3) == "give" {
            kinds.extend([pointer(word(0)), pointer(word(2))]);
        }
    }
    kinds
}

/// `type Name = …;`, and structs, which are opaque.
fn aliases(tokens: &[String]) -> Aliases {
    let mut aliases = Aliases::new();
    for at in 0..tokens.len().saturating_sub(2) {
        if tokens[at] == "type" && tokens[at + 2] == "=" {
            let end = tokens[at..]
                .iter()
                .position(|token| token == ";")
                .expect("an alias ends");
            aliases.insert(tokens[at + 1].clone(), tokens[at + 3..at + end].to_vec());
        }
    }
    aliases
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// This package's folder.
pub fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
