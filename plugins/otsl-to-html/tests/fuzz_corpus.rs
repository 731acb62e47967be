//! Replays the corpus of the fuzz target `otsl` of `host/fuzz`: no text may make the conversion panic.

use std::path::Path;

use otsl_to_html::{Mode, parse, to_html};

#[test]
fn every_text_of_the_corpus_is_borne() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../host/fuzz/corpus/otsl");
    let (mut texts, mut tables) = (0, 0);
    for entry in std::fs::read_dir(folder).expect("the corpus is committed") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("a readable file");
        let text = String::from_utf8_lossy(&bytes);
        texts += 1;
        tables += usize::from(parse(&text).is_some());
        for mode in [Mode::Robust, Mode::UpstreamExact] {
            let _ = to_html(&text, mode);
        }
    }
    assert!(texts >= 5, "only {texts} files");
    assert!(tables >= 1, "one of the texts is a table");
}
