"""Models to choose from: those that come along, those in the folder of models, and those used last."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from nodegraph.catalogue.cards import shipped
from nodegraph.core.errors import FileRefused
from nodegraph.gui.languages import mark

SUFFIXES = (".safetensors", ".pth", ".pt", ".ckpt", ".onnx", ".param")
_DEEPEST = 4
_MOST = 2000
"""Files of a folder that are looked at."""
_SCALE = re.compile(r"(?<![0-9a-z])(?:x([1-9]|16)|([1-9]|16)x)(?![0-9])", re.IGNORECASE)

INCLUDED, FOUND, RECENT = mark("Come with the program"), mark("In the folder of models"), mark("Used last")
_PURPOSES = {"upscale": mark("enlarges"), "dejpeg": mark("removes JPEG artifacts")}
_HINTS = (
    ("dejpe", _PURPOSES["dejpeg"]), ("jpeg", _PURPOSES["dejpeg"]), ("denois", mark("removes noise")),
    ("deblur", mark("sharpens")), ("dehalo", mark("removes halos")), ("face", mark("restores faces")),
    ("gfpgan", mark("restores faces")), ("inpaint", mark("fills holes")), ("color", mark("colors")),
    ("dehaz", mark("removes haze")), ("lowlight", mark("brightens")), ("rembg", mark("finds what is in front")),
)  # fmt: skip


class ModelEntry(NamedTuple):
    """A model to choose."""

    group: str
    name: str
    path: str
    """What the field is set to."""
    scale: int | None
    purpose: str
    """In words, English; empty where nothing says it."""
    bytes: int
    told: bool
    """Whether scale and purpose are the model's own card's, not guessed from the file's name."""

    def fits(self, words: Iterable[str]) -> bool:
        """Return whether all words are found in its name, place, purpose or scale."""
        about = f"{self.name} {self.path} {self.purpose} {f'{self.scale}x' if self.scale else ''}".lower()
        return all(word in about for word in words)


def included() -> list[ModelEntry]:
    """Return the models that come along; none where their cards cannot be read."""
    try:
        cards = shipped()
    except FileRefused:
        return []
    return [
        ModelEntry(
            INCLUDED, card.name, card.name, card.scale, _PURPOSES.get(card.purpose, ""), card.path.stat().st_size, True
        )
        for card in cards
    ]


def in_folder(folder: Path) -> list[ModelEntry]:
    """Return the model files in a folder and up to four levels below, by name. What cannot be listed is left out."""
    found = []
    for place, folders, names in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        folders[:] = sorted(name for name in folders if not name.startswith(".")) if depth < _DEEPEST else []
        found += [Path(place) / name for name in names if Path(name).suffix.lower() in SUFFIXES]
        if len(found) > _MOST:
            break
    # The two files of an ncnn model are one.
    return _described(FOUND, sorted(found[:_MOST], key=lambda path: path.name.lower()))


def used_last(paths: Iterable[str]) -> list[ModelEntry]:
    """Return the models used last that are still there."""
    return _described(RECENT, [Path(path) for path in paths])


def readable_size(size: int) -> str:
    """Return a number of bytes as people read it: `1.2 MB`."""
    if size < 1000:
        return f"{size} B"
    for unit in ("kB", "MB", "GB"):
        size_ = size / 1000 ** (("kB", "MB", "GB").index(unit) + 1)
        if size_ < 1000:
            break
    return f"{size_:.0f} {unit}" if size_ >= 100 else f"{size_:.1f} {unit}"


def _described(group: str, paths: Iterable[Path]) -> list[ModelEntry]:
    found = []
    for path in paths:
        try:
            size = path.stat().st_size
            if path.suffix.lower() == ".param":
                size += path.with_suffix(".bin").stat().st_size
        except OSError:
            continue
        match = _SCALE.search(path.stem)
        scale = int(match[1] or match[2]) if match else None
        purpose = next((words for hint, words in _HINTS if hint in path.stem.lower()), "")
        if not purpose and scale and scale > 1:
            purpose = _PURPOSES["upscale"]
        found.append(ModelEntry(group, path.name, str(path), scale, purpose, size, False))
    return found
