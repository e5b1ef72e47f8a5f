"""Loads a picture file."""

from pathlib import Path
from typing import Annotated, Any, NamedTuple

from nodegraph import Folder, ImageFile, Number, Picture, node
from nodes._kernels.codecs.read import open_picture

Page = Annotated[int, Number(1, 1_000_000)]


class Loaded(NamedTuple):
    """A picture and where it came from."""

    image: Picture
    name: str
    """The file's name without its suffix."""
    folder: Folder
    path: ImageFile


@node(synonyms=("open image", "read image", "import picture"))
def load_image(path: ImageFile, page: Page = 1, repair: bool = False) -> Loaded:
    """Load a picture from a file.

    Reads PNG, JPEG, WebP, TIFF, AVIF, GIF, BMP, TGA, ICO, DDS, QOI, JPEG 2000, PNM, PAM, PFM, OpenEXR, Radiance
    HDR and, with optional libraries, HEIC and JPEG XL, by content, not by suffix. *page* chooses among the pages of a
    TIFF, the frames of an animation or the layers of an OpenEXR file. Pixels keep the file's depth (16 bits stay 16,
    float stays float) and are turned upright; the color profile, EXIF, XMP and resolution travel along. CMYK
    becomes sRGB. A file that is damaged, cut off or too large is refused by name; with *repair*, what a damaged
    one still holds is read.
    """
    return Loaded(open_picture(path, page, repair).picture(), path.stem, path.parent, path)


@load_image.probe
def _facts(path: Path, page: int, repair: bool) -> dict[str, Any]:
    return {"image": open_picture(path, page, repair).fact, "name": path.stem, "folder": path.parent, "path": path}
