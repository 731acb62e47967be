//! Walks over the samples, tells the host how far it is, and stops when the user wants it.

use inkstone_plugin::{Error, Sample, host};

/// Matrix cells of edit distance between two questions to the host whether to go on; they take about a millisecond.
const CELLS_BETWEEN_QUESTIONS: usize = 1 << 22;

/// Watches long work on one sample.
#[derive(Debug, Default)]
pub struct Watch {
    cells: usize,
}

impl Watch {
    /// Says that so many matrix cells were passed.
    ///
    /// # Errors
    /// [`Error::Cancelled`] when the user wants the call to end.
    pub fn pass(&mut self, cells: usize) -> Result<(), Error> {
        self.cells += cells;
        if self.cells < CELLS_BETWEEN_QUESTIONS {
            return Ok(());
        }
        self.cells = 0;
        go_on()
    }
}

fn go_on() -> Result<(), Error> {
    if host::is_cancelled() {
        Err(Error::Cancelled)
    } else {
        Ok(())
    }
}

/// Calls `judge` for every sample in order.
///
/// # Errors
/// [`Error::InvalidInput`] if there are no samples, [`Error::Cancelled`] when the user wants the call to end, and the first error of
/// `judge`.
pub fn for_each_sample(
    samples: &[Sample],
    mut judge: impl FnMut(&Sample, &mut Watch) -> Result<(), Error>,
) -> Result<(), Error> {
    if samples.is_empty() {
        return Err(Error::InvalidInput("there are no samples to judge".into()));
    }
    let mut watch = Watch::default();
    let mut told = 0;
    for (number, sample) in samples.iter().enumerate() {
        go_on()?;
        judge(sample, &mut watch)?;
        let percent = 100 * (number + 1) / samples.len();
        if percent > told {
            told = percent;
            host::progress(percent as f32 / 100.0, "");
        }
    }
    Ok(())
}
