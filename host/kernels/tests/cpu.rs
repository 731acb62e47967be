//! The CPU kernels, on every instruction set of the machine, against plain loops in `f64`.

#[path = "cpu/attention.rs"]
mod attention;
#[path = "cpu/common.rs"]
mod common;
#[path = "cpu/elementwise.rs"]
mod elementwise;
#[path = "cpu/isa.rs"]
mod isa;
#[path = "cpu/linear.rs"]
mod linear;
#[path = "cpu/rows.rs"]
mod rows;
