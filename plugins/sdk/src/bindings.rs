//! What `wit-bindgen` writes for `ocr:plugins`: types and imports once, then each exported interface for itself.
//!
//! A plugin's world is `info` and one of the four kinds. They are generated apart, so that there is one `info` for all kinds; the
//! linker that makes the component joins the two. Nothing here is meant to be used directly: the crate's root re-exports the types, and its
//! macros the rest.

#![allow(missing_docs, unsafe_code, clippy::all)]

/// Types, host functions, report and tensors, shared by all kinds.
pub mod shared {
    wit_bindgen::generate!({
        inline: "package inkstone:sdk; world shared { import ocr:plugins/types@0.1.0; import ocr:plugins/host@0.1.0; import ocr:plugins/report@0.1.0; import ocr:plugins/tensors@0.1.0; }",
        path: "../../wit/0.1.0",
        world: "inkstone:sdk/shared",
        generate_all,
        additional_derives: [PartialEq],
        additional_derives_ignore: ["tensor"],
    });
}

macro_rules! exported {
    ($module:ident, $world:literal, $inline:literal, $macro:literal, $path:literal, $with:tt) => {
        pub mod $module {
            wit_bindgen::generate!({
                inline: $inline,
                path: "../../wit/0.1.0",
                world: $world,
                pub_export_macro: true,
                export_macro_name: $macro,
                default_bindings_module: $path,
                additional_derives: [PartialEq],
                additional_derives_ignore: ["pair", "tensor"],
                with: $with,
            });
        }
    };
}

exported!(
    info,
    "inkstone:sdk/described",
    "package inkstone:sdk; world described { export ocr:plugins/info@0.1.0; }",
    "__export_info",
    "inkstone_plugin::bindings::info",
    {}
);
exported!(
    image,
    "inkstone:sdk/image",
    "package inkstone:sdk; world image { export ocr:plugins/image-processor@0.1.0; }",
    "__export_image",
    "inkstone_plugin::bindings::image",
    { "ocr:plugins/types@0.1.0": crate::bindings::shared::ocr::plugins::types }
);
exported!(
    document,
    "inkstone:sdk/document",
    "package inkstone:sdk; world document { export ocr:plugins/document-processor@0.1.0; }",
    "__export_document",
    "inkstone_plugin::bindings::document",
    { "ocr:plugins/types@0.1.0": crate::bindings::shared::ocr::plugins::types }
);
exported!(
    tensor,
    "inkstone:sdk/tensor",
    "package inkstone:sdk; world tensor { export ocr:plugins/tensor-metric@0.1.0; }",
    "__export_tensor",
    "inkstone_plugin::bindings::tensor",
    {
        "ocr:plugins/types@0.1.0": crate::bindings::shared::ocr::plugins::types,
        "ocr:plugins/report@0.1.0": crate::bindings::shared::ocr::plugins::report,
        "ocr:plugins/tensors@0.1.0": crate::bindings::shared::ocr::plugins::tensors,
    }
);
exported!(
    text,
    "inkstone:sdk/text",
    "package inkstone:sdk; world text { export ocr:plugins/text-metric@0.1.0; }",
    "__export_text",
    "inkstone_plugin::bindings::text",
    {
        "ocr:plugins/types@0.1.0": crate::bindings::shared::ocr::plugins::types,
        "ocr:plugins/report@0.1.0": crate::bindings::shared::ocr::plugins::report,
    }
);
