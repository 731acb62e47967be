//! From named tensors at rest to packed linears on a device.

use std::borrow::Cow;

use burn::tensor::{DType, Tensor, TensorData};
use inkstone_kernels::cpu::{Element, WeightView};
use inkstone_kernels::{FusedOps, PackError, composed};

/// Where tensors come from: a checkpoint's files, or memory in a test.
pub trait TensorSource {
    /// Element type and shape of a tensor, by its exact name; none where there is no such tensor.
    ///
    /// # Errors
    /// When its type is not one of floats, naming the file.
    fn find(&self, name: &str) -> Result<Option<(Element, Vec<usize>)>, String>;

    /// The tensor's values as little-endian bytes, row-major.
    ///
    /// # Errors
    /// What kept them from being read, naming the file.
    fn bytes(&self, name: &str) -> Result<Cow<'_, [u8]>, String>;

    /// Tells the source that a tensor will not be read again, so that mapped pages can go.
    fn release(&self, name: &str);

    /// What to call the source in an error message.
    fn origin(&self) -> String;
}

/// Why weights do not make the model that the configuration describes.
#[derive(Debug, thiserror::Error)]
pub enum WeightError {
    /// No tensor has the name, in either naming.
    #[error(
        "{origin}: the tensor {name} [{}] is missing (also not there as {alias}); hint: the weights and config.json must come from the same checkpoint",
        dims(shape)
    )]
    Missing {
        /// The files.
        origin: String,
        /// The original name.
        name: String,
        /// The name that transformers 5 gives it.
        alias: String,
        /// The shape that the configuration implies.
        shape: Vec<usize>,
    },
    /// The tensor has another shape.
    #[error(
        "{origin}: the tensor {name} has the shape [{}], but config.json implies [{}]",
        dims(found),
        dims(expected)
    )]
    Shape {
        /// The files.
        origin: String,
        /// The name found.
        name: String,
        /// Its shape.
        found: Vec<usize>,
        /// The shape that the configuration implies.
        expected: Vec<usize>,
    },
    /// The bytes could not be read.
    #[error("{0}")]
    Read(String),
    /// The backend refused a weight.
    #[error("{name}: {source}")]
    Pack {
        /// The first tensor of the linear.
        name: String,
        /// Why.
        source: PackError,
    },
    /// The caller asked to stop.
    #[error("cancelled while loading the weights")]
    Cancelled,
}

fn dims(shape: &[usize]) -> String {
    let parts: Vec<String> = shape.iter().map(usize::to_string).collect();
    parts.join(", ")
}

/// The name that transformers 5 gives to a tensor of the original checkpoint.
pub fn transformers5_name(original: &str) -> String {
    if let Some(rest) = original.strip_prefix("mlp_AR.") {
        format!("model.projector.{rest}")
    } else if original.starts_with("visual.") {
        format!("model.{original}")
    } else if let Some(rest) = original.strip_prefix("model.") {
        format!("model.language_model.{rest}")
    } else {
        original.to_owned()
    }
}

/// A linear's name and sizes: `{name}.weight` is `[out, in]`.
pub(super) struct LinearSpec<'a> {
    pub name: &'a str,
    pub out: usize,
    pub bias: bool,
}

/// Reads tensors in the order in which the model asks for them, each once, and tells `progress` after each.
pub(super) struct Loader<'a, B: FusedOps> {
    pub source: &'a dyn TensorSource,
    pub device: &'a B::Device,
    pub compute: Element,
    pub loaded: usize,
    /// Called with the number of tensors read so far; `false` stops the loading.
    pub progress: &'a mut dyn FnMut(usize) -> bool,
}

impl<'a, B: FusedOps> Loader<'a, B> {
    /// Finds a tensor under either name and checks its shape.
    fn find(&self, name: &str, shape: &[usize]) -> Result<(String, Element), WeightError> {
        let alias = transformers5_name(name);
        let mut hit = None;
        for candidate in [name, &alias] {
            if let Some((element, shape)) =
                self.source.find(candidate).map_err(WeightError::Read)?
            {
                hit = Some((candidate.to_owned(), element, shape));
                break;
            }
        }
        let Some((found_name, element, found)) = hit else {
            return Err(WeightError::Missing {
                origin: self.source.origin(),
                name: name.into(),
                alias,
                shape: shape.to_vec(),
            });
        };
        if found != shape {
            return Err(WeightError::Shape {
                origin: self.source.origin(),
                name: found_name,
                found,
                expected: shape.to_vec(),
            });
        }
        Ok((found_name, element))
    }

    fn done(&mut self, name: &str) -> Result<(), WeightError> {
        self.source.release(name);
        self.loaded += 1;
        if (self.progress)(self.loaded) {
            Ok(())
        } else {
            Err(WeightError::Cancelled)
        }
    }

    /// A small tensor decoded to f32 on the host.
    pub fn host(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>, WeightError> {
        let (found, element) = self.find(name, shape)?;
        let bytes = self.source.bytes(&found).map_err(WeightError::Read)?;
        let view = WeightView {
            bytes: &bytes,
            element,
            rows: 1,
            cols: shape.iter().product(),
        };
        let values = composed::decode(&view).map_err(|source| WeightError::Pack {
            name: name.into(),
            source,
        })?;
        self.done(&found)?;
        Ok(values)
    }

    /// A vector that stays in f32: a norm's weight or bias.
    pub fn vector(&mut self, name: &str, len: usize) -> Result<Tensor<B, 1>, WeightError> {
        let values = self.host(name, &[len])?;
        Ok(Tensor::from_data(
            TensorData::new(values, [len]),
            (self.device, DType::F32),
        ))
    }

    /// Packs the linears `specs`, stacked along `out`; `shape` gives the weight's dimensions after `out`.
    pub fn linear(
        &mut self,
        specs: &[LinearSpec<'_>],
        shape: &[usize],
    ) -> Result<B::Packed, WeightError> {
        let weights = self.views(specs.iter().map(|s| {
            let full = std::iter::once(s.out)
                .chain(shape.iter().copied())
                .collect();
            (format!("{}.weight", s.name), full)
        }))?;
        let biases = self.views(
            specs
                .iter()
                .filter(|s| s.bias)
                .map(|s| (format!("{}.bias", s.name), vec![s.out])),
        )?;
        let packed = {
            let weights: Vec<_> = weights.iter().map(StoredTensor::matrix).collect();
            let biases: Vec<_> = biases.iter().map(StoredTensor::row).collect();
            B::pack(&weights, &biases, self.compute, self.device).map_err(|source| {
                WeightError::Pack {
                    name: specs[0].name.into(),
                    source,
                }
            })?
        };
        let names: Vec<String> = weights
            .into_iter()
            .chain(biases)
            .map(|tensor| tensor.name)
            .collect();
        for name in names {
            self.done(&name)?;
        }
        Ok(packed)
    }

    fn views(
        &self,
        wanted: impl Iterator<Item = (String, Vec<usize>)>,
    ) -> Result<Vec<StoredTensor<'a>>, WeightError> {
        wanted
            .map(|(name, shape)| {
                let (name, element) = self.find(&name, &shape)?;
                let bytes = self.source.bytes(&name).map_err(WeightError::Read)?;
                Ok(StoredTensor {
                    name,
                    element,
                    shape,
                    bytes,
                })
            })
            .collect()
    }
}

/// One tensor of a linear while it is being packed.
struct StoredTensor<'a> {
    name: String,
    element: Element,
    shape: Vec<usize>,
    bytes: Cow<'a, [u8]>,
}

impl StoredTensor<'_> {
    fn matrix(&self) -> WeightView<'_> {
        self.view(self.shape[0])
    }

    fn row(&self) -> WeightView<'_> {
        self.view(1)
    }

    fn view(&self, rows: usize) -> WeightView<'_> {
        WeightView {
            bytes: &self.bytes,
            element: self.element,
            rows,
            cols: self.shape.iter().product::<usize>() / rows,
        }
    }
}
