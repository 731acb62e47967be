//! The operators, in files by kind. A new file is a line here.

mod arithmetic;
mod binary;
mod choice;
mod compare;
mod copy;
mod create;
mod division;
mod extreme;
mod layout;
mod logic;
mod lookup;
mod masked;
mod matmul;
mod pad;
mod power;
mod random;
mod reduce;
mod rounding;
mod scan;
mod scatter;
mod scatter_slices;
mod sort;
mod unary;
mod variance;
