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


class NotRead(Refused):
    """A file that is whole, as far as can be told, but of a kind that no library here reads."""


class NoSuchPage(Refused):
    """A page, frame or layer that the file does not have."""


def check_page(path: Path, page: int, pages: int) -> None:
    """Raise `NoSuchPage` where a file has fewer pages, frames or layers than the one asked for, counted from 1."""
    if not pages:
        raise Refused(f"{path} is damaged or cut off (no picture in it); take another copy of it.")
    if page > pages:
        has, choose = ("one picture", "1") if pages == 1 else (f"{pages} pictures", f"1 to {pages}")
        raise NoSuchPage(f"{path} holds {has}, but page {page} was asked for; choose {choose}.")
