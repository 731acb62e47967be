"""How a case of an operator is written down: its arguments in C's order, and what its outputs should hold."""

import json
from pathlib import Path

import torch

NAMES = {
    torch.float32: "f32", torch.float16: "f16", torch.bfloat16: "bf16", torch.float64: "f64", torch.int8: "i8", torch.uint8: "u8",
    torch.int16: "i16", torch.int32: "i32", torch.int64: "i64", torch.bool: "bool", torch.uint16: "u16", torch.uint32: "u32",
    torch.uint64: "u64",
}


def raw(values):
    """Bytes of a contiguous tensor, in hexadecimal."""
    return values.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes().hex() if values.numel() else ""


def tensor(values):
    """The whole storage of a tensor and where its elements lie in it."""
    storage = torch.empty(0, dtype=values.dtype).set_(values.untyped_storage())
    written = {"tensor": NAMES[values.dtype], "shape": list(values.shape), "data": raw(storage)}
    if not values.is_contiguous() or values.storage_offset() or storage.numel() != values.numel():
        written |= {"strides": list(values.stride()), "offset": values.storage_offset()}
    return written


def strided(values):
    """The same elements, the axes in the opposite order in memory, every second element of it, from the third on."""
    order = list(range(values.dim()))[::-1]
    turned = values.permute(order).contiguous()
    storage = torch.zeros(2 * values.numel() + 3, dtype=values.dtype)
    view = storage[2:2 + 2 * values.numel():2]
    view.copy_(turned.reshape(-1))
    strides = [2 * stride for stride in turned.stride()]
    return storage.as_strided(values.shape, [strides[at] for at in order], 2)


class Out:
    """An output: what it should hold, and the strides of its view (twice the usual ones where `apart`)."""

    def __init__(self, want, apart=False, room=None):
        self.want, self.apart, self.room = want, apart, room

    def write(self):
        written = {"out": NAMES[self.want.dtype], "shape": list(self.want.shape), "want": raw(self.want)}
        if self.apart:
            written["strides"] = [2 * stride for stride in self.want.contiguous().stride()]
        if self.room is not None:
            written |= {"shape": self.room, "becomes": list(self.want.shape)}
        return written


class Ref:
    """A tensor that is changed in place."""

    def __init__(self, values, want):
        self.values, self.want = values, want

    def write(self):
        return tensor(self.values) | {"want": raw(self.want)}


class Num:
    """An `aclScalar`."""

    def __init__(self, value, dtype=torch.float32):
        self.value = torch.tensor([value], dtype=dtype)

    def write(self):
        return {"number": NAMES[self.value.dtype], "data": raw(self.value)}


class Random:
    """An output of random numbers: their range and mean."""

    def __init__(self, dtype, low, high, mean, within):
        self.written = {"out": NAMES[dtype], "shape": [64, 64], "between": [low, high], "mean": [mean, within]}

    def write(self):
        return self.written


class F64(float):
    """`double`."""


class F32(float):
    """`float`."""


def argument(value):
    """One argument in JSON."""
    match value:
        case None:
            return None
        case torch.Tensor():
            return tensor(value)
        case torch.dtype():
            return {"dtype": NAMES[value]}
        case bool() | int():
            return {"int": int(value)}
        case F64():
            return {"double": value}
        case F32():
            return {"float": value}
        case list() if value and isinstance(value[0], torch.Tensor):
            return {"list": [tensor(member) for member in value]}
        case list():
            return {"ints": value}
        case _:
            return value.write()


class Cases:
    """The cases of one file."""

    def __init__(self):
        self.all = []

    def add(self, name, *arguments, aicpu=None, status=None, tolerance=None, soc=None):
        """A call; `aicpu`: whether it runs there; `status`: the number with which it is refused; `soc`: none for 910B."""
        case = {"op": name, "arguments": [argument(value) for value in arguments]}
        optional = {"aicpu": aicpu, "status": status, "tolerance": tolerance, "soc": soc}
        self.all.append(case | {key: value for key, value in optional.items() if value is not None})

    def save(self, name):
        """Writes `name`.json beside this file, a case a line."""
        lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in self.all)
        (Path(__file__).parent / f"{name}.json").write_text(f"[\n{lines}\n]\n")
