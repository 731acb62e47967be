//! Weights in the matrix cores' private format, FRACTAL_NZ: blocks of 16 rows and 32 bytes, first down the rows, then along them.

use std::sync::Arc;

use super::cube::{Cube, Matrices};
use super::matmul::Plan;
use crate::abi::{ConstHandle, DType, NN_NULLPTR};
use crate::api::{api, put};
use crate::fail::Fail;
use crate::install::toolkit_version;
use crate::meta::{INT_ARRAYS, TENSORS, give};
use crate::op::prelude::*;

/// Rows of a block.
const ROWS: usize = 16;
const DTYPES: &[DType] = &[DType::F16, DType::Bf16, DType::I8];

aclnn! {
    /// Lays a weight out anew, in its place; the memory must have room for whole blocks.
    TransMatmulWeight(op; weight: InOut) {
        op.dtype("mmWeightRef", &weight, DTYPES)?;
        op.rank("mmWeightRef", &weight, 2..=6)?;
        op.require(weight.is_contiguous(), || format!("mmWeightRef is not contiguous: {}", weight.describe()))?;
        let blocks = Blocks::of(&weight.dims, weight.dtype);
        let whole = blocks.view(&weight);
        op.require(whole.reach().1 <= weight.storage_numel(), || {
            format!("memory of {} elements where the blocks have {}", weight.storage_numel(), blocks.numel())
        })?;
        let mut tagged = (*weight).clone();
        tagged.format = format::FRACTAL_NZ;
        TENSORS.replace(weight.handle as ConstHandle, Arc::new(tagged));
        op.run(move |task| {
            let values = task.read::<f32>(&weight)?;
            task.write(&whole, &blocks.pack(&values))
        })
    }
    /// Copies a tensor into blocks.
    NpuFormatCast(op; src: In, dst: Out) {
        op.not_on_310p()?;
        op.dtype("srcTensor", &src, DTYPES)?;
        op.same_dtype(&src, &dst)?;
        op.rank("srcTensor", &src, 2..=6)?;
        op.format("dstTensor", &dst, &[format::FRACTAL_NZ])?;
        let blocks = Blocks::of(&src.dims, src.dtype);
        op.shape("dstTensor", &dst, &blocks.dims)?;
        op.run(move |task| {
            let values = task.read::<f32>(&src)?;
            task.write(&dst, &blocks.pack(&values))
        })
    }
    /// Two matrices, the right one in blocks.
    MatmulWeightNz(op; x: In, mat2: In, out: Out, cube_math_type: I8) {
        op.rank("self", &x, 2..=2)?;
        blocked(op, x, mat2, out, cube_math_type)
    }
    /// Two lists of matrices, the right ones in blocks.
    BatchMatMulWeightNz(op; x: In, mat2: In, out: Out, cube_math_type: I8) {
        op.not_on_310p()?;
        op.rank("self", &x, 3..=3)?;
        blocked(op, x, mat2, out, cube_math_type)
    }
}

api! {
    Nothing fn aclnnCalculateMatmulWeightSize(shape: ConstHandle, out: *mut u64) { size(shape, DType::F16, out) }
    Nothing fn aclnnCalculateMatmulWeightSizeV2(shape: ConstHandle, data_type: i32, out: *mut u64) { size(shape, DType::of(data_type), out) }
    Nothing fn aclnnNpuFormatCastCalculateSizeAndFormat(
        tensor: ConstHandle, format: i32, _additional_dtype: i32, dims: *mut *mut i64, count: *mut u64, actual: *mut i32,
    ) {
        let tensor = TENSORS.get(tensor).ok_or_else(|| Fail::new(NN_NULLPTR, "the tensor is null"))?;
        if format != format::FRACTAL_NZ || !DTYPES.contains(&tensor.dtype) || tensor.rank() < 2 {
            return Err(param(format!("{} does not become the format {format}", tensor.describe())));
        }
        give(&Blocks::of(&tensor.dims, tensor.dtype).dims, dims, count)?;
        put(actual, format::FRACTAL_NZ)
    }
}

/// Elements of a weight in blocks.
fn size(shape: ConstHandle, dtype: DType, out: *mut u64) -> Result<()> {
    let shape = INT_ARRAYS
        .get(shape)
        .ok_or_else(|| Fail::new(NN_NULLPTR, "tensorShape is null"))?;
    if !(2..=6).contains(&shape.len()) || shape.iter().any(|size| *size < 0) {
        return Err(param(format!("a weight of the sizes {shape:?}")));
    }
    if !DTYPES.contains(&dtype) {
        return Err(param(format!("a weight of {dtype:?} in blocks")));
    }
    put(out, Blocks::of(&shape, dtype).numel() as u64)
}

fn blocked(
    op: &mut Op,
    x: Arc<Tensor>,
    mat2: Arc<Tensor>,
    out: Arc<Tensor>,
    cube_math_type: i8,
) -> Result<()> {
    op.dtype("mat2", &mat2, DTYPES)?;
    op.format("mat2", &mat2, &[format::FRACTAL_NZ])?;
    let cube = Cube::of(op, &[&x, &mat2], &out, cube_math_type)?;
    let (Some(&k), Some(&n)) = (x.dims.last(), out.dims.last()) else {
        return Err(param("no axes"));
    };
    let dense = mat2.viewed(
        [&x.dims[..x.rank() - 2], &[k, n]].concat(),
        vec![0; x.rank()],
    );
    let blocks = Blocks::of(&dense.dims, mat2.dtype);
    op.shape("mat2", &mat2, &blocks.dims)?;
    let plan = Plan::of(op, &x, &dense)?;
    op.shape("out", &out, &plan.dims)?;
    op.workspace(512);
    op.run(move |task| {
        let right = Matrices::by_rows(blocks.unpack(&cube.read(task, &mat2)?));
        let values = plan.multiply(&cube.read(task, &x)?, &right);
        task.write(&out, &values)
    })
}

/// Matrices of a right side that is tagged as in blocks. Before CANN 8.5 the plain products take the blocks for rows, and are wrong.
pub fn read_tagged(task: &Task, tensor: &Tensor, cube: Cube) -> Result<Option<Matrices<'static>>> {
    let early = matches!(toolkit_version().split_once('.'), Some(("8", minor)) if minor.as_bytes().first() < Some(&b'5'));
    if tensor.format != format::FRACTAL_NZ || early {
        return Ok(None);
    }
    // A transposed view is of a matrix that was laid out before it was transposed.
    let transposed = !tensor.is_contiguous();
    let laid = if transposed {
        tensor.transposed()
    } else {
        tensor.clone()
    };
    let blocks = Blocks::of(&laid.dims, laid.dtype);
    let values = blocks.unpack(&cube.read(task, &blocks.view(&laid))?);
    Ok(Some(if transposed {
        Matrices::by_columns(values)
    } else {
        Matrices::by_rows(values)
    }))
}

/// The blocks of matrices.
struct Blocks {
    /// Those before the last two axes, then blocks along the rows, blocks down the rows, rows of a block, columns of a block.
    dims: Vec<i64>,
    rows: usize,
    columns: usize,
    /// Columns of a block.
    width: usize,
}

impl Blocks {
    fn of(dims: &[i64], dtype: DType) -> Self {
        let (outer, last) = dims.split_at(dims.len() - 2);
        let [rows, columns] = [last[0] as usize, last[1] as usize];
        let width = 32 / dtype.size();
        let inner =
            [columns.div_ceil(width), rows.div_ceil(ROWS), ROWS, width].map(|size| size as i64);
        Self {
            dims: [outer, &inner].concat(),
            rows,
            columns,
            width,
        }
    }

    fn numel(&self) -> usize {
        self.dims.iter().product::<i64>() as usize
    }

    /// All blocks in the memory of a tensor.
    fn view(&self, tensor: &Tensor) -> Tensor {
        tensor.viewed(vec![self.numel() as i64], vec![1])
    }

    /// Elements of a matrix, in rows and in blocks.
    fn sizes(&self) -> [usize; 2] {
        let down = self.rows.div_ceil(ROWS) * ROWS;
        [
            self.rows * self.columns,
            down * self.columns.div_ceil(self.width) * self.width,
        ]
    }

    /// Where a place of a matrix is among its blocks.
    fn place(&self, row: usize, column: usize) -> usize {
        let down = self.rows.div_ceil(ROWS) * ROWS;
        (column / self.width * down + row) * self.width + column % self.width
    }

    fn pack(&self, values: &[f32]) -> Vec<f32> {
        let [dense, blocked] = self.sizes();
        let mut packed = vec![0.0; self.numel()];
        for (values, packed) in values
            .chunks_exact(dense.max(1))
            .zip(packed.chunks_exact_mut(blocked.max(1)))
        {
            for (at, value) in values.iter().enumerate() {
                packed[self.place(at / self.columns, at % self.columns)] = *value;
            }
        }
        packed
    }

    fn unpack(&self, packed: &[f32]) -> Vec<f32> {
        let [dense, blocked] = self.sizes();
        let matrices = packed.chunks_exact(blocked.max(1));
        let values = matrices.flat_map(|packed| {
            (0..dense).map(|at| packed[self.place(at / self.columns, at % self.columns)])
        });
        values.collect()
    }
}
