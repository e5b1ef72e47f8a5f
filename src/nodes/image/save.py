"""Saves a picture file."""

from pathlib import Path
from typing import Annotated, Literal

from nodegraph import Folder, Lazy, Number, Picture, PictureFact, Text, When, beside, node, note, skipped
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
from nodes._kernels.wording import fill

_UNNAMED = "picture"
"""The name of a picture that has none, neither of its own nor of a file that it was made from."""

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
    folder: Folder | None = None,
    name: Annotated[str, Text()] = _UNNAMED,
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
    template: Annotated[str, Text()] = "{name}",
) -> Path:
    """Save a picture into a folder; without one into *upscaled* beside the file that it was made from.

    The *template* makes the file's name: {name} is the name, or the source file's where none is set, {scale}
    how many times wider the picture is than its source, {width} and {height} are its size, {folder} is the name
    of the source's folder; {width:05} has at least five digits. The format's suffix is added unless it is there.
    The file appears whole or not at all. With *skip*, a picture whose file is there is not even computed;
    *number* adds -2, -3, ... to a name that is taken. The subfolder, relative to the folder, is made
    where it is missing. Depth *auto* writes as many bits as the source had, where the format holds them.
    *drop* leaves EXIF, XMP and resolution out; the color profile stays, since it says what the colors are.
    *small* takes longer for a smaller file. *subsampling* stores the colors of JPEG and AVIF at half the
    resolution (4:2:0) or in full (4:4:4); *auto* halves them below quality 90. A *progressive* JPEG appears
    whole at once and grows sharper. *blocks* are the compression of textures (BC3 with alpha). OpenEXR,
    Radiance HDR and PFM get linear light.
    """
    target = _target(_described(image, folder, name, template), folder, name, template, subfolder, format)
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


def _described(image: Lazy[Picture], folder: Path | None, name: str, template: str) -> PictureFact:
    """Return as much of the picture as its file's name is made of; it is computed only where that is not known."""
    fact = image.fact()
    told = fact if isinstance(fact, PictureFact) else PictureFact()
    if folder is not None and name != _UNNAMED and template == "{name}":
        return told
    sized = isinstance(told.width, int) and isinstance(told.height, int)
    return told if sized and told.path is not None and told.origin is not None else image().fact


def _target(
    image: PictureFact,
    folder: Path | None,
    name: str,
    template: str,
    subfolder: str,
    format_: str,
) -> Path:
    """Return the path to write, which lies in the folder or below it. Raises `Refused`."""
    source = Path(image.path) if image.path else None
    if folder is None:
        if source is None:
            raise Refused("The picture was made from no file, beside which it could go; choose a folder.")
        folder = beside(source)
    named = file_name(format_, _filled(template, name, image, source))
    target = folder / check_subfolder(subfolder) / named
    if target.is_dir():
        raise Refused(f"{target} is a folder; choose another name for the picture.")
    return target


def _filled(template: str, name: str, image: PictureFact, source: Path | None) -> str:
    """Return the template with its fields filled in. Raises `ValueError` with a sentence."""
    if template == "{name}" and (name != _UNNAMED or source is None):
        return name
    values = {"name": source.stem if source is not None and name == _UNNAMED else name}
    values |= {"width": str(image.width), "height": str(image.height)}
    if source is not None and image.origin is not None and isinstance(image.width, int):
        values |= {"scale": f"{image.width / image.origin[0]:.4g}", "folder": source.parent.name}
    try:
        return fill(template, values)
    except ValueError as error:
        raise Refused(str(error)) from None


@save_image.infer
def _check(
    image: PictureFact,
    folder: Path | None,
    subfolder: str,
    name: str,
    format: str,  # noqa: A002 - the port's name
    depth: str,
    if_exists: str,
    compression: str,
    template: str,
) -> Path | None:
    target = _target(image, folder, name, template, subfolder, format)
    if sentence := refuse_library(format, compression):
        raise Refused(sentence)
    if isinstance(image.width, int) and isinstance(image.height, int):
        sentence = refuse_size(format, image.width, image.height)
        if sentence:
            raise Refused(sentence)
    for sentence in losses(format, depth, image):
        note(sentence)
    return None if if_exists == "number" else target
