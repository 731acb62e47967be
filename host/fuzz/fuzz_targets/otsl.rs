//! A table as the model writes it: `cargo fuzz run otsl` in `host/`. The corpus replays in `host/tests/fuzz_corpus.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = otsl::parse(text);
    for mode in [otsl::Mode::Robust, otsl::Mode::UpstreamExact] {
        let _ = otsl::to_html(text, mode);
    }
});
