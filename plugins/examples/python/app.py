"""Digits right: connects digits.py with Inkstone."""

from componentize_py_types import Err
from wit_world import exports
from wit_world.exports import info
from wit_world.imports import host, report, types

import digits


class Info(exports.Info):
    def describe(self):
        return info.PluginInfo(
            id="example/digits",
            name="Digits right",
            version="0.1.0",
            description="How many of the digits were read: for invoices and tables, where a wrong digit costs more than a wrong letter",
            authors=["Inkstone"],
            license="Apache-2.0",
            homepage=None,
            settings=[
                info.SettingSpec(
                    key="any-script",
                    label="Digits of any script",
                    help="Let digits of all scripts stand for 0 to 9",
                    group=None,
                    field=info.Field_Toggle(True),
                )
            ],
        )


class TextMetric(exports.TextMetric):
    def evaluate(self, samples, settings):
        values = {setting.key: setting.value.value for setting in settings}
        any_script = values.get("any-script", True)
        right = wanted = invented = 0
        details, points = [], []
        for index, sample in enumerate(samples):
            if host.is_cancelled():
                raise Err(types.Error_Cancelled())
            read = digits.digits(sample.prediction, any_script)
            truth = digits.digits(sample.reference, any_script)
            common = digits.common(read, truth)
            right += common
            wanted += len(truth)
            invented += len(read) - common
            if read != truth:
                details.append(report.Detail(sample.id, f"{truth} was read as {read}"))
            if truth:
                points.append((float(index), 100 * common / len(truth)))
            host.progress((index + 1) / len(samples), sample.id)
        scores = [
            report.Score(
                id="digits-right",
                label="Digits right",
                # Not a number is shown as undefined.
                value=100 * right / wanted if wanted else float("nan"),
                unit="%",
                better=report.Direction.HIGHER_IS_BETTER,
                threshold=99.0,
                passed=None,
            ),
            report.Score(
                id="digits-invented",
                label="Digits invented",
                value=float(invented),
                unit="",
                better=report.Direction.LOWER_IS_BETTER,
                threshold=0.0,
                passed=None,
            ),
        ]
        series = [report.Series("Digits right per sample", report.Chart.BAR, "sample", "%", points)]
        return report.Report(scores, details, series, note="")
