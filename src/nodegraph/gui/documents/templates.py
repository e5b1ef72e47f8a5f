"""Templates: graphs kept under a name, each a beginning for new ones."""

import re
from pathlib import Path

from nodegraph.gui.keep import state_folder

_LONGEST = 80


def template_folder() -> Path:
    """Return the folder of the templates; created if missing."""
    folder = state_folder() / "templates"
    folder.mkdir(exist_ok=True)
    return folder


def templates() -> list[Path]:
    """Return the templates in the order of their names."""
    return sorted(template_folder().glob("*.ng"), key=lambda path: path.stem.casefold())


def template_file(name: str) -> Path | None:
    """Return the file of a template called so; `None` for a name that no file can have."""
    kept = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", name).strip(" .")[:_LONGEST]
    return template_folder() / f"{kept}.ng" if kept else None
