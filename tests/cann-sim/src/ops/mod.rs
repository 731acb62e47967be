//! The operators, in files by kind. A new file is a line here.

mod activation;
mod arithmetic;
mod attention;
mod binary;
mod choice;
mod compare;
mod copy;
mod cube;
mod layout;
mod lookup;
mod matmul;
mod norm;
mod pad;
mod reduce;
mod rope;
mod rounding;
mod softmax;
mod unary;
