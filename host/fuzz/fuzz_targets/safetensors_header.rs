//! The table of a weight file, from a hostile source: `cargo fuzz run safetensors_header` in `host/`. The corpus replays in
//! `host/tests/fuzz_corpus.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = inkstone::checkpoint::safetensors_header::parse_header(bytes);
});
