"""Write the small PyTorch file that the reader of `pytorch_model.bin` is tested with.

It holds the cases that real checkpoints have: the three float types, a parameter, two names for one storage, a transposed view, a view
into the middle of a storage, a tensor of no dimensions and one of an integer type. Values count up from 0 so that the test can state them.

Run from the repository root: `python tests/reference/pytorch_bin.py`
"""

import argparse
from collections import OrderedDict
from pathlib import Path

import torch

DEFAULT = Path("host/src/checkpoint/fixtures/pytorch_model.bin")


def state_dict() -> OrderedDict:
    """Return the tensors, all small integers that every float type holds exactly."""

    def count(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return torch.arange(torch.Size(shape).numel()).reshape(shape).to(dtype)

    shared = count(2, 2)
    tensors = OrderedDict(
        float=count(2, 3),
        bfloat=count(5, dtype=torch.bfloat16),
        half=count(3, 1, 2, dtype=torch.float16),
        parameter=torch.nn.Parameter(count(4)),
        tied=shared,
        tied_again=shared,
        transposed=count(2, 3).t(),
        middle=count(10)[4:7],
        scalar=torch.tensor(7.0),
        empty=torch.empty(0, 3),
        ids=torch.tensor([1, 2]),
    )
    # torch.nn.Module.state_dict attaches module versions like this.
    tensors._metadata = OrderedDict({"": {"version": 1}})
    return tensors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=DEFAULT, help="file to write (default: %(default)s)")
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(state_dict(), args.out)


if __name__ == "__main__":
    main()
