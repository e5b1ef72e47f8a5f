"""Where dialogs about files begin: in the folder used last for the same kind of file, also at the next start."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from nodegraph.gui.keep import Kept

GRAPHS, PHOTOS, SEEN, EXPORTS = "graphs", "image", "seen", "exports"
"""Kinds of files that belong to no field; the others are those of path fields."""
_KEPT = "folders"


def begin_in(kept: Kept, kind: str, beside: Path | None = None) -> str:
    """Return the folder used last for a kind of file, else that of the file `beside`, else the person's pictures.

    Only folders that are there; the last resort is the person's home.
    """
    used = kept.get(_KEPT, {}).get(kind)
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    wished = [Path(used)] if isinstance(used, str) and used else []
    wished += [beside.parent] if beside is not None else []
    return str(next((folder for folder in (*wished, Path(pictures)) if folder.is_dir()), Path.home()))


def keep_folder(kept: Kept, kind: str, chosen: Path) -> None:
    """Keep the folder that a file, or another folder, was chosen in."""
    folders = kept.get(_KEPT, {})
    if folders.get(kind) != str(chosen.parent):
        kept.put(_KEPT, {**folders, kind: str(chosen.parent)})
