"""What the cases of products, activations, attention and pictures need beside `cases.py`."""

import torch

from cases import NAMES, Out, tensor

NCHW, ND, NZ, NCDHW, NCL = 0, 2, 29, 30, 47
GENERATOR = torch.Generator().manual_seed(20260)


def values(*shape, dtype=torch.float32, low=-16, high=16, of=8):
    """Multiples of 1/8 between -2 and 2, which every float type holds exactly."""
    return (torch.randint(low, high + 1, shape, generator=GENERATOR) / of).to(dtype)


def picture_format(rank):
    return {3: NCL, 4: NCHW, 5: NCDHW}.get(rank, ND)


class Text(str):
    """`char *`."""

    def write(self):
        return {"text": str(self)}


class Bools:
    """An `aclBoolArray`."""

    def __init__(self, *flags):
        self.flags = flags

    def write(self):
        return {"bools": [int(flag) for flag in self.flags]}


class Picture:
    """A tensor that is read, with the format of its rank or another."""

    def __init__(self, given, form=None):
        self.given, self.form = given, form

    def write(self):
        form = picture_format(self.given.dim()) if self.form is None else self.form
        return tensor(self.given) | {"format": form}


class OutPicture(Out):
    """The same for an output."""

    def __init__(self, want, form=None, apart=False):
        super().__init__(want, apart)
        self.form = picture_format(want.dim()) if form is None else form

    def write(self):
        return super().write() | {"format": self.form}



class Triangle:
    """The mask of 2048 x 2048 that hides what lies right of the diagonal, or what is not hidden by it."""

    def __init__(self, dtype=torch.bool, side=2048, below=False):
        self.dtype, self.side, self.below = dtype, side, below

    def write(self):
        return {"tensor": NAMES[self.dtype], "shape": [self.side, self.side], "triangle": int(self.below)}


def blocks(weight):
    """`[rows, columns]` of a 16-bit type in blocks of 16 x 16, first down the rows."""
    rows, columns = (-(-size // 16) for size in weight.shape)
    padded = torch.zeros(16 * rows, 16 * columns, dtype=weight.dtype)
    padded[:weight.shape[0], :weight.shape[1]] = weight
    return padded.reshape(rows, 16, columns, 16).permute(2, 0, 1, 3).contiguous()


def save(cases, name):
    """Writes the cases: single precision may differ by more units in the last place, and what is refused needs no data."""
    for case in cases.all:
        outs = [one for one in case["arguments"] if one and "want" in one]
        if all(one.get("out", one.get("tensor")) == "f32" for one in outs):
            case.setdefault("tolerance", 32)
        if "status" in case:
            case.pop("tolerance", None)
            for argument in case["arguments"]:
                for one in argument.get("list", [argument]) if argument else []:
                    one.pop("want", None)
                    if "tensor" in one and "strides" not in one:
                        one.pop("data", None)
    cases.save(name)
