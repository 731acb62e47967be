//! {{title}}: how far two runs' logits lie apart on average.

use inkstone_plugin::{
    Chart, Direction, Error, Info, Report, Score, Series, Settings, TensorMetric, TensorPair,
    export_tensor_metric, host,
};

/// Who it is, for ever; pipelines and settings refer to it.
const ID: &str = "{{id}}";

/// What people read.
const NAME: &str = "{{title}}";

/// The mean of |candidate - baseline| over all logits.
pub struct Plugin;

impl TensorMetric for Plugin {
    fn info() -> Info {
        Info::new(ID, NAME, env!("CARGO_PKG_VERSION"))
            .description("The mean absolute difference of the logits")
            .number(
                "limit",
                "Limit",
                "The largest mean that passes",
                0.01,
                0.0..=1e6,
            )
    }

    fn evaluate(pairs: Vec<TensorPair>, settings: &Settings) -> Result<Report, Error> {
        let (mut sum, mut count) = (0.0, 0);
        let mut series = Vec::new();
        for (index, pair) in pairs.iter().enumerate() {
            let rows = row_sums(pair, index as f32, pairs.len() as f32)?;
            let width = pair.baseline.len() as usize / rows.len();
            sum += rows.iter().sum::<f64>();
            count += rows.len() * width;
            series.push(Series {
                title: pair.name.clone(),
                chart: Chart::Line,
                x_label: "position".into(),
                y_label: "mean difference".into(),
                points: (0..)
                    .zip(&rows)
                    .map(|(row, sum)| (f64::from(row), sum / width as f64))
                    .collect(),
            });
        }
        // Without logits this is not a number, which the host shows as undefined.
        let mean = sum / count as f64;
        let score = Score::new(
            "mean-abs",
            "Mean difference",
            mean,
            Direction::LowerIsBetter,
        )
        .threshold(settings.number("limit"));
        let mut report = Report::of(score).detail("logits", count);
        report.series = series;
        Ok(report)
    }
}

export_tensor_metric!(Plugin);

/// The sum of the differences in each row. Rows are read one by one, so that tensors of any size need little memory.
fn row_sums(pair: &TensorPair, done: f32, all: f32) -> Result<Vec<f64>, Error> {
    let shape = pair.baseline.shape();
    let other = pair.candidate.shape();
    let comparable = shape == other && !shape.contains(&0);
    let (&[positions, vocabulary], true) = (&shape[..], comparable) else {
        let text = format!(
            "{}: the shapes {shape:?} and {other:?} cannot be compared",
            pair.name
        );
        return Err(Error::InvalidInput(text));
    };
    let mut sums = Vec::new();
    for row in 0..positions {
        if host::is_cancelled() {
            return Err(Error::Cancelled);
        }
        let baseline = pair.baseline.read(row * vocabulary, vocabulary);
        let candidate = pair.candidate.read(row * vocabulary, vocabulary);
        let difference = |(b, c): (&f32, &f32)| (f64::from(*c) - f64::from(*b)).abs();
        sums.push(baseline.iter().zip(&candidate).map(difference).sum());
        host::progress(
            (done + (row + 1) as f32 / positions as f32) / all,
            &pair.name,
        );
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkstone_plugin::{Tensor, testing};

    fn evaluate(shapes: [Vec<u32>; 2], values: [Vec<f32>; 2]) -> Result<Report, Error> {
        let [baseline, candidate] = shapes;
        let [left, right] = values;
        let pair = TensorPair {
            name: "logits".into(),
            baseline: Tensor::from_vec(baseline, left),
            candidate: Tensor::from_vec(candidate, right),
        };
        Plugin::evaluate(
            vec![pair],
            &testing::settings(&Plugin::info(), &[]).unwrap(),
        )
    }

    #[test]
    fn averages_over_all_logits() {
        let values = [vec![0.0, 1.0, 2.0, 3.0], vec![1.0, 1.0, 2.0, 0.0]];
        let report = evaluate([vec![2, 2], vec![2, 2]], values).unwrap();
        assert_eq!(report.scores[0].value, 1.0);
        assert_eq!(report.series[0].points, [(0.0, 0.5), (1.0, 1.5)]);
    }

    #[test]
    fn refuses_other_shapes() {
        let values = [vec![0.0; 4], vec![0.0; 4]];
        let answer = evaluate([vec![2, 2], vec![4, 1]], values);
        assert!(matches!(answer, Err(Error::InvalidInput(_))));
    }

    #[test]
    fn ends_when_asked_to() {
        testing::cancel(true);
        let answer = evaluate([vec![1, 1], vec![1, 1]], [vec![0.0], vec![0.0]]);
        testing::cancel(false);
        assert_eq!(answer, Err(Error::Cancelled));
    }
}
