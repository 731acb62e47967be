//! stub
/// e
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// f32
    F32,
    /// bf16
    Bf16,
    /// f16
    F16,
}
/// w
#[derive(Clone, Copy, Debug)]
pub struct WeightView<'a> {
    /// b
    pub bytes: &'a [u8],
    /// e
    pub element: Element,
    /// r
    pub rows: usize,
    /// c
    pub cols: usize,
}
/// h
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heads {
    /// q
    pub q: usize,
    /// kv
    pub kv: usize,
    /// d
    pub dim: usize,
}
