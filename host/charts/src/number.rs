//! Floating-point numbers in JSON: JSON has no NaN and no infinity, and a chart must keep them apart from a missing chart.
//!
//! Finite numbers stay numbers; the others become the strings `"nan"`, `"inf"` and `"-inf"`. Reading also takes `null` as NaN, which is
//! what serde_json writes for any of the three.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Clone, Copy)]
struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            x if x.is_nan() => out.serialize_str("nan"),
            f64::INFINITY => out.serialize_str("inf"),
            f64::NEG_INFINITY => out.serialize_str("-inf"),
            x => out.serialize_f64(x),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(f64),
    Word(String),
    Null(()),
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        match Written::deserialize(input)? {
            Written::Number(x) => Ok(Self(x)),
            Written::Null(()) => Ok(Self(f64::NAN)),
            Written::Word(word) => match word.as_str() {
                "nan" => Ok(Self(f64::NAN)),
                "inf" => Ok(Self(f64::INFINITY)),
                "-inf" => Ok(Self(f64::NEG_INFINITY)),
                other => Err(serde::de::Error::custom(format!(
                    "{other:?} is not a number; hint: a number, \"nan\", \"inf\" or \"-inf\""
                ))),
            },
        }
    }
}

/// `#[serde(with = "number::one")]`: a single `f64`.
pub(crate) mod one {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(value: &f64, out: S) -> Result<S::Ok, S::Error> {
        Number(*value).serialize(out)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<f64, D::Error> {
        Number::deserialize(input).map(|number| number.0)
    }
}

/// `#[serde(with = "number::many")]`: a `Vec<f64>`.
pub(crate) mod many {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(values: &[f64], out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(values.iter().map(|&value| Number(value)))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<f64>, D::Error> {
        Ok(Vec::<Number>::deserialize(input)?
            .into_iter()
            .map(|number| number.0)
            .collect())
    }
}

/// `#[serde(with = "number::pairs")]`: a `Vec<[f64; 2]>`.
pub(crate) mod pairs {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(values: &[[f64; 2]], out: S) -> Result<S::Ok, S::Error> {
        out.collect_seq(values.iter().map(|pair| pair.map(Number)))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        input: D,
    ) -> Result<Vec<[f64; 2]>, D::Error> {
        Ok(Vec::<[Number; 2]>::deserialize(input)?
            .into_iter()
            .map(|pair| pair.map(|number| number.0))
            .collect())
    }
}

/// `#[serde(with = "number::maybe_pair")]`: an `Option<[f64; 2]>`.
pub(crate) mod maybe_pair {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(
        value: &Option<[f64; 2]>,
        out: S,
    ) -> Result<S::Ok, S::Error> {
        value.map(|pair| pair.map(Number)).serialize(out)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        input: D,
    ) -> Result<Option<[f64; 2]>, D::Error> {
        Ok(Option::<[Number; 2]>::deserialize(input)?.map(|pair| pair.map(|number| number.0)))
    }
}
