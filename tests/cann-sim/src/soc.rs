//! What the simulated devices can compute.

use std::ffi::CString;

/// A SoC as far as operators ask for it.
#[derive(Debug)]
pub struct Soc {
    /// As `aclrtGetSocName` spells it.
    pub name: String,
    /// The same for C.
    pub c_name: CString,
    /// Whether it is of the 310P family: no bfloat16, float16 products only, fewer kernels.
    pub is_310p: bool,
    /// Matrix cores, vector cores.
    pub cores: [i64; 2],
    /// Bytes of the second-level cache.
    pub l2: i64,
}

impl Soc {
    /// The SoC of this name; none where it is not one of A2, A3 or 310P.
    pub fn of(name: &str) -> Option<Self> {
        let numbered = |prefix: &str| {
            let rest = name.strip_prefix(prefix)?;
            rest.starts_with(|c: char| c.is_ascii_digit()).then_some(())
        };
        let is_310p = numbered("Ascend310P").is_some();
        let known =
            is_310p || numbered("Ascend910B").is_some() || numbered("Ascend910_93").is_some();
        known.then(|| Self {
            name: name.to_owned(),
            c_name: CString::new(name).unwrap_or_default(),
            is_310p,
            cores: if is_310p { [8, 7] } else { [20, 40] },
            l2: if is_310p { 16 << 20 } else { 96 << 20 },
        })
    }

    /// Whether operators take bfloat16.
    pub fn has_bf16(&self) -> bool {
        !self.is_310p
    }

    /// Whether the matrix cores multiply float32.
    pub fn has_f32_cube(&self) -> bool {
        !self.is_310p
    }
}
