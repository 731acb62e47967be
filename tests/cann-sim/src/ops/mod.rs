//! The operators, in files by kind. A new file is a line here.

mod arithmetic;
mod binary;
mod choice;
mod compare;
mod copy;
mod division;
mod extreme;
mod layout;
mod logic;
mod lookup;
mod matmul;
mod pad;
mod power;
mod reduce;
mod rounding;
mod scan;
mod scatter;
mod scatter_slices;
mod sort;
mod unary;
