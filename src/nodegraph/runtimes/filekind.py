"""What a model file is, by its first bytes and never by its name alone; nothing of it is parsed."""

import stat
import string
from pathlib import Path
from typing import Literal

from nodegraph.core.errors import FileRefused
from nodegraph.runtimes.ncnn_pair import pair

Kind = Literal["zip", "pickle", "safetensors", "toy", "ncnn", "onnx"]

_HEAD = 1024
_PRINTABLE = frozenset(string.printable.encode())


def kind_of(path: Path) -> Kind:
    """Return how the model file is written. Raises `FileRefused` with a sentence for everything that is no model file.

    Only regular files are opened: reading a pipe would wait forever.
    """
    size = check_regular(path)
    if size == 0:
        raise FileRefused(f"The model file {path} is empty; download it again.")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if pair(path) is not None:
            return "ncnn"
    except OSError as error:
        raise FileRefused(f"The model file {path} cannot be read ({error.strerror}).") from error
    if path.suffix.lower() == ".toy":
        return "toy"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    length = int.from_bytes(head[:8], "little")
    if head[8:9] == b"{" and length >= 2:
        return "safetensors"
    if head.startswith(b"\x80") and head[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05"):
        return "pickle"
    if _looks_like_onnx(head):
        return "onnx"
    raise FileRefused(_other_kind(path, head))


def check_regular(path: Path) -> int:
    """Return the size of a regular file in bytes. Raises `FileRefused` for anything else."""
    try:
        status = path.stat()
    except FileNotFoundError:
        raise FileRefused(f"There is no model file {path}; check the name and the folder.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise FileRefused(f"The model file {path} cannot be reached ({reason}); check where it lies.") from error
    if stat.S_ISDIR(status.st_mode):
        raise FileRefused(f"{path} is a folder where a model file is meant; name the file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise FileRefused(f"{path} is a pipe or a device where a model file is meant.")
    return status.st_size


def _other_kind(path: Path, head: bytes) -> str:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype", b"<html", b"<head", b"<?xml", b"<!--")):
        return f"{path} is a web page, not a model: the download went wrong; open its address in a browser."
    if text.startswith(b"version https://git-lfs"):
        return f"{path} only points to a model kept in Git LFS; download the file itself."
    if head[257:262] == b"ustar" or head.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"BZh")):
        return f"{path} is a packed archive; unpack it and use the model file in it."
    if all(byte in _PRINTABLE for byte in head):
        return f"{path} is a text file, not a model."
    return f"{path} is no model file that is known here; it should be a .pth, .safetensors, .onnx or .param file."


def _looks_like_onnx(head: bytes) -> bool:
    # A protobuf whose field 1 (ir_version) is small, followed by any other field of a model.
    following = (b"\x12", b"\x1a", b"\x22", b"\x28", b"\x32", b"\x3a", b"\x42", b"\x72")
    return head[:1] == b"\x08" and head[1:2] < b"\x20" and head[2:3] in following
