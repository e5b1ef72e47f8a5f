"""The two files of an ncnn model, a description (`.param`) and weights (`.bin`): either finds the other."""

import os
from pathlib import Path
from typing import NamedTuple

from nodegraph.core.errors import FileRefused

MAGIC = 7767517
"""With this number every description begins: in digits, or as four bytes, least significant first."""
_TEXT = str(MAGIC).encode()
_BINARY = MAGIC.to_bytes(4, "little")
_HEAD = 16
_FOREIGN = (b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
"""Heads of checkpoints of torch, which are called `.bin` too, as is many a text."""


class Pair(NamedTuple):
    """Both files of one model."""

    param: Path
    """The description."""
    bin: Path
    """The weights."""


def is_description(path: Path) -> bool:
    """Return whether the file begins as a description does. Raises `OSError` where it cannot be read."""
    head = _head(path)
    return head.startswith(_BINARY) or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_TEXT)


def is_binary(path: Path) -> bool:
    """Return whether a description is written in binary form. Raises `OSError` where it cannot be read."""
    return _head(path).startswith(_BINARY)


def pair(path: Path) -> Pair | None:
    """Return both files of the ncnn model that `path` is one of, or `None` for a file that is no part of one.

    Descriptions are recognized by their first bytes; weights begin with nothing of their own and are recognized by the
    description beside them: `x.bin` belongs to `x.param` or `x.param.bin`. Raises `FileRefused` where the other file is
    missing, `OSError` where the file cannot be read.
    """
    if is_description(path):
        weights = _beside(path, _weights_names(path.name))
        if weights is None:
            wanted = " or ".join(_weights_names(path.name))
            raise FileRefused(
                f"{path} describes an ncnn model, but its weights {wanted} are not beside it; put both into one folder."
            )
        return Pair(path, weights)
    head = _head(path)
    if path.suffix.lower() != ".bin" or head.startswith(_FOREIGN) or all(32 <= byte < 127 for byte in head):
        return None
    names = (f"{path.name[:-4]}.param", f"{path.name}.param", f"{path.name[:-4]}.param.bin")
    found = _beside(path, names)
    if found is None:
        raise FileRefused(
            f"{path} looks like the weights of an ncnn model, but its description {names[0]} is not beside it; "
            "put both into one folder."
        )
    if not is_description(found):
        raise FileRefused(f"{found} is no description of an ncnn model: it does not begin with {MAGIC}; get it again.")
    return Pair(found, path)


def _weights_names(name: str) -> tuple[str, ...]:
    if name.lower().endswith(".param.bin"):
        return (f"{name[:-10]}.bin",)
    stem = name[: -len(".param")] if name.lower().endswith(".param") else name
    # `model.bin.param` is how some converters call the description of `model.bin`.
    return (f"{stem}.bin",) if not stem.lower().endswith(".bin") else (stem, f"{stem}.bin")


def _beside(path: Path, names: tuple[str, ...]) -> Path | None:
    """Return the first of the names that is a regular file in the folder of `path`; else one that differs in case."""
    for name in names:
        if path.with_name(name).is_file():
            return path.with_name(name)
    wanted = {name.casefold() for name in names}
    try:
        entries = sorted(os.listdir(path.parent))
    except OSError:
        return None  # A folder that may not be listed: then only the exact name can be found.
    return next((path.with_name(n) for n in entries if n.casefold() in wanted and path.with_name(n).is_file()), None)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)
