"""Saves a picture file."""

from pathlib import Path
from typing import Annotated, Literal

from nodegraph import Folder, Lazy, Number, Picture, PictureFact, Text, When, node, skipped
from nodes._kernels.atomic import write_atomically, write_numbered
from nodes._kernels.codecs.formats import Depth, Format, file_name, refuse_size
from nodes._kernels.codecs.write import Encoding, write_picture
from nodes._kernels.files import Refused
from nodes._kernels.names import check_subfolder

Quality = Annotated[int, Number(1, 100), When(format=("jpeg", "webp", "avif"))]
Lossless = Annotated[bool, When(format=("webp", "avif"))]
Deep = Annotated[Depth, When(format=("png", "tiff", "avif"))]


@node(effect=True, synonyms=("write image", "export picture", "store"))
def save_image(
    image: Lazy[Picture],
    folder: Folder,
    name: Annotated[str, Text()] = "picture",
    subfolder: Annotated[str, Text()] = "",
    format: Format = "png",  # noqa: A002 - the port's name
    quality: Quality = 95,
    lossless: Lossless = False,
    depth: Deep = "auto",
    effort: Literal["fast", "small"] = "fast",
    metadata: Literal["keep", "drop"] = "keep",
    if_exists: Literal["overwrite", "skip", "number"] = "overwrite",
) -> Path:
    """Save a picture into a folder, under a name to which the format's suffix is added unless it has it.

    The file appears whole or not at all. With *skip*, a picture whose file is there is not even computed;
    *number* adds -2, -3, ... to a name that is taken. The subfolder, relative to the folder, is made
    where it is missing. Depth *auto* writes as many bits as the source had, where the format holds them.
    *drop* leaves EXIF, XMP and resolution out; the color profile stays, since it says what the colors are.
    """
    target = _target(folder, subfolder, name, format)
    if if_exists == "skip" and target.exists():
        skipped(f"{target} exists.")
        return target
    picture = image()
    if sentence := refuse_size(format, picture.width, picture.height):
        raise Refused(sentence)
    encoding = Encoding(format, depth, quality, lossless, effort == "small", metadata == "keep")
    write = write_numbered if if_exists == "number" else write_atomically
    return write(target, lambda part: write_picture(picture, part, encoding))


def _target(folder: Path, subfolder: str, name: str, format_: str) -> Path:
    """Return the path to write, which lies in the folder or below it. Raises `Refused`."""
    target = folder / check_subfolder(subfolder) / file_name(format_, name)
    if target.is_dir():
        raise Refused(f"{target} is a folder; choose another name for the picture.")
    return target


@save_image.infer
def _check(
    image: PictureFact,
    folder: Path,
    subfolder: str,
    name: str,
    format: str,  # noqa: A002 - the port's name
    if_exists: str,
) -> Path | None:
    target = _target(folder, subfolder, name, format)
    if isinstance(image.width, int) and isinstance(image.height, int):
        sentence = refuse_size(format, image.width, image.height)
        if sentence:
            raise Refused(sentence)
    return None if if_exists == "number" else target
