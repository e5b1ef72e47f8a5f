"""Writes OpenEXR with the library of that name, strip by strip: half or float, colors multiplied by alpha."""

import os
from pathlib import Path
from typing import Any

import numpy as np

from nodegraph import Picture, progress, release_pages
from nodes._kernels.codecs import vips
from nodes._kernels.codecs.formats import Encoding

_LARGEST_HALF = 65504.0
_NAMES = {1: "Y", 3: "RGB", 4: "RGBA"}


def write(image: Any, picture: Picture, path: Path, depth: str, encoding: Encoding) -> None:
    """Encode the image, linear light in float. Raises `OSError` or `RuntimeError` of the library."""
    import Imath
    import OpenEXR

    half = depth == "half"
    names = _NAMES[image.bands]
    number = Imath.PixelType(Imath.PixelType.HALF if half else Imath.PixelType.FLOAT)
    header = OpenEXR.Header(image.width, image.height)
    header["channels"] = {name: Imath.Channel(number) for name in names}
    # Both lose nothing; PIZ is the smaller for photographs with grain, and slower to read.
    method = Imath.Compression.PIZ_COMPRESSION if encoding.small else Imath.Compression.ZIP_COMPRESSION
    header["compression"] = Imath.Compression(method)
    if picture.dpi and encoding.metadata:
        header["xDensity"] = float(picture.dpi[0])
    with _output(path, header) as file:
        for top, strip in vips.strips_of(image):
            rows = _multiplied(strip)
            if half:
                rows = np.clip(rows, -_LARGEST_HALF, _LARGEST_HALF).astype(np.float16)
            planes = {name: rows[:, :, channel].tobytes() for channel, name in enumerate(names)}
            file.writePixels(planes, len(rows))
            release_pages(picture.pixels[top : top + len(rows)])
            progress(top + len(rows), image.height)


def _multiplied(strip: Any) -> Any:
    """Return colors multiplied by their alpha, as this format has them."""
    if strip.shape[2] != 4:
        return strip
    rows = np.array(strip)
    rows[:, :, :3] *= rows[:, :, 3:]
    return rows


class _output:  # noqa: N801 - used like a function
    """A file opened for writing."""

    def __init__(self, path: Path, header: dict[str, Any]) -> None:
        import OpenEXR

        try:
            os.fspath(path).encode()
            target: Any = os.fspath(path)
        except UnicodeEncodeError:
            target = path.open("wb")
        self._file = OpenEXR.OutputFile(target, header)

    def __enter__(self) -> Any:
        return self._file

    def __exit__(self, *_: object) -> None:
        self._file.close()
