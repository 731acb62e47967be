//! The operators, in files by kind. A new file is a line here.

mod arithmetic;
mod binary;
mod choice;
mod compare;
mod copy;
mod layout;
mod lookup;
mod matmul;
mod pad;
mod reduce;
mod rounding;
mod activation;
mod attention;
mod binary;
mod cube;
mod matmul;
mod norm;
mod rope;
mod softmax;
mod unary;
