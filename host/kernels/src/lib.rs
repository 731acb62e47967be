//! The fused operations of PaddleOCR-VL: their contract, composed forms and CPU kernels.

pub mod cpu;
