//! Generates `src/bindings.rs` from `include/inkstone_ascend.h` and compares it with the committed one.
//! `UPDATE_BINDINGS=1 cargo test -p inkstone-ascend-sys --test bindings` writes it. Needs libclang; without it the test says that it
//! compared nothing, and fails if `INKSTONE_REQUIRE_LIBCLANG` is set, as CI does.

mod support {
    pub mod generate;
}

use std::io::Write;
use std::path::Path;

#[test]
fn the_committed_bindings_are_what_bindgen_makes_of_the_header() {
    // bindgen panics where it finds no libclang.
    let version = std::panic::catch_unwind(bindgen::clang_version);
    let Ok(version) = version else {
        let required = std::env::var_os("INKSTONE_REQUIRE_LIBCLANG").is_some();
        assert!(
            !required,
            "INKSTONE_REQUIRE_LIBCLANG is set and there is no libclang"
        );
        // Past the capture of the test harness: nobody should take this for a comparison.
        let text = "NOT COMPARED: src/bindings.rs with include/inkstone_ascend.h, no libclang here (Debian: apt install libclang-dev)\n";
        std::io::stderr().write_all(text.as_bytes()).unwrap();
        return;
    };
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let generated = support::generate::bindings(package);
    let path = package.join("src/bindings.rs");
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = committed
        .lines()
        .zip(generated.lines())
        .position(|(old, new)| old != new);
    assert!(
        committed == generated,
        "src/bindings.rs is not what {} makes of the header, from line {} on; UPDATE_BINDINGS=1 writes it anew",
        version.full,
        differs.unwrap_or_else(|| committed.lines().count().min(generated.lines().count())) + 1
    );
}
