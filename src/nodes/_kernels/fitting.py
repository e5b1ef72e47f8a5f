"""The size a picture gets when it is made larger or smaller: by a factor, or fitted to a size."""

from typing import NamedTuple

from nodes._kernels.pixels import check_size
from nodes._kernels.resample import Region


class Target(NamedTuple):
    """A size in pixels, and the part of the picture that is shown in it."""

    width: int
    height: int
    region: Region | None = None
    """In pixels of the picture; `None` for all of it."""


def target_size(width: int, height: int, by: str, factor: float, to_width: int, to_height: int, fit: str) -> Target:
    """Return the size of a picture of `width` x `height` made `factor` times as large (`by="factor"`) or fitted.

    By `longer side` or `shorter side` that side becomes `to_width` long, and the proportions stay. By size
    `fit="fit"` keeps the proportions and stays within the size, `"fill"` keeps them, covers the size and cuts off
    what sticks out evenly, `"stretch"` ignores them. Raises `ValueError` for a size that cannot be made.
    """
    if by == "factor":
        target = Target(_scaled(width, factor), _scaled(height, factor))
    elif by != "size":
        scale = to_width / (max(width, height) if by == "longer side" else min(width, height))
        target = Target(_scaled(width, scale), _scaled(height, scale))
    elif fit == "stretch":
        target = Target(to_width, to_height)
    elif fit == "fit":
        scale = min(to_width / width, to_height / height)
        target = Target(min(to_width, _scaled(width, scale)), min(to_height, _scaled(height, scale)))
    else:
        scale = max(to_width / width, to_height / height)
        left, top = (width - to_width / scale) / 2, (height - to_height / scale) / 2
        target = Target(to_width, to_height, (left, top, width - left, height - top))
    check_size(target.width, target.height)
    return target


def _scaled(length: int, factor: float) -> int:
    return max(1, int(length * factor + 0.5))
