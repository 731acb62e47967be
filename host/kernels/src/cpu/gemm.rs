//! Several rows times a packed weight, blocked for caches.
//!
//! A task has a block of rows and a range of panels. For each block of steps it packs its rows into groups of [`Simd::ROWS`], so
//! that a register tile reads them consecutively, and multiplies every group with one panel after the other: the rows stay in
//! the second-level cache, a panel's block is read from memory once per task. Sums over blocks of steps are kept in the output, so an
//! element's order of summation depends on the number of input features alone.

use half::{bf16, f16};

use super::PANEL;
use super::buffer::Scratch;
use super::linear::PackedLinear;
use super::pack::Element;
use super::pool::Cpu;
use super::shared::Shared;
use super::simd::{Finish, Rows, Simd, Vectorised};

/// Steps of a block at most: blocks are about equal, and of a multiple of [`STEP_UNIT`].
const STEPS: usize = 512;
/// Whole cache lines, and whole pairs of bf16.
const STEP_UNIT: usize = 16;
/// Rows of a task at most: with `STEPS`, 480 kB of packed rows.
const TASK_ROWS: usize = 240;
/// All numbers of rows of a register tile divide this.
const ROW_UNIT: usize = 12;
/// Panels of a task at least, so that packing its rows is little work beside multiplying them.
const MIN_PANELS: usize = 8;
/// Tasks per thread to aim for, so that threads end together.
const TASKS_PER_THREAD: usize = 4;

/// As [`PackedLinear::forward`], with lengths checked.
pub(crate) fn forward(
    cpu: &Cpu,
    linear: &PackedLinear,
    x: &[f32],
    m: usize,
    residual: Option<&[f32]>,
    out: &mut [f32],
) {
    let row_tasks = m.div_ceil(TASK_ROWS);
    let rows = m.div_ceil(row_tasks).next_multiple_of(ROW_UNIT);
    let row_tasks = m.div_ceil(rows);
    let panels = linear.panels();
    // Equal shares for all threads, where that takes no more than one column task per thread more.
    let threads = cpu.threads();
    let least = (threads * TASKS_PER_THREAD).div_ceil(row_tasks);
    let column_tasks = (least..least + threads)
        .find(|columns| (row_tasks * columns).is_multiple_of(threads))
        .unwrap_or(least)
        .min(panels.div_ceil(MIN_PANELS));
    let group = panels.div_ceil(column_tasks);
    let column_tasks = panels.div_ceil(group);
    let out = Shared::new(out);
    cpu.parallel_kernels(row_tasks * column_tasks, |task| {
        let (row_task, column_task) = (task / column_tasks, task % column_tasks);
        let first = row_task * rows;
        Block {
            linear,
            x,
            first,
            rows: rows.min(m - first),
            panels: column_task * group..panels.min((column_task + 1) * group),
            residual,
            out,
        }
    });
}

struct Block<'a> {
    linear: &'a PackedLinear,
    x: &'a [f32],
    first: usize,
    rows: usize,
    panels: std::ops::Range<usize>,
    residual: Option<&'a [f32]>,
    out: Shared<'a, f32>,
}

impl Vectorised for Block<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, s: S) {
        const { assert!(ROW_UNIT.is_multiple_of(S::ROWS)) }
        let in_features = self.linear.in_features();
        let rows = self.rows.next_multiple_of(S::ROWS);
        let most = in_features
            .div_ceil(in_features.div_ceil(STEPS))
            .next_multiple_of(STEP_UNIT);
        let mut scratch = Scratch::with_room_for((rows + PANEL) * most);
        let (packed, widened) = scratch.floats().split_at_mut(rows * most);
        for start in (0..in_features).step_by(most) {
            let steps = most.min(in_features - start);
            self.pack_rows::<S>(start, steps, packed);
            for panel in self.panels.clone() {
                let weights = self.widen(s, panel, start, steps, widened);
                self.multiply(s, panel, start == 0, steps, packed, weights);
            }
        }
    }
}

impl Block<'_> {
    /// Steps `start..start + steps` of this task's rows, as groups of `ROWS`: `[group][step][ROWS]`, rows beyond the last zero.
    #[inline(always)]
    fn pack_rows<S: Simd>(&self, start: usize, steps: usize, packed: &mut [f32]) {
        let in_features = self.linear.in_features();
        for (group, packed) in packed.chunks_exact_mut(steps * S::ROWS).enumerate() {
            let first = group * S::ROWS;
            if first >= self.rows {
                break;
            }
            for row in 0..S::ROWS {
                if first + row < self.rows {
                    let x = &self.x[(self.first + first + row) * in_features + start..][..steps];
                    for (packed, x) in packed[row..].iter_mut().step_by(S::ROWS).zip(x) {
                        *packed = *x;
                    }
                } else {
                    packed[row..]
                        .iter_mut()
                        .step_by(S::ROWS)
                        .for_each(|packed| *packed = 0.0);
                }
            }
        }
    }

    /// Steps of a panel as `f32`, `[step][PANEL]`: where they are, or widened into scratch memory.
    #[inline(always)]
    fn widen<'a, S: Simd>(
        &'a self,
        s: S,
        panel: usize,
        start: usize,
        steps: usize,
        scratch: &'a mut [f32],
    ) -> &'a [f32] {
        let even = steps.next_multiple_of(2);
        match self.linear.element() {
            Element::F32 => {
                return &self.linear.panel(panel)[start * PANEL..][..steps * PANEL];
            }
            Element::F16 => {
                let weights: &[f16] = &self.linear.panel(panel)[start * PANEL..][..steps * PANEL];
                let scratch = &mut scratch[..steps * PANEL];
                for i in (0..steps * PANEL).step_by(S::LANES) {
                    // SAFETY: both slices have `steps * PANEL` elements, a multiple of `LANES`.
                    unsafe {
                        let x = s.load_f16(weights.as_ptr().add(i).cast());
                        s.store(scratch.as_mut_ptr().add(i), x);
                    }
                }
            }
            Element::Bf16 => {
                let weights: &[bf16] = &self.linear.panel(panel)[start * PANEL..][..even * PANEL];
                let scratch = &mut scratch[..even * PANEL];
                for pair in 0..even / 2 {
                    for column in (0..PANEL).step_by(S::LANES) {
                        let at = pair * 2 * PANEL;
                        // SAFETY: both slices have `even * PANEL` elements: `2 * PANEL` for each pair.
                        unsafe {
                            let pairs = weights.as_ptr().add(at + 2 * column).cast();
                            let (first, second) = s.load_bf16_pairs(pairs);
                            s.store(scratch.as_mut_ptr().add(at + column), first);
                            s.store(scratch.as_mut_ptr().add(at + PANEL + column), second);
                        }
                    }
                }
            }
        }
        &scratch[..steps * PANEL]
    }

    /// Multiplies all row groups with one block of a panel and adds to the output, which the first block of steps begins.
    #[inline(always)]
    fn multiply<S: Simd>(
        &self,
        s: S,
        panel: usize,
        begin: bool,
        steps: usize,
        packed: &[f32],
        weights: &[f32],
    ) {
        let out_features = self.linear.out_features();
        assert!(weights.len() >= steps * PANEL);
        assert!(packed.len() >= self.rows.next_multiple_of(S::ROWS) * steps);
        for column in (0..PANEL).step_by(2 * S::LANES) {
            let first_column = panel * PANEL + column;
            if first_column >= out_features {
                break;
            }
            let bias = &self.linear.panel_bias(panel)[column..][..2 * S::LANES];
            for group in 0..self.rows.div_ceil(S::ROWS) {
                let rows = Rows {
                    start: packed[group * S::ROWS * steps..].as_ptr(),
                    row_stride: 1,
                    step_stride: S::ROWS,
                };
                let b = weights[column..].as_ptr();
                let finish = Output {
                    block: self,
                    begin,
                    bias: bias.as_ptr(),
                    first_row: group * S::ROWS,
                    first_column,
                };
                // The output is far apart in memory: have its lines come while the tile is computed.
                for row in 0..S::ROWS {
                    let at = (self.first + group * S::ROWS + row) * out_features + first_column;
                    s.prefetch(self.out.address(at));
                    s.prefetch(self.out.address(at + S::LANES));
                }
                // SAFETY: by the assertions, a group has `ROWS` elements for each step, and each step of `b` has `PANEL`.
                unsafe { s.tile::<2>(steps, rows, b, PANEL, finish) };
            }
        }
    }
}

/// Where a tile's sums go.
struct Output<'a> {
    block: &'a Block<'a>,
    /// Whether these are the first steps.
    begin: bool,
    /// The bias of the tile's columns: `2 * LANES` floats.
    bias: *const f32,
    /// The tile's first row in its block.
    first_row: usize,
    first_column: usize,
}

#[allow(clippy::needless_range_loop)] // Iterators may keep vectors out of registers.
impl Finish for Output<'_> {
    #[inline(always)]
    fn row<S: Simd, const V: usize>(&mut self, s: S, row: usize, sums: [S::F; V]) {
        let row = self.first_row + row;
        if row >= self.block.rows {
            return;
        }
        let out_features = self.block.linear.out_features();
        let at = (self.block.first + row) * out_features + self.first_column;
        for v in 0..V {
            let mut sum = sums[v];
            let skip = v * S::LANES;
            if self.first_column + skip >= out_features {
                return;
            }
            let width = out_features - self.first_column - skip;
            let out = self.block.out.pointer(at + skip);
            // SAFETY: `out` and the residual have `width` elements of this row from here; the bias has `V` vectors.
            // No other task has these columns of these rows.
            unsafe {
                if self.begin {
                    sum = s.add(sum, s.load(self.bias.add(skip)));
                    if let Some(residual) = self.block.residual {
                        let from = residual[at + skip..].as_ptr();
                        sum = s.add(sum, load_up_to(s, from, width));
                    }
                } else {
                    sum = s.add(sum, load_up_to(s, out, width));
                }
                store_up_to(s, out, sum, width);
            }
        }
    }
}

/// A vector, or its first `width` elements if that is less.
///
/// # Safety
/// So many floats at `from` must be readable.
#[inline(always)]
unsafe fn load_up_to<S: Simd>(s: S, from: *const f32, width: usize) -> S::F {
    // SAFETY: the same contract.
    unsafe {
        if width >= S::LANES {
            s.load(from)
        } else {
            s.load_part(from, width)
        }
    }
}

/// Writes a vector, or its first `width` elements if that is less.
///
/// # Safety
/// So many floats at `to` must be writable.
#[inline(always)]
unsafe fn store_up_to<S: Simd>(s: S, to: *mut f32, a: S::F, width: usize) {
    // SAFETY: the same contract.
    unsafe {
        if width >= S::LANES {
            s.store(to, a);
        } else {
            s.store_part(to, a, width);
        }
    }
}
