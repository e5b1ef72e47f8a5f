"""Names of files: which ones a graph may write, and the order a person expects."""

import os
import re
from pathlib import Path

from nodes._kernels.files import Refused

_WINDOWS = os.name == "nt"
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}
_ON_WINDOWS = '<>:"|?*'
_LONGEST = 255
"""Bytes (UTF-16 units on Windows) of one name on nearly every file system."""


def check_name(name: str, suffix: str, windows: bool = _WINDOWS) -> str:
    """Return `name + suffix` if it is one name of a file in a folder, else raise `Refused`.

    `suffix` begins with a dot. No name leaves the folder: no `/` or `\\`, no `..`, no drive. Characters
    and device names that only Windows forbids are refused there only.
    """
    _check_part(name, "The name", windows)
    if "/" in name or "\\" in name:
        raise Refused(f"The name {name!r} holds a slash; write folders into the sub-folder instead.")
    file = name + suffix
    _check_length(file)
    return file


def check_subfolder(text: str, windows: bool = _WINDOWS) -> Path:
    """Return a relative path that stays below the folder it is joined to, else raise `Refused`.

    `/` and `\\` separate; the empty text and `.` are the folder itself.
    """
    parts = [part for part in re.split(r"[/\\]", text) if part not in ("", ".")]
    if text.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", text):
        raise Refused(f"The sub-folder {text!r} is a full path; write it relative to the folder.")
    for part in parts:
        _check_part(part, "The sub-folder", windows)
        _check_length(part)
        if windows and part[-1] in ". ":
            raise Refused(f"The sub-folder {text!r} ends in a dot or space, which Windows drops; leave it out.")
    return Path(*parts)


def _check_part(part: str, what: str, windows: bool) -> None:
    if not part.strip():
        raise Refused(f"{what} is empty; write one.")
    if part in (".", ".."):
        raise Refused(f"{what} {part!r} would leave the folder; write a name.")
    bad = sorted({c for c in part if ord(c) < 32 or ord(c) == 127 or (windows and c in _ON_WINDOWS)})
    if bad:
        raise Refused(f"{what} {part!r} holds {' '.join(map(repr, bad))}, which file names cannot; leave it out.")
    if windows and part.split(".")[0].strip().lower() in _DEVICES:
        raise Refused(f"{what} {part!r} is a device on Windows; choose another one.")


def _check_length(file: str) -> None:
    try:
        length = max(len(os.fsencode(file)), len(file))
    except UnicodeEncodeError:
        raise Refused(f"The name {file!r} holds half a character; write it anew.") from None
    if length > _LONGEST:
        raise Refused(f"The name {file[:40]!r}... is longer than {_LONGEST} bytes; shorten it.")


def natural(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Return the sort key under which `page 9` comes before `page 10`; equal only for equal names."""
    parts = re.split(r"([0-9]+)", name.casefold())
    # Digits and words never meet at one place of two keys: odd places are the digits.
    return tuple((0, int(part), "") if i % 2 else (1, 0, part) for i, part in enumerate(parts)), name
