"""{{title}}: connects work.py with Inkstone."""

from wit_world import exports
from wit_world.exports import info
from wit_world.imports import report

import work

ID = "{{id}}"


class Info(exports.Info):
    def describe(self):
        return info.PluginInfo(
            id=ID,
            name="{{title}}",
            version="0.1.0",
            description="The share of the samples that were read without any mistake",
            authors=[],
            license="Apache-2.0",
            homepage=None,
            settings=[
                info.SettingSpec(
                    key="ignore-space",
                    label="Ignore white space",
                    help="Compare the texts with all white space taken out",
                    group=None,
                    field=info.Field_Toggle(False),
                )
            ],
        )


class TextMetric(exports.TextMetric):
    def evaluate(self, samples, settings):
        values = {setting.key: setting.value.value for setting in settings}
        right = work.exact(
            [(sample.prediction, sample.reference) for sample in samples],
            ignore_space=values.get("ignore-space", False),
        )
        # Not a number is shown as undefined.
        share = 100 * right / len(samples) if samples else float("nan")
        score = report.Score(
            id="exact",
            label="Exact matches",
            value=share,
            unit="%",
            better=report.Direction.HIGHER_IS_BETTER,
            threshold=None,
            passed=None,
        )
        details = [
            report.Detail("samples", str(len(samples))),
            report.Detail("exact", str(right)),
        ]
        return report.Report(scores=[score], details=details, series=[], note="")
