"""Loads a picture file."""

from pathlib import Path
from typing import Any, NamedTuple

from nodegraph import Folder, ImageFile, Picture, node
from nodes._kernels.codecs.read import open_picture


class Loaded(NamedTuple):
    """A picture and where it came from."""

    image: Picture
    name: str
    """The file's name without its suffix."""
    folder: Folder
    path: ImageFile


@node(synonyms=("open image", "read image", "import picture"))
def load_image(path: ImageFile) -> Loaded:
    """Load a picture from a file.

    Reads PNG, JPEG, WebP, TIFF, AVIF, GIF (first frame), BMP, TGA, ICO, DDS, QOI, JPEG 2000, PNM, PFM and Radiance
    HDR, by content, not by suffix. Pixels keep the file's depth (16 bits stay 16, float stays float)
    and are turned upright; the color profile, EXIF, XMP and resolution travel along. CMYK becomes
    sRGB. A file that is damaged, cut off or too large is refused by name.
    """
    return Loaded(open_picture(path).picture(), path.stem, path.parent, path)


@load_image.probe
def _facts(path: Path) -> dict[str, Any]:
    return {"image": open_picture(path).fact, "name": path.stem, "folder": path.parent, "path": path}
