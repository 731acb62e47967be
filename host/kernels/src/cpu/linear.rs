//! A linear layer with its weight packed.

use half::{bf16, f16};

use super::buffer::Buffer;
use super::pack::{self, Element, PackError, WeightView, position};
use super::pool::Cpu;
use super::{PANEL, gemm, gemv};

/// The weight of a linear layer in panels, and its bias: the only copy that is kept.
///
/// Several matrices may be stacked along their output features (queries, keys and values; gate and up), so that one product
/// computes them all. The layout is the same for all instruction sets.
#[derive(Debug)]
pub struct PackedLinear {
    weights: Buffer,
    bias: Vec<f32>,
    element: Element,
    out_features: usize,
    in_features: usize,
}

impl PackedLinear {
    /// Packs `parts`, each `[out, in]`, stacked along `out`, with no `bias` or one for each part.
    ///
    /// `compute` is the type stored: elements on disk are rounded to it, to nearest, ties to even. Sums are always `f32`.
    /// Reads every byte once, panel after panel (32 rows), and holds no other copy.
    ///
    /// # Errors
    /// [`PackError`] when shapes and bytes do not fit together.
    pub fn pack(
        cpu: &Cpu,
        parts: &[WeightView<'_>],
        bias: &[WeightView<'_>],
        compute: Element,
    ) -> Result<Self, PackError> {
        let (out_features, in_features) = pack::check_parts(parts, bias)?;
        Ok(PackedLinear {
            weights: pack::pack_weights(cpu, parts, compute),
            bias: pack::pack_bias(bias, out_features),
            element: compute,
            out_features,
            in_features,
        })
    }

    /// Output features of all parts together.
    pub fn out_features(&self) -> usize {
        self.out_features
    }

    /// Input features.
    pub fn in_features(&self) -> usize {
        self.in_features
    }

    /// Memory that weight and bias take, in bytes.
    pub fn bytes(&self) -> usize {
        self.weights.len() + size_of_val(&self.bias[..])
    }

    /// The type that the weight is stored in.
    pub fn element(&self) -> Element {
        self.element
    }

    /// `out = x W^T + bias (+ residual)`: `x` is `[m, in]`, `out` and `residual` are `[m, out]`.
    ///
    /// One row and several are summed in different orders, so their results differ in rounding.
    pub fn forward(
        &self,
        cpu: &Cpu,
        x: &[f32],
        m: usize,
        residual: Option<&[f32]>,
        out: &mut [f32],
    ) {
        assert_eq!(x.len(), m * self.in_features, "x is [m, in]");
        assert_eq!(out.len(), m * self.out_features, "out is [m, out]");
        if let Some(residual) = residual {
            assert_eq!(residual.len(), out.len(), "residual is [m, out]");
        }
        match m {
            0 => {}
            1 => gemv::forward(cpu, self, x, residual, out),
            _ => gemm::forward(cpu, self, x, m, residual, out),
        }
    }

    /// Row `row` of the weight, `[in]`, as `f32`: an embedding. Panics if there is no such row.
    pub fn row(&self, row: usize, out: &mut [f32]) {
        assert!(row < self.out_features, "row is below out_features");
        assert_eq!(out.len(), self.in_features, "out is [in]");
        let (panel, column) = (row / PANEL, row % PANEL);
        let at = |step| panel * self.panel_len() + position(self.element, step, column);
        match self.element {
            Element::F32 => {
                let weights: &[f32] = self.weights.as_slice();
                (0..)
                    .zip(out)
                    .for_each(|(step, out)| *out = weights[at(step)]);
            }
            Element::Bf16 => {
                let weights: &[bf16] = self.weights.as_slice();
                (0..)
                    .zip(out)
                    .for_each(|(step, out)| *out = weights[at(step)].to_f32());
            }
            Element::F16 => {
                let weights: &[f16] = self.weights.as_slice();
                (0..)
                    .zip(out)
                    .for_each(|(step, out)| *out = weights[at(step)].to_f32());
            }
        }
    }

    pub(crate) fn panels(&self) -> usize {
        self.out_features.div_ceil(PANEL)
    }

    /// Elements of a panel.
    fn panel_len(&self) -> usize {
        pack::steps(self.in_features, self.element) * PANEL
    }

    /// The bias of a panel's columns; zero beyond the last feature.
    pub(crate) fn panel_bias(&self, panel: usize) -> &[f32; PANEL] {
        &self.bias.as_chunks().0[panel]
    }

    /// The elements of a panel; `T` must be of their size.
    pub(crate) fn panel<T: bytemuck::Pod>(&self, panel: usize) -> &[T] {
        assert_eq!(size_of::<T>(), self.element.size());
        &self.weights.as_slice()[panel * self.panel_len()..][..self.panel_len()]
    }
}
