//! stub: composed
use burn::backend::Flex;
crate::compose_fused_ops!(Flex);
