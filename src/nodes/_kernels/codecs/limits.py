"""How many pixels a picture from a file may have."""

import os
from pathlib import Path

from nodes._kernels.files import Refused

LIMIT = 1_000_000_000
"""Pixels; `NODEGRAPH_MAX_PIXELS` says otherwise. 1 gigapixel of RGB 8-bit is 3 GB."""


def check_size(path: Path, width: int, height: int) -> None:
    """Raise `Refused` for a picture of more pixels than allowed, or none: a small file may claim any size."""
    limit = int(os.environ.get("NODEGRAPH_MAX_PIXELS") or LIMIT)
    if width < 1 or height < 1:
        raise Refused(f"{path} claims to be {width}x{height} pixels large; it is damaged.")
    if width * height > limit:
        raise Refused(
            f"{path} claims to be {width}x{height} pixels large, more than the {limit / 1e6:g} megapixels allowed; "
            "set NODEGRAPH_MAX_PIXELS to read it."
        )
