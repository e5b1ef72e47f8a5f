"""Opens any picture file with the library that reads its kind best."""

import contextlib
from pathlib import Path

from nodes._kernels.codecs import by_opencv, by_vips
from nodes._kernels.codecs.by_opencv import open_by_opencv
from nodes._kernels.codecs.by_pillow import open_by_pillow
from nodes._kernels.codecs.by_vips import open_by_vips
from nodes._kernels.codecs.kinds import kind_of
from nodes._kernels.codecs.opened import Opened
from nodes._kernels.files import Refused, check_file

_SECOND_TRY = frozenset(("tiff", "avif"))
"""Kinds of which Pillow reads some files that libvips refuses at the header."""


def open_picture(path: Path) -> Opened:
    """Return the file's header facts and the way to its pixels.

    Raises `Refused`, with a sentence that names the file, for everything that is no regular file, no
    picture, damaged in its header, or larger than the pixel limit.
    """
    check_file(path)
    kind = kind_of(path)
    if kind in by_opencv.KINDS:
        return open_by_opencv(path, kind)
    if kind not in by_vips.KINDS:
        return open_by_pillow(path)
    try:
        return open_by_vips(path, kind)
    except Refused as refused:
        if kind in _SECOND_TRY:
            with contextlib.suppress(Refused):
                return open_by_pillow(path)
        raise refused
