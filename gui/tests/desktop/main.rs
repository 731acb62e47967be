//! The window as a user has it: the real program on a display of its own (Xvfb with OpenGL in software), given real drops and keys.
//!
//! Needs the packages `xvfb` and `libgl1-mesa-dri`. Without them a test says that nothing was tried, and fails if `INKSTONE_REQUIRE_XVFB` is
//! set, as CI does.

#![cfg(target_os = "linux")]

mod compare;
mod display;
mod drop;
mod keyboard;
mod metric;
mod pictures;
mod screen;
mod steps;
mod window;
mod xdnd;
