//! Makes the text of `src/bindings.rs`: the types once, then one struct of function pointers per group of libraries.

use std::fmt::Write;
use std::path::Path;

/// A group of libraries: the struct's name, what it holds, and the functions by regular expression.
const GROUPS: [(&str, &str, &str); 3] = [
    (
        "Runtime",
        "AscendCL: devices, streams, memory, graphs.",
        "acl(rt|mdlRI|sys)\\w+|aclInit|aclFinalize|aclDataTypeSize|aclGet(RecentErrMsg|CannAttribute|DeviceCapability)",
    ),
    (
        "NnOpBase",
        "acl_meta: arguments and executors of operators.",
        "acl(Create|Destroy|Set)\\w+|aclInitTensor|aclGet(View\\w+|StorageShape|Format|DataType|RawTensorAddr)|aclnn(Init|Finalize)",
    ),
    ("OpApi", "aclnn: the operators.", "aclnn[A-Z]\\w*"),
];

const HEAD: &str = "\
//! Made by bindgen from `include/inkstone_ascend.h`; `tests/bindings.rs` compares it and writes it anew. Do not edit.
//!
//! Of what bindgen makes, the methods that call a function are left out, as they panic where the library has no such function: what remains
//! is one field per function, `Ok` where it was found. `FUNCTIONS` and `found` are added, to list what is missing.
";

/// The whole text of `src/bindings.rs` for the header in `package`.
///
/// # Panics
/// If libclang cannot read the header, or a group has no function.
pub fn bindings(package: &Path) -> String {
    let include = package.join("include");
    let header = include.join("inkstone_ascend.h");
    let base = || {
        bindgen::Builder::default()
            .header(header.to_str().expect("a path in UTF-8"))
            .clang_arg(format!("-I{}", include.display()))
            // The same text on every machine: no header of the system has a part in it.
            .clang_args(["--target=x86_64-unknown-linux-gnu", "-ffreestanding"])
            .formatter(bindgen::Formatter::Prettyplease)
            .disable_header_comment()
            .default_enum_style(bindgen::EnumVariation::Consts)
            .prepend_enum_name(false)
            .layout_tests(true)
            .allowlist_recursively(false)
    };
    let types = base()
        .ignore_functions()
        .allowlist_type("acl\\w+")
        .allowlist_var("ACL_\\w+");
    let mut text = String::from(HEAD);
    write!(text, "\n{}", types.generate().expect("the types")).unwrap();
    for (name, about, functions) in GROUPS {
        let group = base()
            .allowlist_function(functions)
            .blocklist_function(if name == "OpApi" {
                "aclnn(Init|Finalize)"
            } else {
                "-"
            })
            .dynamic_library_name(name)
            .dynamic_link_require_all(false)
            .generate()
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        write!(
            text,
            "\n/// {about}\n{}",
            without_calls(&group.to_string(), name)
        )
        .unwrap();
    }
    text
}

/// bindgen's struct with one constructor, without the methods that call a function, and with a list of its functions.
fn without_calls(generated: &str, name: &str) -> String {
    let mut text = String::new();
    let mut functions = Vec::new();
    let mut in_struct = false;
    let mut in_call = false;
    for line in generated.lines() {
        if line.starts_with("pub struct") {
            in_struct = true;
        } else if line == "}" {
            in_struct = false;
        }
        let field = line
            .strip_prefix("    pub ")
            .and_then(|rest| rest.split_once(':'));
        if let (true, Some((field, _))) = (in_struct, field) {
            functions.push(field.to_owned());
        }
        let method = line.strip_prefix("    pub unsafe fn ");
        if method.is_some_and(|rest| !rest.starts_with("from_library<")) {
            in_call = true;
        }
        if !in_call {
            text.push_str(line);
            text.push('\n');
        }
        if line == "    }" {
            in_call = false;
        }
    }
    assert!(!functions.is_empty(), "{name} has no function");
    writeln!(text, "impl {name} {{").unwrap();
    writeln!(text, "    /// The names of its functions.").unwrap();
    writeln!(
        text,
        "    pub const FUNCTIONS: [&'static str; {}] = [",
        functions.len()
    )
    .unwrap();
    functions
        .iter()
        .for_each(|f| writeln!(text, "        \"{f}\",").unwrap());
    writeln!(text, "    ];").unwrap();
    writeln!(
        text,
        "    /// Which of `FUNCTIONS` the library has, in their order."
    )
    .unwrap();
    writeln!(
        text,
        "    pub fn found(&self) -> [bool; {}] {{",
        functions.len()
    )
    .unwrap();
    writeln!(text, "        [").unwrap();
    functions
        .iter()
        .for_each(|f| writeln!(text, "            self.{f}.is_ok(),").unwrap());
    writeln!(text, "        ]\n    }}\n}}").unwrap();
    text
}
