//! What evaluations say besides their values, where it is always said in the same words: so that it can be said in other languages.

use crate::device::SIMULATOR;

/// Both sides are one device at one dtype.
pub const SAME_DEVICE: &str =
    "both sides are the same device at the same dtype, so this shows only that it repeats itself";
/// A model of single lines was given a page.
pub const SINGLE_LINE: &str =
    "the model reads single lines, and the whole image is taken as one line";
/// A model of single lines was to read a page, and one image was needed.
pub const FIRST_LINE: &str = "the model reads single lines, so the first line of the page was read";
/// What is compared has no rows of the prompt.
pub const GENERATED_ONLY: &str = "only positions from which a token was generated are stored";
/// What is compared has no tokens.
pub const NO_TOKENS: &str = "the files do not tell their tokens, so rows are compared one by one";

/// All of them.
pub const ALL: [&str; 6] = [
    SAME_DEVICE,
    SINGLE_LINE,
    FIRST_LINE,
    GENERATED_ONLY,
    NO_TOKENS,
    SIMULATOR,
];
