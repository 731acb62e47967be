//! Reads pairs of tensors, checks them on the way and tells the host how far it is.

use inkstone_plugin::{Error, Level, Report, TensorPair, host};

/// The most elements of one read, unless a whole row is longer and asked for.
const CHUNK: usize = 65_536;

/// How rows come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Every row in one piece, however long it is.
    Rows,
    /// Rows of more than 65,536 elements come in several pieces.
    Pieces,
}

/// A row of both tensors, or a piece of one.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Index of the pair.
    pub pair: usize,
    /// Index of the position in the pair.
    pub position: usize,
    /// Where in the row the piece begins; 0 for whole rows.
    pub column: usize,
    /// What is right.
    pub baseline: &'a [f32],
    /// What is compared with it; as long as the baseline.
    pub candidate: &'a [f32],
}

/// A place in the pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the pair.
    pub pair: usize,
    /// Index of the position in the pair.
    pub position: usize,
    /// Index in the vocabulary.
    pub token: usize,
}

/// Values of one side that are not finite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Odd {
    nan: u64,
    infinite: u64,
    first_nan: Option<Place>,
}

/// What was found on the way.
#[derive(Clone, Debug)]
pub struct Walk {
    names: Vec<String>,
    /// Positions of each pair.
    pub positions: Vec<usize>,
    /// Elements of one side, of all pairs.
    pub elements: u64,
    baseline: Odd,
    candidate: Odd,
}

impl Walk {
    /// The number of positions of all pairs.
    pub fn all_positions(&self) -> usize {
        self.positions.iter().sum()
    }

    /// A place in words; the pair is named where there are several.
    pub fn name(&self, place: Place) -> String {
        let here = format!("position {}, token {}", place.position, place.token);
        match &self.names[..] {
            [_] => here,
            names => format!("{}, {here}", names[place.pair]),
        }
    }

    /// The names of the pairs.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What may be reported for a value: itself, or NaN ("undefined", which no threshold lets pass) if it is infinite or if there is a
    /// NaN anywhere in the tensors.
    pub fn judge(&self, value: f64) -> f64 {
        let has_nan = self.baseline.nan + self.candidate.nan > 0;
        if has_nan || !value.is_finite() {
            f64::NAN
        } else {
            value
        }
    }

    /// Adds to a report how much was compared and what was not finite, and warns of a NaN.
    pub fn describe(&self, report: Report) -> Report {
        let mut report = report
            .detail("Pairs", self.positions.len())
            .detail("Positions", self.all_positions())
            .detail("Elements", self.elements);
        for (side, odd) in [("baseline", self.baseline), ("candidate", self.candidate)] {
            if odd.infinite > 0 {
                report = report.detail(&format!("Infinite in the {side}"), odd.infinite);
            }
            if let Some(first) = odd.first_nan {
                let first = self.name(first);
                report = report.detail(
                    &format!("NaN in the {side}"),
                    format!("{}, first at {first}", odd.nan),
                );
                let warning = format!(
                    "the {side} has {} NaN, the first at {first}: the scores are undefined",
                    odd.nan
                );
                host::log(Level::Warn, &warning);
            }
        }
        report
    }
}

/// Calls `visit` for every row or piece of every pair, in order.
///
/// # Errors
/// [`Error::InvalidInput`] if there are no pairs, or a pair's shapes differ, are empty or have no axis; [`Error::Failed`] if the host
/// gives fewer elements than the shape has; [`Error::Cancelled`] when the user wants the call to end.
pub fn walk(
    pairs: &[TensorPair],
    reading: Reading,
    mut visit: impl FnMut(Row<'_>),
) -> Result<Walk, Error> {
    if pairs.is_empty() {
        return Err(Error::InvalidInput(
            "there are no tensors to compare".into(),
        ));
    }
    let shapes = pairs.iter().map(shape).collect::<Result<Vec<_>, _>>()?;
    let total: u64 = shapes
        .iter()
        .map(|&(positions, width)| (positions * width) as u64)
        .sum();
    let mut found = Walk {
        names: pairs.iter().map(|pair| pair.name.clone()).collect(),
        positions: shapes.iter().map(|&(positions, _)| positions).collect(),
        elements: 0,
        baseline: Odd::default(),
        candidate: Odd::default(),
    };
    let mut told = 0;
    for (number, (pair, &(positions, width))) in pairs.iter().zip(&shapes).enumerate() {
        // Several narrow rows in one read, or a piece of a wide one.
        let rows = (CHUNK / width).max(1);
        let piece = match reading {
            Reading::Rows => width,
            Reading::Pieces => width.min(CHUNK),
        };
        for position in (0..positions).step_by(rows) {
            let rows = rows.min(positions - position);
            for column in (0..width).step_by(piece) {
                if host::is_cancelled() {
                    return Err(Error::Cancelled);
                }
                let piece = piece.min(width - column);
                let (start, count) = (position * width + column, rows * piece);
                let baseline = read(pair, start, count, true)?;
                let candidate = read(pair, start, count, false)?;
                let lines = baseline
                    .chunks_exact(piece)
                    .zip(candidate.chunks_exact(piece));
                for (row, (baseline, candidate)) in lines.enumerate() {
                    let row = Row {
                        pair: number,
                        position: position + row,
                        column,
                        baseline,
                        candidate,
                    };
                    found.baseline.look(row, baseline);
                    found.candidate.look(row, candidate);
                    visit(row);
                }
                found.elements += count as u64;
                let percent = 100 * found.elements / total;
                if percent > told {
                    told = percent;
                    host::progress(percent as f32 / 100.0, "");
                }
            }
        }
    }
    Ok(found)
}

/// Positions and vocabulary of a pair.
fn shape(pair: &TensorPair) -> Result<(usize, usize), Error> {
    let refused = |why: String| Error::InvalidInput(format!("{}: {why}", pair.name));
    let (shape, other) = (pair.baseline.shape(), pair.candidate.shape());
    if shape != other {
        return Err(refused(format!(
            "the baseline's shape is {shape:?} and the candidate's {other:?}"
        )));
    }
    let Some((&width, positions)) = shape.split_last() else {
        return Err(refused("tensors without an axis have no vocabulary".into()));
    };
    let positions = positions
        .iter()
        .try_fold(1_usize, |all, &side| all.checked_mul(side as usize));
    let elements = positions.and_then(|positions| positions.checked_mul(width as usize));
    match (positions, elements) {
        (_, Some(0)) => Err(refused(format!("tensors of shape {shape:?} are empty"))),
        (Some(positions), Some(elements)) if u32::try_from(elements).is_ok() => {
            Ok((positions, width as usize))
        }
        _ => Err(refused(format!("tensors of shape {shape:?} are too large"))),
    }
}

fn read(
    pair: &TensorPair,
    start: usize,
    count: usize,
    is_baseline: bool,
) -> Result<Vec<f32>, Error> {
    let (side, tensor) = match is_baseline {
        true => ("baseline", &pair.baseline),
        false => ("candidate", &pair.candidate),
    };
    // Both fit: `shape` saw that the whole tensor does.
    let values = tensor.read(start as u32, count as u32);
    if values.len() == count {
        Ok(values)
    } else {
        let got = values.len();
        Err(Error::Failed(format!(
            "{}: the {side} has {got} elements where its shape has {count}",
            pair.name
        )))
    }
}

impl Odd {
    fn look(&mut self, row: Row<'_>, values: &[f32]) {
        // Without a branch per element, because nearly always all are finite.
        if !values
            .iter()
            .fold(false, |odd, value| odd | !value.is_finite())
        {
            return;
        }
        for (at, value) in values.iter().enumerate() {
            self.infinite += u64::from(value.is_infinite());
            if value.is_nan() {
                self.nan += 1;
                let place = Place {
                    pair: row.pair,
                    position: row.position,
                    token: row.column + at,
                };
                self.first_nan.get_or_insert(place);
            }
        }
    }
}
