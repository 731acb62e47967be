//! The plugins inside the program, as `cargo xtask plugins` built them.

/// A bundled component: its name, which is also the second half of its id `inkstone/<name>`, and its bytes.
pub(super) type Bundled = (&'static str, &'static [u8]);

macro_rules! bundled {
    ($($name:literal)*) => {
        /// All of them, by kind.
        pub(super) const BUNDLED: &[Bundled] = &[
            $(($name, include_bytes!(concat!("../../assets/plugins/", $name, ".wasm"))),)*
        ];
    };
}

bundled! {
    "deskew" "binarize" "crop-margin" "split-lines" "split-columns" "denoise"
    "markdown" "otsl-to-html" "join-lines" "repetition-guard" "find-replace" "redact"
    "mre" "top1" "top-k" "cosine" "max-abs" "mean-abs" "kl-divergence"
    "cer" "wer" "ned" "bleu" "chrf" "teds" "teds-s"
}
