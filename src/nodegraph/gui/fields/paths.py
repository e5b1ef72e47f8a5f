"""Path fields: written by hand, browsed for, or taken again from those used last."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu

from nodegraph.core.ports import Input, PathKind
from nodegraph.gui import icons
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.canvas.view import CanvasView
from nodegraph.gui.fields.place import set_value
from nodegraph.gui.fields.write import widen, write_line
from nodegraph.gui.folders import begin_in, keep_folder
from nodegraph.gui.keep import Kept
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import UNIT

_RECENT = 10
_WIDTH = 320
"""Of the editor, at least: paths are long."""
_MENU_WIDTH = 60
"""Letters of a path in a menu."""


def recent_paths(kept: Kept, kind: PathKind) -> list[str]:
    """Return the paths used last for a kind of field, the latest first."""
    found = kept.get("paths", {}).get(_key(kind), [])
    return [path for path in found if isinstance(path, str)]


def remember_path(kept: Kept, kind: PathKind, path: str) -> None:
    """Put a path first among those used last."""
    keep_folder(kept, _key(kind), Path(path))
    others = [other for other in recent_paths(kept, kind) if other != path]
    kept.put("paths", {**kept.get("paths", {}), _key(kind): [path, *others][:_RECENT]})


def write_path(view: CanvasView, kept: Kept, item: NodeItem, port: Input) -> QLineEdit:
    """Let the person write a path; an arrow shows those used last (also the key Down), a folder browses."""
    assert isinstance(port.kind, PathKind)
    kind, name = port.kind, item.name

    def written() -> None:
        node = view.session.graph.nodes.get(name)
        path = node.set.get(port.name) if node is not None else None
        if isinstance(path, str):
            remember_path(kept, kind, path)

    line, ending = write_line(view, item, port, written)
    place = line.geometry()
    width = max(2 * place.width(), _WIDTH)
    line.setGeometry(max(place.right() - width, UNIT), place.top(), width, place.height())
    line.setPlaceholderText(tr("a path, or drop a file here"))

    def take(path: str) -> None:
        ending.end()
        if set_value(view, name, port.name, path):
            remember_path(kept, kind, path)

    def browse_now() -> None:
        begin = line.text()
        ending.end()
        found = browse(view, kept, kind, f"{item.title}: {port.name}", begin)
        if found:
            take(found)

    def recent() -> None:
        menu = QMenu(line)
        for path in recent_paths(kept, kind):
            short = path if len(path) <= _MENU_WIDTH else f"…{path[-_MENU_WIDTH:]}"
            menu.addAction(short.replace("&", "&&"), partial(take, path)).setToolTip(path)
        if menu.isEmpty():
            menu.addAction(tr("Nothing was chosen here yet")).setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(line.mapToGlobal(line.rect().bottomLeft()))

    side = QLineEdit.ActionPosition.TrailingPosition
    browsing = line.addAction(icons.icon("folder"), side)
    browsing.setToolTip(tr("Browse"))
    browsing.triggered.connect(browse_now)
    listing = line.addAction(icons.icon("chevron-down"), side)
    listing.setToolTip(tr("Used last"))
    listing.triggered.connect(recent)
    widen(line, view)
    down = QShortcut(QKeySequence(Qt.Key.Key_Down), line, context=Qt.ShortcutContext.WidgetShortcut)
    down.activated.connect(recent)
    return line


def browse(view: CanvasView, kept: Kept, kind: PathKind, title: str, now: str) -> str:
    """Ask for a path in a dialog of the system; empty where the person wants none.

    It begins at the path that is there `now`, else in the folder used last for such files.
    """
    there = bool(now) and Path(now).parent.is_dir()
    begin = now if there else begin_in(kept, _key(kind), view.session.path)
    if kind.role == "folder":
        return QFileDialog.getExistingDirectory(view, title, begin)
    if kind.role == "save":
        return QFileDialog.getSaveFileName(view, title, begin)[0]
    return QFileDialog.getOpenFileName(view, title, begin)[0]


def _key(kind: PathKind) -> str:
    return kind.what if kind.role == "open" else kind.role
