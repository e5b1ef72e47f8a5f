"""Importing spandrel where the pair of torch and torchvision is not a pair.

Package registries pair a CPU-only torch with a torchvision whose native library does not load there; torchvision then
fails at import because two of its operators were never declared, and spandrel imports torchvision for two functions
that need neither. Declaring the operators cures it. It is done only where torchvision's own library did not load.
"""

import importlib.machinery
import importlib.util
import os
from typing import Any

from nodegraph.core.errors import RunError

_OPERATORS = {
    "nms": "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms": "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
}


def import_spandrel() -> Any:
    """Return the spandrel module. Raises `RunError` where torch or one of its companions cannot be imported."""
    try:
        import torch

        folder = _torchvision_folder()
        if folder is not None and not _library_loads(folder):
            for name, schema in _OPERATORS.items():
                if not hasattr(torch.ops.torchvision, name):
                    torch.library.define(f"torchvision::{name}", schema)
        import spandrel
    except (ImportError, OSError, RuntimeError) as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise RunError(
            f"PyTorch cannot be used here ({first}); install torch and torchvision anew, both from the same place."
        ) from error
    return spandrel


def _torchvision_folder() -> str | None:
    spec = importlib.util.find_spec("torchvision")
    places = spec.submodule_search_locations if spec is not None else None
    return places[0] if places else None


def _library_loads(folder: str) -> bool:
    import torch

    spec = importlib.machinery.PathFinder.find_spec("_C", [folder])
    if spec is None or spec.origin is None:
        return False
    if hasattr(os, "add_dll_directory"):
        os.add_dll_directory(folder)
    try:
        torch.ops.load_library(spec.origin)  # type: ignore[no-untyped-call]
    except (ImportError, OSError):
        return False
    return True
