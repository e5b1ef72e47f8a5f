"""Small pictures of graphs, kept for the list of recent files."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QSize

from nodegraph.gui.canvas.scene import Scene
from nodegraph.gui.documents.drawing import draw_small
from nodegraph.gui.keep import state_folder

SIZE = QSize(320, 200)
"""Of a preview, in pixels."""


def preview_of(path: Path) -> Path | None:
    """Return the small picture (PNG, `SIZE`) of a graph that was saved or closed here, if there is one."""
    found = _place(path)
    return found if found.is_file() else None


def keep_preview(scene: Scene, path: Path) -> None:
    """Keep a small picture of a graph's scene; an empty one has none."""
    if not scene.items_:
        return
    picture = draw_small(scene, SIZE)
    if not picture.save(str(_place(path))):
        # A start page without a picture is no loss worth a word.
        _place(path).unlink(missing_ok=True)


def forget_previews(kept: list[Path]) -> None:
    """Remove the pictures of all files but these."""
    names = {_place(path).name for path in kept}
    for picture in _folder().glob("*.png"):
        if picture.name not in names:
            picture.unlink(missing_ok=True)


def _folder() -> Path:
    folder = state_folder() / "previews"
    folder.mkdir(exist_ok=True)
    return folder


def _place(path: Path) -> Path:
    return _folder() / f"{hashlib.sha256(str(path).encode(errors='surrogateescape')).hexdigest()[:24]}.png"
