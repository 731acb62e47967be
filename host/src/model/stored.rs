//! The weight files of a checkpoint folder as a source of tensors.

use std::borrow::Cow;

use inkstone_kernels::cpu::Element;

use super::weights::TensorSource;
use crate::checkpoint;
use crate::checkpoint::weights_file::WeightFiles;

impl TensorSource for WeightFiles {
    fn find(&self, name: &str) -> Result<Option<(Element, Vec<usize>)>, String> {
        let found = WeightFiles::find(self, name).map_err(|error| error.to_string())?;
        Ok(found.map(|info| {
            let element = match info.dtype {
                checkpoint::Element::F32 => Element::F32,
                checkpoint::Element::Bf16 => Element::Bf16,
                checkpoint::Element::F16 => Element::F16,
            };
            (element, info.shape)
        }))
    }

    fn bytes(&self, name: &str) -> Result<Cow<'_, [u8]>, String> {
        WeightFiles::bytes(self, name).map_err(|error| error.to_string())
    }

    fn release(&self, name: &str) {
        WeightFiles::release(self, name);
    }

    fn origin(&self) -> String {
        let paths: Vec<String> = self.paths().map(|p| p.display().to_string()).collect();
        match paths.as_slice() {
            [first, .., last] => format!("{first} to {last}"),
            _ => paths.concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use burn::backend::Flex;
    use serde_json::json;

    use crate::checkpoint::names::{Dims, required};
    use crate::checkpoint::preset::Version;
    use crate::model::PaddleOcrVl;
    use crate::model::config::ModelConfig;
    use crate::model::weights::transformers5_name;

    #[test]
    fn the_loader_reads_as_many_tensors_as_the_table_names() {
        for tied in [false, true] {
            let mut json = Version::V16.config();
            json["tie_word_embeddings"] = json!(tied);
            let config = ModelConfig::from_json(&json).unwrap();
            let table = required(&Dims::from_config_json(&json).unwrap());
            assert_eq!(table.len(), 608 - usize::from(tied));
            assert_eq!(PaddleOcrVl::<Flex>::tensor_count(&config), table.len());
            for tensor in table {
                assert_eq!(transformers5_name(&tensor.original), tensor.transformers5);
            }
        }
    }
}
