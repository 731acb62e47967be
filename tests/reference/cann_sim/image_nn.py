"""Cases of include/inkstone_ascend/aclnn_image.h."""

import torch
import torch.nn.functional as F

from cases import Cases, F32, F64, Out, strided
from cases_nn import ND, Bools, OutPicture, Picture, save, values

f32, f16, bf16, i32 = torch.float32, torch.float16, torch.bfloat16, torch.int32
cases = Cases()


def once(function, *given):
    """Computed in float64 and rounded once."""
    return function(*(None if x is None else x.double() for x in given)).to(given[0].dtype)


# Convolutions: kernel, stride, padding, dilation, groups, transposed, outputPadding.
SHAPES = [
    ((2, 4, 7), (6, 2, 3), [2], [1], [1], 2, False, [0]),
    ((1, 3, 6, 5), (2, 3, 3, 2), [2, 1], [1, 0], [1, 2], 1, False, [0, 0]),
    ((1, 4, 3, 3), (4, 1, 2, 2), [1, 1], [0, 0], [1, 1], 4, False, [0, 0]),
    ((1, 2, 3, 3, 2), (2, 2, 2, 2, 2), [1, 1, 1], [0, 1, 0], [1, 1, 1], 1, False, [0, 0, 0]),
    ((2, 4, 4), (4, 3, 3), [2], [1], [1], 2, True, [1]),
    ((1, 2, 3, 2), (2, 3, 2, 3), [2, 1], [1, 0], [1, 2], 1, True, [1, 0]),
]
for shape, kernel, stride, padding, dilation, groups, transposed, more in SHAPES:
    for dtype in (f32, f16, bf16) if len(shape) == 4 else (f32,):
        x, weight = values(*shape, dtype=dtype), values(*kernel, dtype=dtype)
        bias = values(kernel[1] * groups if transposed else kernel[0], dtype=dtype)
        both = (F.conv_transpose1d, F.conv_transpose2d) if transposed else (F.conv1d, F.conv2d, F.conv3d)
        function = both[len(shape) - 3]
        options = dict(stride=stride, padding=padding, dilation=dilation, groups=groups) | ({"output_padding": more} if transposed else {})
        for given in (bias, None) if dtype is f32 else (bias,):
            want = once(lambda *x: function(*x, **options), x, weight, given)
            cases.add("Convolution", Picture(x), Picture(weight), given, stride, padding, dilation, transposed, more, groups, OutPicture(want), 0)
    if dtype is f32 and len(shape) < 5:
        x, weight, bias = (one.clone().requires_grad_() for one in (x, weight, bias))
        grad = values(*want.shape)
        function(x, weight, bias, **options).backward(grad)
        cases.add("ConvolutionBackward", Picture(grad), Picture(x.detach()), Picture(weight.detach()), list(bias.shape), stride, padding, dilation,
                  transposed, more, groups, Bools(True, True, True), 0, OutPicture(x.grad), OutPicture(weight.grad), Out(bias.grad))
x, weight = values(1, 2, 3, 3), values(2, 2, 2, 2)
want = F.conv2d(x, weight)
plain = ([1, 1], [0, 0], [1, 1], False, [0, 0], 1)
cases.add("Convolution", Picture(strided(x)), Picture(strided(weight)), None, *plain, OutPicture(want, apart=True), 0)
uneven = F.conv2d(F.pad(x, (0, 1, 1, 0)), weight)
cases.add("Convolution", Picture(x), Picture(weight), None, [1, 1], [1, 0, 0, 1], *plain[2:], OutPicture(uneven), 0)
for wrong in ("input", "weight", "output"):
    tagged = lambda kind, what, value: kind(value, ND) if what == wrong else kind(value)
    cases.add("Convolution", tagged(Picture, "input", x), tagged(Picture, "weight", weight), None, *plain, tagged(OutPicture, "output", want), 0,
              status=161002)
cases.add("Convolution", Picture(x), Picture(weight), None, [1], *plain[1:], OutPicture(want), 0, status=161002)
cases.add("Convolution", Picture(x), Picture(weight), None, *plain[:5], 2, OutPicture(want), 0, status=161002)
cases.add("Convolution", Picture(x), Picture(weight), values(3), *plain, OutPicture(want), 0, status=161002)
cases.add("Convolution", Picture(x), Picture(weight), None, *plain, OutPicture(want[..., :1]), 0, status=161002)
cases.add("Convolution", Picture(x), Picture(weight), None, *plain, OutPicture(want), 0, status=161002, soc="Ascend310P3")
cases.add("Convolution", Picture(x), Picture(weight), None, *plain, OutPicture(want), 1, soc="Ascend310P3")
x, weight = values(1, 2, 4, 3), values(4, 1, 3, 2)
want = F.conv2d(x, weight, padding=1, groups=2)
cases.add("ConvDepthwise2d", Picture(x), Picture(weight), [3, 2], None, [1, 1], [1, 1], [1, 1], OutPicture(want), 0)

# Moved places: kernel 2 x 3, steps 2 and 1, padding 1 above and 1 left, dilation 1 and 2, two groups of both kinds.
x, weight, bias = values(1, 4, 4, 5), values(2, 2, 2, 3), values(2)
rows, columns = torch.arange(0, 4, 2) - 1, torch.arange(0, 2) - 1
height, width = len(rows), len(columns)
moves = values(1, 3, 2, 6, height, width, low=-9, high=9) + 1 / 32
samples = torch.zeros(1, 4, height, 2, width, 3)
for group in range(2):
    for tap in range(6):
        along, down, share = moves[0, :, group, tap]
        y = rows[:, None] + tap // 3 + down
        place = torch.stack([2 * (columns + 2 * (tap % 3) + along) / 4 - 1, 2 * y / 3 - 1], -1)
        part = F.grid_sample(x[:, 2 * group:2 * group + 2], place[None], align_corners=True)
        samples[:, 2 * group:2 * group + 2, :, tap // 3, :, tap % 3] = part * share
samples = samples.reshape(1, 4, 2 * height, 3 * width)
want = F.conv2d(samples, weight, bias, stride=(2, 3), groups=2)
offset = Picture(moves.reshape(1, 36, height, width))
moved = ([2, 3], [1, 1, 2, 1], [1, 0, 1, 0], [1, 1, 1, 2], 2, 2, True)
cases.add("DeformableConv2d", Picture(x), Picture(weight), offset, bias, *moved, OutPicture(want), OutPicture(samples))
cases.add("DeformableConv2d", Picture(x), Picture(weight), offset, None, *moved, OutPicture(want - bias[:, None, None]), None)
cases.add("DeformableConv2d", Picture(x), Picture(weight), offset, None, *moved[:-1], False, OutPicture(want), None, status=161002)

# Windows as columns.
x = values(2, 2, 4, 3)
want = F.unfold(x, (2, 2), (1, 1), (1, 0), (2, 1))
cases.add("Im2col", x, [2, 2], [1, 1], [1, 0], [2, 1], Out(want))
grad = values(*want.shape)
cases.add("Im2colBackward", grad, [4, 3], [2, 2], [1, 1], [1, 0], [2, 1], Out(F.fold(grad, (4, 3), (2, 2), (1, 1), (1, 0), (2, 1))))

# Pools.
x = values(1, 2, 5, 6)
for dtype in (f32, f16):
    y = x.to(dtype)
    for ceil, count, divisor, padding in [(False, True, 0, [1, 1]), (True, False, 0, [1, 1]), (True, True, 0, [0, 1]), (False, True, 3, [0, 0])]:
        want = once(lambda x: F.avg_pool2d(x, (3, 2), (2, 2), padding, ceil, count, divisor or None), y)
        cases.add("AvgPool2d", Picture(y), [3, 2], [2, 2], padding, ceil, count, divisor, 0, OutPicture(want))
    want, places = F.max_pool2d(y.float(), (3, 2), (2, 2), (1, 0), ceil_mode=True, return_indices=True)
    window = [3, 2], [2, 2], [1, 0], [1, 1], True
    cases.add("MaxPool2dWithIndices", Picture(y), *window, OutPicture(want.to(dtype)), OutPicture(places.to(i32)))
    cases.add("MaxPool", Picture(y), [3, 2], [2, 2], 0, [1, 0, 1, 0], [1, 1], 1, OutPicture(want.to(dtype)))
    for size in ([1, 1], [3, 4]):
        cases.add("AdaptiveAvgPool2d", Picture(y), size, OutPicture(once(lambda x: F.adaptive_avg_pool2d(x, size), y)))
cases.add("MaxPool2dWithIndices", Picture(x), [3, 2], [2, 2], [1, 0], [2, 1], True, OutPicture(want), OutPicture(places.to(i32)), status=161002)
cases.add("MaxPool2dWithIndices", Picture(x), *window, OutPicture(want), OutPicture(places.float()), status=161002)
cases.add("AvgPool2d", x, [3, 2], [2, 2], [1, 1], False, True, 0, 0, OutPicture(values(1, 2, 3, 4)), status=161002)
cases.add("AvgPool2d", Picture(x), [3, 2], [2, 2], [2, 1], False, True, 0, 0, OutPicture(values(1, 2, 4, 4)), status=161002)
cases.add("AdaptiveAvgPool2d", Picture(x), [2, 2], OutPicture(values(1, 2, 2, 3)), status=161002)
x = x.requires_grad_()
want, places = F.max_pool2d(x, (3, 2), (2, 2), (1, 0), ceil_mode=True, return_indices=True)
grad = values(*want.shape)
want.backward(grad)
cases.add("MaxPool2dWithIndicesBackward", Picture(grad), Picture(x.detach()), Picture(places.to(i32)), *window, OutPicture(x.grad))
x.grad = None
want = F.avg_pool2d(x, (3, 2), (2, 2), (1, 1), True, False)
grad = values(*want.shape)
want.backward(grad)
cases.add("AvgPool2dBackward", Picture(grad), Picture(x.detach()), [3, 2], [2, 2], [1, 1], True, False, 0, 0, OutPicture(x.grad))
x = values(1, 2, 3, 4, 3)
cases.add("AvgPool3d", Picture(x), [2, 2, 2], [1, 2, 1], [1, 0, 0], False, True, 0, OutPicture(F.avg_pool3d(x, (2, 2, 2), (1, 2, 1), (1, 0, 0))))
cases.add("AdaptiveAvgPool3d", Picture(x), [2, 3, 1], OutPicture(F.adaptive_avg_pool3d(x, (2, 3, 1))))

# Resizing.
x = values(1, 2, 4, 5)
for size in ([6, 9], [3, 2]):
    for dtype in (f32, f16):
        resized = lambda mode, **more: OutPicture(once(lambda x: F.interpolate(x, size, mode=mode, **more), x.to(dtype)))
        cases.add("UpsampleNearest2d", Picture(x.to(dtype)), size, resized("nearest"))
        for align in (False, True):
            for name, mode in [("Bilinear", "bilinear"), ("Bicubic", "bicubic")]:
                cases.add(f"Upsample{name}2d", Picture(x.to(dtype)), size, align, F64(0), F64(0), resized(mode, align_corners=align))
    for name, mode in [("Bilinear", "bilinear"), ("Bicubic", "bicubic")]:
        cases.add(f"Upsample{name}2dAA", Picture(x), size, False, F64(0), F64(0),
                  OutPicture(once(lambda x: F.interpolate(x, size, mode=mode, antialias=True), x)))
scaled = lambda mode, **more: OutPicture(F.interpolate(x, scale_factor=(1.6, 0.7), mode=mode, recompute_scale_factor=False, **more))
cases.add("UpsampleBilinear2d", Picture(x), [6, 3], False, F64(1.6), F64(0.7), scaled("bilinear", align_corners=False))
cases.add("UpsampleBicubic2d", Picture(x, ND), [6, 3], False, F64(1.6), F64(0.7), scaled("bicubic", align_corners=False))
cases.add("UpsampleNearest2dV2", Picture(x), [6, 3], F32(1.6), F32(0.7), scaled("nearest"))
cases.add("UpsampleBilinear2d", Picture(x), [6, 3], False, F64(1.9), F64(0.7), scaled("bilinear"), status=161002)
cases.add("UpsampleBilinear2d", x, [6, 3], False, F64(0), F64(0), scaled("bilinear"), status=161002)
line, block = values(2, 2, 5), values(1, 2, 2, 3, 2)
cases.add("UpsampleNearest1dV2", Picture(line), [8], F32(0), OutPicture(F.interpolate(line, 8)))
cases.add("UpsampleLinear1d", Picture(line), [8], True, F64(0), OutPicture(F.interpolate(line, 8, mode="linear", align_corners=True)))
want = F.interpolate(block, (3, 4, 4), mode="trilinear", align_corners=False)
cases.add("UpsampleTrilinear3d", Picture(block), [3, 4, 4], False, F64(0), F64(0), F64(0), OutPicture(want))
x = x.requires_grad_()
grad = values(1, 2, 6, 3)
F.interpolate(x, (6, 3), mode="bilinear", align_corners=False).backward(grad)
cases.add("UpsampleBilinear2dBackward", Picture(grad), [6, 3], [1, 2, 4, 5], False, F64(0), F64(0), OutPicture(x.grad))

# Sampling.
x = x.detach()
grid = values(1, 3, 3, 2, low=-11, high=11) + 1 / 64
for mode, name in enumerate(["bilinear", "nearest", "bicubic"]):
    for padding, how in enumerate(["zeros", "border", "reflection"]):
        for align in (False, True):
            want = F.grid_sample(x.double(), grid.double(), name, how, align).float()
            cases.add("GridSampler2D", x, grid, mode, padding, align, Out(want))
cases.add("GridSampler2D", x, grid, 3, 0, False, Out(want), status=161002)
save(cases, "image_nn")
