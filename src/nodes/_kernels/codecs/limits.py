"""What is not read: more pixels than allowed, and what needs a library that is not there."""

import os
from pathlib import Path

from nodes._kernels.files import Refused

LIMIT = 1_000_000_000
"""Pixels; `NODEGRAPH_MAX_PIXELS` says otherwise. 1 gigapixel of RGB 8-bit is 3 GB."""


def _limit() -> int:
    text = os.environ.get("NODEGRAPH_MAX_PIXELS") or str(LIMIT)
    if not text.isdecimal():
        raise Refused(f"NODEGRAPH_MAX_PIXELS is {text!r}, which is no number of pixels; write digits only.")
    return int(text)


def check_size(path: Path, width: int, height: int) -> None:
    """Raise `Refused` for a picture of more pixels than allowed, or none: a small file may claim any size."""
    limit = _limit()
    if width < 1 or height < 1:
        raise Refused(f"{path} claims to be {width}x{height} pixels large; it is damaged.")
    if width * height > limit:
        raise Refused(
            f"{path} claims to be {width}x{height} pixels large, more than the {limit / 1e6:g} megapixels allowed; "
            "set NODEGRAPH_MAX_PIXELS to read it."
        )


class NeedsLibrary(Refused):
    """A file that an optional library would read; the sentence says how to get it."""
