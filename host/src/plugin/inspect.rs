//! What a file is, told without compiling it: a component of which kind, for which version of the contract.

use std::panic::{AssertUnwindSafe, catch_unwind};

use semver::Version;
use wit_parser::{Resolve, WorldId};

use super::error::Reason;
use super::kind::Kind;

/// The version of `ocr:plugins` that this host serves.
pub const CONTRACT: &str = "0.1.0";

/// What a component exports and imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interfaces {
    /// The kind that its exports make it.
    pub kind: Kind,
    /// The version of `ocr:plugins` that it was built for.
    pub contract: String,
    /// What it asks for, by name.
    pub imports: Vec<String>,
}

/// Reads what a component exports and imports.
///
/// # Errors
/// When the bytes are no component, are damaged, or export something else than one kind of plugin. The text says what to do.
pub fn inspect(bytes: &[u8]) -> Result<Interfaces, Reason> {
    let not = |text: &str| Err(Reason::NotAComponent(text.to_owned()));
    match bytes {
        [b'\0', b'a', b's', b'm', 1, 0, 0, 0, ..] => {
            return not(
                "this is a WebAssembly module, not a component; build it for wasm32-wasip2, or make a component of it with wasm-component-ld or `jco new`",
            );
        }
        [b'\0', b'a', b's', b'm', ..] => {}
        _ => return not("this is no WebAssembly file"),
    }
    if let Err(error) = wasmparser::validate(bytes) {
        return not(&format!("the component is damaged: {error}"));
    }
    // The decoder was made for components of its own toolchain; a valid but odd one may trip it up.
    let decoded = catch_unwind(AssertUnwindSafe(|| wit_component::decode(bytes)));
    let decoded = match decoded {
        Ok(Ok(decoded)) => decoded,
        Ok(Err(error)) => return not(&format!("its interfaces cannot be read: {error:#}")),
        Err(_) => return not("its interfaces cannot be read"),
    };
    match &decoded {
        wit_component::DecodedWasm::WitPackage(..) => {
            not("this is a WIT package, not a component that does something")
        }
        wit_component::DecodedWasm::Component(resolve, world) => of_world(resolve, *world),
    }
}

fn of_world(resolve: &Resolve, world: WorldId) -> Result<Interfaces, Reason> {
    let world = &resolve.worlds[world];
    let exports: Vec<String> = world
        .exports
        .keys()
        .map(|key| resolve.name_world_key(key))
        .collect();
    let imports = world
        .imports
        .keys()
        .map(|key| resolve.name_world_key(key))
        .collect();
    let (kind, contract) = kind_of(&exports).map_err(Reason::NotAPlugin)?;
    Ok(Interfaces {
        kind,
        contract,
        imports,
    })
}

/// Decides by the names of a component's exports, such as `ocr:plugins/info@0.1.0`.
fn kind_of(exports: &[String]) -> Result<(Kind, String), String> {
    let ours: Version = CONTRACT.parse().map_err(|e| format!("{CONTRACT}: {e}"))?;
    let mut kinds = Vec::new();
    let mut info = None;
    let mut others = Vec::new();
    for name in exports {
        let Some((interface, version)) = name
            .strip_prefix("ocr:plugins/")
            .and_then(|rest| rest.split_once('@'))
        else {
            // A name without a package is a hook of the tool that made the component: `init`, `exports`.
            if name.contains(':') {
                others.push(name);
            }
            continue;
        };
        let version: Version = version
            .parse()
            .map_err(|error| format!("exports {name}, whose version is none: {error}"))?;
        if (version.major, version.minor) != (ours.major, ours.minor) {
            return Err(format!(
                "was built for ocr:plugins@{version}; this host takes {}.{}.x",
                ours.major, ours.minor
            ));
        }
        let newer = version > ours;
        match Kind::ALL
            .into_iter()
            .find(|kind| kind.interface() == interface)
        {
            Some(kind) => kinds.push((kind, version)),
            None if interface == "info" => info = Some(version),
            // A later version of the contract may have interfaces that this host does not know, and need not.
            None if newer => {}
            None => others.push(name),
        }
    }
    if kinds.is_empty() && info.is_none() {
        return Err(match exports {
            [] => {
                "exports nothing; a plugin exports ocr:plugins/info and one of ocr:plugins' kinds"
                    .into()
            }
            all => format!(
                "is no plugin: it exports {}, and nothing of ocr:plugins",
                all.join(", ")
            ),
        });
    }
    if let Some(other) = others.first() {
        return Err(format!(
            "exports {other}, which ocr:plugins@{CONTRACT} does not declare"
        ));
    }
    if info.is_none() {
        return Err("does not export ocr:plugins/info".into());
    }
    match kinds.as_slice() {
        [(kind, version)] => Ok((*kind, version.to_string())),
        [] => Err(format!(
            "exports ocr:plugins/info alone; it also has to export one of {}",
            Kind::ALL.map(Kind::interface).join(", ")
        )),
        many => {
            let names: Vec<&str> = many.iter().map(|(kind, _)| kind.interface()).collect();
            Err(format!(
                "exports {}; a plugin is of one kind",
                names.join(" and ")
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(exports: &[&str]) -> Result<(Kind, String), String> {
        let exports: Vec<String> = exports.iter().map(|e| (*e).to_owned()).collect();
        kind_of(&exports)
    }

    #[test]
    fn exports_decide_the_kind() {
        assert_eq!(
            kind(&["ocr:plugins/info@0.1.0", "ocr:plugins/text-metric@0.1.0"]),
            Ok((Kind::TextMetric, "0.1.0".into()))
        );
        let told = |exports: &[&str]| kind(exports).unwrap_err();
        assert!(told(&[]).contains("exports nothing"));
        assert!(told(&["wasi:cli/run@0.2.0"]).contains("nothing of ocr:plugins"));
        assert!(told(&["ocr:plugins/info@0.1.0"]).contains("alone"));
        assert!(told(&["ocr:plugins/text-metric@0.1.0"]).contains("does not export"));
        assert!(told(&["ocr:plugins/info@0.2.0"]).contains("built for ocr:plugins@0.2.0"));
        let two = [
            "ocr:plugins/info@0.1.0",
            "ocr:plugins/text-metric@0.1.0",
            "ocr:plugins/tensor-metric@0.1.0",
        ];
        assert!(told(&two).contains("of one kind"));
        for odd in ["ocr:plugins/telepathy@0.1.0", "my:own/thing@1.0.0"] {
            let exports = [
                "ocr:plugins/info@0.1.0",
                "ocr:plugins/text-metric@0.1.0",
                odd,
            ];
            assert!(told(&exports).contains(odd) && told(&exports).contains("does not declare"));
        }
    }

    #[test]
    fn hooks_of_other_languages_tools_are_left_aside() {
        let exports = [
            "exports",
            "init",
            "ocr:plugins/info@0.1.0",
            "ocr:plugins/text-metric@0.1.0",
        ];
        assert_eq!(kind(&exports), Ok((Kind::TextMetric, "0.1.0".into())));
    }

    #[test]
    fn interfaces_of_a_later_minor_version_are_left_aside() {
        let exports = [
            "ocr:plugins/info@0.1.1",
            "ocr:plugins/text-metric@0.1.1",
            "ocr:plugins/telepathy@0.1.1",
        ];
        assert_eq!(kind(&exports), Ok((Kind::TextMetric, "0.1.1".into())));
    }

    #[test]
    fn what_is_no_component_is_told_apart() {
        let told = |bytes: &[u8]| inspect(bytes).unwrap_err().to_string();
        assert!(told(b"").contains("no WebAssembly"));
        assert!(told(b"\x7fELF").contains("no WebAssembly"));
        assert!(told(b"\0asm\x01\0\0\0").contains("module"));
        assert!(told(b"\0asm\x0d\0\x01\0\xff\xff").contains("damaged"));
        assert!(told(b"\0asm\x0d\0\x01\0").contains("exports nothing"));
    }
}
