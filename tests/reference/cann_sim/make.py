"""Writes what PyTorch's operators give for small inputs, for tests/cann-sim/tests/operators: `python make.py`."""

import activation_nn  # noqa: F401
import attention_nn  # noqa: F401
import compare  # noqa: F401
import elementwise  # noqa: F401
import image_nn  # noqa: F401
import index  # noqa: F401
import matmul_nn  # noqa: F401
import reduce  # noqa: F401
import shape  # noqa: F401
