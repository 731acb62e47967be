//! The operators, in files by kind. A new file is a line here.

mod activation;
mod attention;
mod binary;
mod cube;
mod matmul;
mod norm;
mod rope;
mod softmax;
mod unary;
