"""Asks for a file to write: the suffix is added where it is missing, and nothing is replaced without a word."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from nodegraph.gui.languages import tr


def ask_target(parent: QWidget, title: str, start: Path | str, kinds: Sequence[tuple[str, str]]) -> Path | None:
    """Return the file that a person names; `None` where none is. `kinds`: each kind's words, and its suffix.

    The suffix is that of the kind chosen, unless the name ends in one of another kind.
    """
    name, chosen = QFileDialog.getSaveFileName(parent, title, str(start), ";;".join(words for words, _ in kinds))
    if not name:
        return None
    wanted = next((suffix for words, suffix in kinds if words == chosen), kinds[0][1])
    path = Path(name)
    if path.suffix.lower() in [suffix for _, suffix in kinds]:
        return path
    path = path.with_name(path.name + wanted)
    # The dialog asked about the name as it was typed.
    return path if not path.exists() or _may_replace(parent, path) else None


def _may_replace(parent: QWidget, path: Path) -> bool:
    buttons = QMessageBox.StandardButton
    sentence = tr("{name} is there already. Replace it?", name=path.name)
    answer = QMessageBox.question(parent, tr("Replace a file"), sentence, buttons.Yes | buttons.No, buttons.No)
    return answer == buttons.Yes
