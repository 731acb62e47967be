//! What the drawn charts hold: read back from their SVG, and from pixels.

mod layout;
mod nasty;
mod picture;
mod readouts;
mod svg;
