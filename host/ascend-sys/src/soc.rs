//! What a SoC's name, as `aclrtGetSocName` gives it, says of what the device can compute.

/// A family of Ascend devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Atlas A2: Ascend910B1 to 910B4.
    A2,
    /// Atlas A3: Ascend910_93xx.
    A3,
    /// Ascend950.
    A5,
    /// Atlas 300I/300V: Ascend310P.
    Inference310P,
    /// Any other: not supported.
    Other,
}

/// A SoC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Soc {
    /// As the runtime spells it, such as `Ascend910B4`.
    pub name: String,
    /// Its family.
    pub family: Family,
}

impl Soc {
    /// Sorts `name` into a family. `Ascend910B` without a digit is the first generation, in spite of its letter.
    pub fn parse(name: &str) -> Self {
        let numbered = |prefix: &str| {
            let rest = name.strip_prefix(prefix);
            rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        let family = if numbered("Ascend910B") {
            Family::A2
        } else if name.starts_with("Ascend910_93") {
            Family::A3
        } else if name.starts_with("Ascend950") {
            Family::A5
        } else if numbered("Ascend310P") {
            Family::Inference310P
        } else {
            Family::Other
        };
        Self {
            name: name.to_owned(),
            family,
        }
    }

    /// Whether its operators take bfloat16.
    pub fn has_bf16(&self) -> bool {
        matches!(self.family, Family::A2 | Family::A3 | Family::A5)
    }

    /// Whether its matrix unit multiplies float32.
    pub fn has_f32_matmul(&self) -> bool {
        self.has_bf16()
    }

    /// What to install where the operators of this device are missing (errors 561003, 561107, 561112). The word in the package's name is
    /// known for A2 from CANN 8.1 (`Ascend-cann-kernels-910b`); for the other families it is not confirmed.
    pub fn operator_package(&self) -> String {
        let word = match self.family {
            Family::A2 => "910b",
            Family::A3 => "A3",
            Family::A5 => "950",
            Family::Inference310P => "310p",
            Family::Other => {
                return format!("{} is not supported: an Atlas A2, A3 or 300I is", self.name);
            }
        };
        format!(
            "install the operator package for {}: Ascend-cann-kernels or, from 8.5 on, ops, with `{word}` in its name, of the toolkit's version",
            self.name
        )
    }
}
