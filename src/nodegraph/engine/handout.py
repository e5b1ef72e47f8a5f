"""A picture as a PNG file for other programs: nothing but pixels, color profile and resolution."""

from pathlib import Path

import numpy as np

from nodegraph.core.errors import RunError
from nodegraph.engine.picture import Picture
from nodegraph.engine.pixels import Pixels


def write_png(picture: Picture, path: str) -> None:
    """Write the picture: 8 bits as 8, all else as 16, of floats what lies in [0, 1].

    The file has its name only when it is whole. Raises `RunError`.
    """
    # libvips takes 0.1 s to import, and most pictures that are shown stay where they are.
    import pyvips

    pixels: Pixels = picture.pixels
    if pixels.dtype == np.float32:
        pixels = np.rint(np.fmin(np.fmax(pixels, 0), 1) * np.float32(65535)).astype(np.uint16)
    target = Path(path)
    part = target.with_name(f".{target.stem}.part.png")
    try:
        image = pyvips.Image.new_from_array(pixels)
        image = image.copy(interpretation=_meaning(pixels))
        if picture.icc is not None:
            image = image.copy()
            image.set_type(pyvips.GValue.blob_type, "icc-profile-data", picture.icc)
        image.pngsave(str(part), compression=1)
        part.replace(target)
    except (pyvips.Error, OSError) as error:
        part.unlink(missing_ok=True)
        reason = str(error).strip().splitlines()[-1]
        raise RunError(f"{target.name} cannot be written into {target.parent}: {reason}.") from None


def _meaning(pixels: Pixels) -> str:
    deep = pixels.dtype == np.uint16
    if pixels.shape[2] == 1:
        return "grey16" if deep else "b-w"
    return "rgb16" if deep else "srgb"
