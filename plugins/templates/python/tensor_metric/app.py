"""{{title}}: connects work.py with Inkstone."""

from wit_world import exports
from componentize_py_types import Err
from wit_world.exports import info
from wit_world.imports import host, report, types

import work

ID = "{{id}}"


class Info(exports.Info):
    def describe(self):
        return info.PluginInfo(
            id=ID,
            name="{{title}}",
            version="0.1.0",
            description="The mean absolute difference of the logits",
            authors=[],
            license="Apache-2.0",
            homepage=None,
            settings=[
                info.SettingSpec(
                    key="limit",
                    label="Limit",
                    help="The largest mean that passes",
                    group=None,
                    field=info.Field_Number(
                        info.NumberField(default=0.01, min=0, max=1e6, step=None, unit="")
                    ),
                )
            ],
        )


class TensorMetric(exports.TensorMetric):
    def evaluate(self, pairs, settings):
        values = {setting.key: setting.value.value for setting in settings}
        total, count, series = 0.0, 0, []
        for index, pair in enumerate(pairs):
            width, sums = row_sums(pair, index / len(pairs), 1 / len(pairs))
            total += sum(sums)
            count += width * len(sums)
            points = [(float(row), value / width) for row, value in enumerate(sums)]
            series.append(
                report.Series(pair.name, report.Chart.LINE, "position", "mean difference", points)
            )
        score = report.Score(
            id="mean-abs",
            label="Mean difference",
            # Not a number is shown as undefined.
            value=total / count if count else float("nan"),
            unit="",
            better=report.Direction.LOWER_IS_BETTER,
            threshold=values.get("limit", 0.01),
            passed=None,
        )
        details = [report.Detail("logits", str(count))]
        return report.Report(scores=[score], details=details, series=series, note="")


def row_sums(pair, done, share):
    """The vocabulary's size and each row's sum. Rows are read one by one, so that tensors of any size need little memory."""
    shape, other = pair.baseline.shape(), pair.candidate.shape()
    if len(shape) != 2 or shape != other or 0 in shape:
        text = f"{pair.name}: the shapes {shape} and {other} cannot be compared"
        raise Err(types.Error_InvalidInput(text))
    positions, width = shape
    sums = []
    for row in range(positions):
        if host.is_cancelled():
            raise Err(types.Error_Cancelled())
        baseline = pair.baseline.read(row * width, width)
        candidate = pair.candidate.read(row * width, width)
        sums.append(work.absolute_difference(baseline, candidate))
        host.progress(done + share * (row + 1) / positions, pair.name)
    return width, sums
