"""Loads the post-processing functions of PaddleX's PaddleOCR-VL pipeline without PaddleX's own dependencies.

The functions are in one file that needs no model, but importing its package pulls in a deep-learning framework. This
finds the file in the installed package and gives it empty modules for what it imports and the functions never call.
"""

import importlib.util
import sys
import types
from pathlib import Path

PACKAGE = "paddlex.inference.pipelines"


def load():
    """Returns the module `paddlex.inference.pipelines.paddleocr_vl.uilts`."""
    spec = importlib.util.find_spec("paddlex")
    if spec is None:
        sys.exit("paddlex is not installed: see requirements-paddlex.txt")
    root = Path(spec.submodule_search_locations[0])
    for name in ["paddlex", "paddlex.inference", PACKAGE, f"{PACKAGE}.paddleocr_vl", f"{PACKAGE}.layout_parsing"]:
        package = types.ModuleType(name)
        package.__path__ = []
        sys.modules[name] = package
    stub = types.ModuleType(f"{PACKAGE}.layout_parsing.utils")
    stub.calculate_overlap_ratio = stub.calculate_projection_overlap_ratio = None
    sys.modules[stub.__name__] = stub
    path = root / "inference" / "pipelines" / "paddleocr_vl" / "uilts.py"
    spec = importlib.util.spec_from_file_location(f"{PACKAGE}.paddleocr_vl.uilts", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
