//! Logits on disk, for comparison between devices and with other implementations: one safetensors file per prompt.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::decode::{Generation, LogitsRecorder};
use crate::files::{folder_of, ordinary_file};

/// Which positions' logits are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LogitsPositions {
    /// Row k is the distribution from which generated token k was chosen: `[N, vocabulary]`.
    #[default]
    Generated,
    /// Row p is the distribution after position p of prompt and answer: `[T + N, vocabulary]`.
    All,
}

/// Gathers rows in a temporary file beside the destination, since their number is known only at the end and they may exceed the memory.
#[derive(Debug)]
pub struct LogitsFile {
    path: PathBuf,
    positions: LogitsPositions,
    vocabulary: usize,
    rows: BufWriter<File>,
    count: usize,
}

impl LogitsFile {
    /// Starts a file that [`LogitsFile::finish`] will put at `path`.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn create(path: &Path, positions: LogitsPositions, vocabulary: usize) -> io::Result<Self> {
        Ok(Self {
            path: path.to_owned(),
            positions,
            vocabulary,
            rows: BufWriter::new(tempfile::tempfile_in(folder_of(path))?),
            count: 0,
        })
    }

    /// Writes `input_ids` `[T]` i64, `generated_ids` `[N]` i64 (the token that ended the answer included) and `logits` f32, whole or not
    /// at all.
    ///
    /// # Errors
    /// When the disk refuses; the destination is then as it was.
    pub fn finish(self, input_ids: &[u32], generation: &Generation) -> io::Result<()> {
        let generated = generation.tokens.iter().chain(&generation.end);
        let generated: Vec<u32> = generated.map(|t| t.id).collect();
        self.finish_with(
            &[("input_ids", input_ids), ("generated_ids", &generated)],
            &[],
        )
    }

    /// Writes vectors of token ids as i64, `logits` f32 and vectors of numbers as f32, whole or not at all.
    ///
    /// # Errors
    /// As [`LogitsFile::finish`].
    pub fn finish_with(
        mut self,
        ids: &[(&str, &[u32])],
        numbers: &[(&str, &[f32])],
    ) -> io::Result<()> {
        let mut start = 0;
        let mut entry = |dtype: &str, shape: &[usize], size: usize| {
            let end = start + shape.iter().product::<usize>() * size;
            let value = json!({"dtype": dtype, "shape": shape, "data_offsets": [start, end]});
            start = end;
            value
        };
        let mut header = serde_json::Map::new();
        for (name, values) in ids {
            header.insert((*name).into(), entry("I64", &[values.len()], 8));
        }
        header.insert(
            "logits".into(),
            entry("F32", &[self.count, self.vocabulary], 4),
        );
        for (name, values) in numbers {
            header.insert((*name).into(), entry("F32", &[values.len()], 4));
        }
        let mut header = Value::Object(header).to_string().into_bytes();
        header.resize(header.len().next_multiple_of(8), b' ');
        let mut target = ordinary_file(folder_of(&self.path))?;
        {
            let mut out = BufWriter::new(target.as_file_mut());
            out.write_all(&(header.len() as u64).to_le_bytes())?;
            out.write_all(&header)?;
            for &id in ids.iter().flat_map(|(_, values)| *values) {
                out.write_all(&i64::from(id).to_le_bytes())?;
            }
            self.rows.flush()?;
            let mut rows = self
                .rows
                .into_inner()
                .map_err(io::IntoInnerError::into_error)?;
            rows.rewind()?;
            io::copy(&mut BufReader::new(rows), &mut out)?;
            for value in numbers.iter().flat_map(|(_, values)| *values) {
                out.write_all(&value.to_le_bytes())?;
            }
            out.flush()?;
        }
        target.persist(&self.path)?;
        Ok(())
    }
}

impl LogitsRecorder for LogitsFile {
    fn wants_prompt(&self) -> bool {
        self.positions == LogitsPositions::All
    }

    fn record(&mut self, rows: &[f32]) -> io::Result<()> {
        self.count += rows.len() / self.vocabulary;
        for value in rows {
            self.rows.write_all(&value.to_le_bytes())?;
        }
        Ok(())
    }
}
