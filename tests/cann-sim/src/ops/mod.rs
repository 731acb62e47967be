//! The operators, in files by kind. A new file is a line here.

mod binary;
mod matmul;
mod unary;
