"""{{title}}: connects work.py with Inkstone."""

from wit_world import exports
from wit_world.exports import document_processor, info

import work

ID = "{{id}}"


class Info(exports.Info):
    def describe(self):
        return info.PluginInfo(
            id=ID,
            name="{{title}}",
            version="0.1.0",
            description="Replaces typographic quotation marks, dashes and spaces by plain ones",
            authors=[],
            license="Apache-2.0",
            homepage=None,
            settings=[
                info.SettingSpec(
                    key="text-file",
                    label="Text file",
                    help="Also make text.txt of the text",
                    group=None,
                    field=info.Field_Toggle(False),
                )
            ],
        )


class DocumentProcessor(exports.DocumentProcessor):
    def process(self, input, settings):
        values = {setting.key: setting.value.value for setting in settings}
        blocks = [block for page in input.pages for block in page.blocks]
        for block in blocks:
            # One character for one character, so the spans of the block stay right.
            block.text = work.plain(block.text)
        artifacts = []
        if values.get("text-file", False):
            text = "".join(block.text + "\n" for block in blocks)
            artifacts.append(
                document_processor.Artifact("text.txt", "text/plain", text.encode())
            )
        return document_processor.Output(input, artifacts)
