"""Saves a picture file."""

from pathlib import Path
from typing import Annotated, Literal

from nodegraph import Folder, Lazy, Number, Picture, PictureFact, Text, When, node, note, skipped
from nodes._kernels.atomic import write_atomically, write_numbered
from nodes._kernels.codecs.formats import (
    FORMATS,
    Blocks,
    Compression,
    Depth,
    Encoding,
    Format,
    Subsampling,
    file_name,
    losses,
    refuse_library,
    refuse_size,
)
from nodes._kernels.codecs.write import write_picture
from nodes._kernels.files import Refused
from nodes._kernels.names import check_subfolder

Quality = Annotated[int, Number(1, 100), When(format=("jpeg", "webp", "avif", "jxl"))]
Lossless = Annotated[bool, When(format=("webp", "avif", "jxl"))]
Deep = Annotated[Depth, When(format=tuple(name for name, holds in FORMATS.items() if len(holds.depths) > 1))]
Thinned = Annotated[Subsampling, When(format=("jpeg", "avif"))]
Progressive = Annotated[bool, When(format="jpeg")]
Packed = Annotated[Compression, When(format="tiff")]
Texture = Annotated[Blocks, When(format="dds")]


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
    subsampling: Thinned = "auto",
    progressive: Progressive = False,
    compression: Packed = "deflate",
    blocks: Texture = "none",
) -> Path:
    """Save a picture into a folder, under a name to which the format's suffix is added unless it has it.

    The file appears whole or not at all. With *skip*, a picture whose file is there is not even computed;
    *number* adds -2, -3, ... to a name that is taken. The subfolder, relative to the folder, is made
    where it is missing. Depth *auto* writes as many bits as the source had, where the format holds them.
    *drop* leaves EXIF, XMP and resolution out; the color profile stays, since it says what the colors are.
    *small* takes longer for a smaller file. *subsampling* stores the colors of JPEG and AVIF at half the
    resolution (4:2:0) or in full (4:4:4); *auto* halves them below quality 90. A *progressive* JPEG appears
    whole at once and grows sharper. *blocks* are the compression of textures (BC3 with alpha). OpenEXR,
    Radiance HDR and PFM get linear light.
    """
    target = _target(folder, subfolder, name, format)
    if if_exists == "skip" and target.exists():
        skipped(f"{target} exists.")
        return target
    if sentence := refuse_library(format, compression):
        raise Refused(sentence)
    picture = image()
    if sentence := refuse_size(format, picture.width, picture.height):
        raise Refused(sentence)
    encoding = Encoding(
        format,
        depth,
        quality,
        lossless,
        effort == "small",
        metadata == "keep",
        subsampling,
        progressive,
        compression,
        blocks,
    )
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
    depth: str,
    if_exists: str,
    compression: str,
) -> Path | None:
    target = _target(folder, subfolder, name, format)
    if sentence := refuse_library(format, compression):
        raise Refused(sentence)
    if isinstance(image.width, int) and isinstance(image.height, int):
        sentence = refuse_size(format, image.width, image.height)
        if sentence:
            raise Refused(sentence)
    for sentence in losses(format, depth, image):
        note(sentence)
    return None if if_exists == "number" else target
