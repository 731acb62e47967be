//! What wasmtime writes for `ocr:plugins@0.1.0`: types, host functions and the exports of all four worlds.
//!
//! A plugin exports one of the four; each interface is looked up by its own `GuestIndices`, so the worlds here are never instantiated whole.

#![allow(missing_docs)]

/// Everything but tensors: plain values, which can be stored and compared.
pub mod values {
    wasmtime::component::bindgen!({
        inline: "
            package inkstone:host;
            world values {
                include ocr:plugins/image-plugin@0.1.0;
                include ocr:plugins/document-plugin@0.1.0;
                include ocr:plugins/text-metric-plugin@0.1.0;
            }",
        path: "../wit/0.1.0",
        world: "inkstone:host/values",
        imports: { default: trappable },
        exports: { default: async },
        additional_derives: [PartialEq, serde::Serialize, serde::Deserialize],
    });
}

/// Tensors and the metrics over them.
pub mod tensors {
    wasmtime::component::bindgen!({
        path: "../wit/0.1.0",
        world: "tensor-metric-plugin",
        imports: { default: trappable },
        exports: { default: async },
        with: {
            "ocr:plugins/types": super::values::ocr::plugins::types,
            "ocr:plugins/host": super::values::ocr::plugins::host,
            "ocr:plugins/report": super::values::ocr::plugins::report,
            "ocr:plugins/tensors.tensor": crate::plugin::tensor::HostTensor,
        },
    });
}
