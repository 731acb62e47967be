//! An image file of any format: `cargo fuzz run image` in `host/`. The corpus replays in `host/tests/fuzz_corpus.rs`.

#![no_main]

use inkstone::processor::input::{DecodeLimits, decode_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = DecodeLimits {
        max_pixels: 1 << 20,
        max_bytes: 1 << 24,
    };
    let _ = decode_bytes(bytes, limits);
});
