//! C types as far as a call's registers and memory tell them apart.

use std::collections::BTreeMap;

use super::tokens::split;

/// A function's arguments and result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// In order.
    pub arguments: Vec<Type>,
    /// Of C's `void`: none.
    pub result: Option<Type>,
}

/// An argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Such as `i32`; integers by their size alone, so that an enumeration is an `i32`.
    Plain(&'static str),
    /// What it points to, where that is plain; whether it is constant does not count.
    Pointer(Option<&'static str>),
}

impl Type {
    /// Reads a type; `aliases` are the names that stand for another.
    pub fn read(tokens: &[String], aliases: &BTreeMap<String, Vec<String>>) -> Self {
        if tokens[0] == "*" {
            let target = Self::read(&tokens[2..], aliases);
            return Self::Pointer(match target {
                Self::Plain(kind) if kind != "opaque" => Some(kind),
                _ => None,
            });
        }
        let name = tokens.last().expect("a type has a name");
        Self::Plain(match name.as_str() {
            "i32" | "u32" | "c_int" | "c_uint" => "i32",
            "i64" | "u64" | "usize" | "isize" => "i64",
            "i8" | "u8" | "c_char" => "i8",
            "f32" => "f32",
            "f64" => "f64",
            "bool" => "bool",
            _ => match aliases.get(name) {
                Some(meaning) => return Self::read(meaning, aliases),
                None => "opaque",
            },
        })
    }

    /// Whether a call goes right where one side has `self` and the other `other`: two pointers agree unless both say what they point to.
    pub fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Pointer(Some(a)), Self::Pointer(Some(b))) => a == b,
            (Self::Pointer(_), Self::Pointer(_)) => true,
            (Self::Plain("opaque"), _) | (_, Self::Plain("opaque")) => false,
            _ => self == other,
        }
    }
}

impl Signature {
    /// Reads `name: type, …` and the result's type.
    pub fn read(
        arguments: &[String],
        result: &[String],
        aliases: &BTreeMap<String, Vec<String>>,
    ) -> Self {
        let arguments = split(arguments).into_iter().map(|argument| {
            let colon = argument.iter().position(|token| token == ":");
            Type::read(
                &argument[colon.expect("an argument has a type") + 1..],
                aliases,
            )
        });
        Self {
            arguments: arguments.collect(),
            result: (!result.is_empty()).then(|| Type::read(result, aliases)),
        }
    }

    /// Whether they are the same to a caller.
    pub fn agrees(&self, other: &Self) -> bool {
        let results = match (&self.result, &other.result) {
            (Some(a), Some(b)) => a.agrees(b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let mut pairs = self.arguments.iter().zip(&other.arguments);
        results && self.arguments.len() == other.arguments.len() && pairs.all(|(a, b)| a.agrees(b))
    }
}
