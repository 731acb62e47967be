//! The operators, in files by kind. A new file is a line here.

mod activation;
mod attention;
mod binary;
mod cube;
mod image;
mod matmul;
mod norm;
mod norm_batch;
mod nz;
mod rope;
mod rope_both;
mod softmax;
mod unary;
