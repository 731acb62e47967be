"""{{title}}: connects work.py with Inkstone."""

from wit_world import exports
from wit_world.exports import image_processor, info
from wit_world.imports import types

import work

ID = "{{id}}"

CHANNELS = {
    types.PixelFormat.GRAY8: 1,
    types.PixelFormat.RGB8: 3,
    types.PixelFormat.RGBA8: 4,
}


class Info(exports.Info):
    def describe(self):
        return info.PluginInfo(
            id=ID,
            name="{{title}}",
            version="0.1.0",
            description="Puts a white margin around the image",
            authors=[],
            license="Apache-2.0",
            homepage=None,
            settings=[
                info.SettingSpec(
                    key="margin",
                    label="Margin",
                    help="Width of the margin on each side",
                    group=None,
                    field=info.Field_Integer(
                        info.IntegerField(default=16, min=0, max=1000, step=None, unit="px")
                    ),
                )
            ],
        )


class ImageProcessor(exports.ImageProcessor):
    def process(self, input, settings):
        values = {setting.key: setting.value.value for setting in settings}
        margin = values.get("margin", 16)
        data = work.framed(input.data, input.width, CHANNELS[input.format], margin)
        image = types.Image(
            width=input.width + 2 * margin,
            height=input.height + 2 * margin,
            format=input.format,
            dpi=input.dpi,
            data=data,
        )
        # The output's pixel (margin, margin) is the input's (0, 0).
        to_input = image_processor.Affine(a=1, b=0, c=0, d=1, tx=-margin, ty=-margin)
        return [image_processor.Output(image, label="", to_input=to_input, regions=[])]
