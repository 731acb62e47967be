//! From a weight as it lies on disk to panels.
//!
//! A panel holds [`PANEL`] rows of the weight (output features) so that each step over the input features reads consecutive memory:
//! `[in][PANEL]` for `f32` and f16; `[in / 2][PANEL][2]` for bf16, where one load gives both elements of a pair with a shift or
//! a mask each. Features missing from the last panel, and the last half of an odd pair, are zero.

use half::{bf16, f16};

use super::PANEL;
use super::buffer::Buffer;
use super::pool::Cpu;
use super::shared::Shared;

/// The type that weights are stored in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Element {
    /// IEEE single precision.
    F32,
    /// The upper half of an `f32`.
    Bf16,
    /// IEEE half precision.
    F16,
}

impl Element {
    /// Size of an element in bytes.
    pub fn size(self) -> usize {
        match self {
            Element::F32 => 4,
            Element::Bf16 | Element::F16 => 2,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Element::F32 => "f32",
            Element::Bf16 => "bf16",
            Element::F16 => "f16",
        }
    }
}

/// A matrix `[rows, cols]` in row-major order, as it lies in a file.
#[derive(Clone, Copy, Debug)]
pub struct WeightView<'a> {
    /// Little-endian elements, at any alignment.
    pub bytes: &'a [u8],
    /// Type of the elements.
    pub element: Element,
    /// Output features; of a bias, its length or 1.
    pub rows: usize,
    /// Input features; of a bias, 1 or its length.
    pub cols: usize,
}

/// Why matrices cannot be packed into one linear layer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// There is nothing to pack.
    #[error("no weight to pack: give at least one matrix with at least one row and column")]
    Empty,
    /// The bytes are not those of the shape.
    #[error(
        "matrix {part} has {found} bytes, but {rows} x {cols} of {} are {}: is the file truncated?",
        .element.name(), .rows * .cols * .element.size()
    )]
    Length {
        /// Number of the matrix, counting weights from 0, then biases.
        part: usize,
        /// Bytes there are.
        found: usize,
        /// Rows of the shape.
        rows: usize,
        /// Columns of the shape.
        cols: usize,
        /// Type of the elements.
        element: Element,
    },
    /// Matrices to be stacked differ in their input features.
    #[error("matrix {part} has {found} input features, but the first has {expected}")]
    Columns {
        /// Number of the matrix, from 0.
        part: usize,
        /// Its input features.
        found: usize,
        /// Those of the first matrix.
        expected: usize,
    },
    /// A bias does not match its weight.
    #[error("bias {part} is {rows} x {cols}, but its weight has {expected} output features")]
    Bias {
        /// Number of the bias, from 0.
        part: usize,
        /// Rows of the bias.
        rows: usize,
        /// Columns of the bias.
        cols: usize,
        /// Output features of the weight.
        expected: usize,
    },
    /// Some matrices have a bias and some have none.
    #[error("there are {biases} biases for {weights} weights: give none, or one for each")]
    BiasCount {
        /// Number of biases.
        biases: usize,
        /// Number of weights.
        weights: usize,
    },
}

impl WeightView<'_> {
    /// Whether the bytes are those of the shape; `part` is what an error calls this matrix.
    pub(crate) fn check(&self, part: usize) -> Result<(), PackError> {
        let len = self
            .rows
            .checked_mul(self.cols)
            .and_then(|n| n.checked_mul(self.element.size()));
        if len == Some(self.bytes.len()) {
            return Ok(());
        }
        Err(PackError::Length {
            part,
            found: self.bytes.len(),
            rows: self.rows,
            cols: self.cols,
            element: self.element,
        })
    }

    /// Elements from `start` on, as many as `out` has; `start` counts through all rows.
    #[inline]
    fn read(&self, start: usize, out: &mut [f32]) {
        let size = self.element.size();
        let bytes = &self.bytes[start * size..][..out.len() * size];
        match self.element {
            Element::F32 => {
                let (values, _) = bytes.as_chunks::<4>();
                for (out, value) in out.iter_mut().zip(values) {
                    *out = f32::from_le_bytes(*value);
                }
            }
            Element::Bf16 => {
                let (values, _) = bytes.as_chunks::<2>();
                for (out, value) in out.iter_mut().zip(values) {
                    *out = f32::from_bits(u32::from(u16::from_le_bytes(*value)) << 16);
                }
            }
            Element::F16 => {
                let (values, _) = bytes.as_chunks::<2>();
                for (out, value) in out.iter_mut().zip(values) {
                    *out = f16::from_le_bytes(*value).to_f32();
                }
            }
        }
    }
}

/// Whether `parts`, each `[out, in]`, and no `bias` or one for each, make one linear layer; returns `out` in total and `in`.
///
/// # Errors
/// [`PackError`] when shapes and bytes do not fit together.
pub fn check_parts(
    parts: &[WeightView<'_>],
    bias: &[WeightView<'_>],
) -> Result<(usize, usize), PackError> {
    let cols = parts.first().map_or(0, |part| part.cols);
    for (index, part) in parts.iter().enumerate() {
        part.check(index)?;
        if part.cols != cols {
            return Err(PackError::Columns {
                part: index,
                found: part.cols,
                expected: cols,
            });
        }
    }
    let rows: usize = parts.iter().map(|part| part.rows).sum();
    if rows == 0 || cols == 0 {
        return Err(PackError::Empty);
    }
    if !bias.is_empty() && bias.len() != parts.len() {
        return Err(PackError::BiasCount {
            biases: bias.len(),
            weights: parts.len(),
        });
    }
    for (index, (bias, part)) in bias.iter().zip(parts).enumerate() {
        bias.check(parts.len() + index)?;
        let vector = bias.rows == 1 || bias.cols == 1;
        if !vector || bias.rows * bias.cols != part.rows {
            return Err(PackError::Bias {
                part: index,
                rows: bias.rows,
                cols: bias.cols,
                expected: part.rows,
            });
        }
    }
    Ok((rows, cols))
}

/// The biases one after the other, padded with zeros to whole panels; all zero without any.
pub(crate) fn pack_bias(bias: &[WeightView<'_>], rows: usize) -> Vec<f32> {
    let mut packed = vec![0.0; rows.next_multiple_of(PANEL)];
    let mut rest = &mut packed[..];
    for view in bias {
        let (head, tail) = rest.split_at_mut(view.rows * view.cols);
        view.read(0, head);
        rest = tail;
    }
    packed
}

/// Steps of a panel as stored: the input features, in pairs for bf16.
pub(crate) fn steps(cols: usize, element: Element) -> usize {
    match element {
        Element::Bf16 => cols.next_multiple_of(2),
        Element::F32 | Element::F16 => cols,
    }
}

/// Where a panel has the weight of input feature `step` and its output feature `column`.
#[inline(always)]
pub(crate) fn position(element: Element, step: usize, column: usize) -> usize {
    match element {
        Element::F32 | Element::F16 => step * PANEL + column,
        Element::Bf16 => (step / 2 * PANEL + column) * 2 + step % 2,
    }
}

/// The panels of all parts stacked along their rows. Reads every byte once, panel after panel.
pub(crate) fn pack_weights(cpu: &Cpu, parts: &[WeightView<'_>], compute: Element) -> Buffer {
    let rows: usize = parts.iter().map(|part| part.rows).sum();
    let cols = parts[0].cols;
    let panels = rows.div_ceil(PANEL);
    let panel = steps(cols, compute) * PANEL;
    let mut buffer = Buffer::zeroed(panels * panel * compute.size());
    match compute {
        Element::F32 => fill(cpu, parts, compute, panel, buffer.as_mut_slice(), |x| x),
        Element::Bf16 => fill(cpu, parts, compute, panel, buffer.as_mut_slice(), |x| {
            bf16::from_f32(x).to_bits()
        }),
        Element::F16 => fill(cpu, parts, compute, panel, buffer.as_mut_slice(), |x| {
            f16::from_f32(x).to_bits()
        }),
    }
    buffer
}

/// Input features read from a row at a time: a cache line of `f32`.
const STRIP: usize = 16;

fn fill<T: Copy + Send>(
    cpu: &Cpu,
    parts: &[WeightView<'_>],
    compute: Element,
    panel: usize,
    packed: &mut [T],
    convert: impl Fn(f32) -> T + Sync,
) {
    let cols = parts[0].cols;
    let panels = packed.len() / panel;
    let packed = Shared::new(packed);
    cpu.parallel(panels, |index| {
        // SAFETY: every task has a panel of its own.
        let packed = unsafe { packed.part(index * panel, panel) };
        let rows: [_; PANEL] = std::array::from_fn(|column| locate(parts, index * PANEL + column));
        let mut strip = [[0.0; STRIP]; PANEL];
        for start in (0..cols).step_by(STRIP) {
            let width = STRIP.min(cols - start);
            for (strip, row) in strip.iter_mut().zip(&rows) {
                if let Some((part, row)) = row {
                    part.read(row * cols + start, &mut strip[..width]);
                }
            }
            for offset in 0..width {
                for (column, strip) in strip.iter().enumerate() {
                    packed[position(compute, start + offset, column)] = convert(strip[offset]);
                }
            }
        }
    });
}

/// The part that has a row of the stack, and the row's number there.
fn locate<'a, 'b>(
    parts: &'a [WeightView<'b>],
    mut row: usize,
) -> Option<(&'a WeightView<'b>, usize)> {
    for part in parts {
        if row < part.rows {
            return Some((part, row));
        }
        row -= part.rows;
    }
    None
}
