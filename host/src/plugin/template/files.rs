//! The files that a new project is made of, as the program carries them.

use super::{Kind, Language};

/// A file with placeholders: its path in the project, its text.
pub(super) type Template = (&'static str, &'static str);

/// A file that is copied as it is: its folder in the project, its path there, its bytes.
pub(super) type Copy = (&'static str, &'static str, &'static [u8]);

macro_rules! templates {
    ($folder:literal: $($path:literal from $file:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../../../plugins/templates/", $folder, "/", $file)))),*]
    };
}

macro_rules! copies {
    ($to:literal from $folder:literal: $($path:literal),* $(,)?) => {
        [$(($to, $path, include_bytes!(concat!("../../../../", $folder, "/", $path)) as &[u8])),*]
    };
}

/// What is written for the name and the kind.
pub(super) fn templates(language: Language, kind: Kind) -> Vec<Template> {
    match language {
        Language::Rust => rust(kind),
        Language::Python => python(kind),
        Language::JavaScript => javascript(kind),
        Language::C => c(kind),
    }
}

/// What is the same in every project of this language and kind: the interface, and the SDK or what stands for it.
pub(super) fn copies(language: Language, kind: Kind) -> Vec<Copy> {
    let mut files = copies!["wit/0.1.0" from "wit/0.1.0": "metrics.wit", "processors.wit", "types.wit", "worlds.wit"].to_vec();
    match language {
        Language::Rust => files.extend(sdk()),
        Language::C => files.extend(c_bindings(kind)),
        Language::Python | Language::JavaScript => {}
    }
    files
}

/// The SDK as a crate of its own; its sources name the interface as `../../wit/0.1.0`.
fn sdk() -> Vec<Copy> {
    const HOME: &str = "vendor/inkstone-plugin";
    let mut files: Vec<Copy> = vec![
        (
            HOME,
            "Cargo.toml",
            include_bytes!("../../../../plugins/templates/rust/sdk.toml"),
        ),
        (HOME, "LICENSE", include_bytes!("../../../../LICENSE")),
    ];
    files.extend(copies!["vendor/inkstone-plugin/src" from "plugins/sdk/src":
        "bindings.rs", "export.rs", "host.rs", "info.rs", "lib.rs", "report.rs", "settings.rs", "tensor.rs", "testing.rs", "traits.rs", "values.rs",
    ]);
    files
}

fn rust(kind: Kind) -> Vec<Template> {
    let mut files = templates!["rust":
        "Cargo.toml" from "Cargo.toml.in",
        ".cargo/config.toml" from "config.toml",
        ".gitignore" from "gitignore",
        "README.md" from "README.md.in",
    ]
    .to_vec();
    files.extend(match kind {
        Kind::Image => templates!["rust": "src/lib.rs" from "src/image.rs"],
        Kind::Document => templates!["rust": "src/lib.rs" from "src/document.rs"],
        Kind::TensorMetric => templates!["rust": "src/lib.rs" from "src/tensor_metric.rs"],
        Kind::TextMetric => templates!["rust": "src/lib.rs" from "src/text_metric.rs"],
    });
    files
}

fn python(kind: Kind) -> Vec<Template> {
    macro_rules! body {
        ($folder:literal) => {
            templates![$folder: "app.py" from "app.py", "work.py" from "work.py", "test_work.py" from "test_work.py"]
        };
    }
    let mut files = templates!["python":
        "requirements.txt" from "requirements.txt",
        "build.sh" from "build.sh.in",
        ".gitignore" from "gitignore",
        "README.md" from "README.md.in",
    ]
    .to_vec();
    files.extend(match kind {
        Kind::Image => body!("python/image"),
        Kind::Document => body!("python/document"),
        Kind::TensorMetric => body!("python/tensor_metric"),
        Kind::TextMetric => body!("python/text_metric"),
    });
    files
}

fn javascript(kind: Kind) -> Vec<Template> {
    macro_rules! body {
        ($folder:literal) => {
            templates![$folder: "plugin.js" from "plugin.js", "work.js" from "work.js", "work.test.js" from "work.test.js"]
        };
    }
    let mut files = templates!["js":
        "package.json" from "package.json.in",
        ".gitignore" from "gitignore",
        "README.md" from "README.md.in",
    ]
    .to_vec();
    files.extend(match kind {
        Kind::Image => body!("js/image"),
        Kind::Document => body!("js/document"),
        Kind::TensorMetric => body!("js/tensor_metric"),
        Kind::TextMetric => body!("js/text_metric"),
    });
    files
}

fn c(kind: Kind) -> Vec<Template> {
    let mut files = templates!["c":
        "requirements.txt" from "requirements.txt",
        "build.sh" from "build.sh.in",
        ".gitignore" from "gitignore",
        "README.md" from "README.md.in",
        "settings.h" from "settings.h",
        "settings.c" from "settings.c",
    ]
    .to_vec();
    files.extend(match kind {
        Kind::Image => templates!["c": "plugin.c" from "image/plugin.c"],
        Kind::Document => templates!["c": "plugin.c" from "document/plugin.c"],
        Kind::TensorMetric => templates!["c": "plugin.c" from "tensor_metric/plugin.c"],
        Kind::TextMetric => templates!["c": "plugin.c" from "text_metric/plugin.c"],
    });
    files
}

/// What `plugins/templates/c/bindings.sh` made of the interface.
fn c_bindings(kind: Kind) -> [Copy; 3] {
    macro_rules! bindings {
        ($folder:literal) => {
            copies!["bindings" from $folder: "plugin.c", "plugin.h", "plugin_component_type.o"]
        };
    }
    match kind {
        Kind::Image => bindings!("plugins/templates/c/image/bindings"),
        Kind::Document => bindings!("plugins/templates/c/document/bindings"),
        Kind::TensorMetric => bindings!("plugins/templates/c/tensor_metric/bindings"),
        Kind::TextMetric => bindings!("plugins/templates/c/text_metric/bindings"),
    }
}
