"""Which graphs were saved here, or trusted by a word: by content, so that a file is known wherever it lies."""

import hashlib
import json
from pathlib import Path

from nodegraph.gui.keep import state_folder, write_safely

_MOST = 4000
"""So many contents are remembered, the latest; of 64 letters each."""


def mark_of(data: bytes) -> str:
    """Return what tells this content from every other."""
    return hashlib.sha256(data).hexdigest()


def is_known(mark: str) -> bool:
    """Return whether this content was saved or trusted here."""
    return mark in _read()


def remember(mark: str) -> bool:
    """Take this content for known from now on; return whether that could be kept. Where not, it is asked again."""
    marks = [other for other in _read() if other != mark]
    try:
        write_safely(_path(), json.dumps([*marks, mark][-_MOST:]).encode())
    except OSError:
        return False
    return True


def _read() -> list[str]:
    """Return the marks, the latest last; a broken list knows none, which asks too often and never too seldom."""
    try:
        found = json.loads(_path().read_bytes())
    except (OSError, ValueError):
        return []
    return [mark for mark in found if isinstance(mark, str)] if isinstance(found, list) else []


def _path() -> Path:
    return state_folder() / "known.json"
