"""Writes what PyTorch's operators give for small inputs, for tests/cann-sim/tests/operators.rs: `python make.py`."""

import compare  # noqa: F401
import elementwise  # noqa: F401
import index  # noqa: F401
import reduce  # noqa: F401
import shape  # noqa: F401
