"""Says where `nodegraph upscale` writes: what `-o` means."""

import os
import re
from pathlib import Path

from nodegraph.core.errors import FileRefused, GraphError
from nodegraph.core.naming import RESULTS

FORMATS = {
    ".png": "png",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".webp": "webp",
    ".tif": "tiff",
    ".tiff": "tiff",
    ".avif": "avif",
    ".jxl": "jxl",
    ".exr": "exr",
    ".hdr": "hdr",
    ".pfm": "pfm",
    ".bmp": "bmp",
    ".tga": "tga",
    ".qoi": "qoi",
    ".dds": "dds",
}
"""Suffix of an output file: its format, one that *Save image* writes."""

_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{1,4}", re.IGNORECASE)
"""What looks like a file's suffix: `.bmp`, not the `.5` of `results-1.5`."""


def form_of(target: Path) -> str | None:
    """Return the format of a picture file of this name, or `None` where its suffix names none."""
    return FORMATS.get(target.suffix.lower())


def target_of(output: str | None, beside: Path, *, alone: bool = False) -> Path:
    """Return the file or folder that `-o` names (absolute), or the default one in the folder `beside`.

    A single picture (`alone`) may go into a file. Raises `GraphError` for a name that can be neither.
    """
    if output is None:
        return beside / RESULTS
    if not output:
        raise GraphError("-o is empty; name a file, a folder or - for standard output.")
    target = Path(os.path.abspath(output))
    try:
        there, is_folder = os.path.lexists(target), target.is_dir()
    except (OSError, ValueError) as error:
        raise unreachable(output, error) from None
    if output.endswith(("/", os.sep)) or is_folder:
        return target
    if alone and form_of(target):
        return target
    if there:
        what = f"write a picture as {', '.join(FORMATS)}" if alone else "several pictures need a folder"
        raise GraphError(f"-o {output} is a file that is there already; {what}.")
    if form_of(target):
        raise GraphError(f"-o {output} names one picture, but there may be several; name a folder ({output}/).")
    if alone and _SUFFIX.fullmatch(target.suffix):
        formats = ", ".join(FORMATS)
        raise GraphError(f"-o {output} has no suffix that is written ({formats}); for a folder write {output}/.")
    return target


def unreachable(text: str, error: Exception) -> FileRefused:
    """Return the refusal of a path that the system does not even look at."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    shown = text if len(text) <= 60 else f"{text[:40]}..."
    return FileRefused(f"{shown!r} cannot be opened ({str(reason).lower()}); check path and rights.")
