//! stub
/// g
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// t
    pub t: usize,
    /// h
    pub h: usize,
    /// w
    pub w: usize,
}
impl Grid {
    /// p
    pub fn patches(&self) -> usize {
        self.t * self.h * self.w
    }
    /// t
    pub fn tokens(&self, merge: usize) -> usize {
        self.patches() / (merge * merge)
    }
}
/// p
#[derive(Clone, Debug)]
pub struct Patches {
    /// v
    pub values: Vec<f32>,
    /// g
    pub grid: Grid,
}
