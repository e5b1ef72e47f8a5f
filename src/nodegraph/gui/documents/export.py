"""A document in other forms: a picture, a drawing, code, a command line, and a copy to give away."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import QMenu

from nodegraph.core.errors import NodegraphError
from nodegraph.core.export import as_cli, as_python
from nodegraph.core.file import encode, write
from nodegraph.core.file.png import with_graph
from nodegraph.core.graph import Graph
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import PathKind
from nodegraph.core.share import shared
from nodegraph.core.svg import as_svg
from nodegraph.gui.document import Document
from nodegraph.gui.documents import known
from nodegraph.gui.documents.asking import ask_target
from nodegraph.gui.documents.drawing import draw
from nodegraph.gui.folders import EXPORTS, begin_in, keep_folder
from nodegraph.gui.keep import write_safely
from nodegraph.gui.languages import tr

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

_NAMED = 5
"""So many files are named in a sentence."""


class Exports(QObject):
    """What can be made of the document in front."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window

    def menu(self) -> QMenu:
        """Return the menu by which it is done."""
        menu = QMenu(self._window)
        menu.addAction(tr("Picture (PNG)…"), self.picture)
        menu.addAction(tr("Drawing (SVG)…"), self.drawing)
        menu.addSeparator()
        menu.addAction(tr("Python program…"), self.python)
        menu.addAction(tr("Copy as Python"), self.copy_python)
        menu.addAction(tr("Copy command line"), self.copy_command)
        return menu

    def picture(self) -> None:
        """Write the graph as a picture, as it looks on the canvas."""
        self._write(tr("Export picture"), ".png", tr("Pictures (*.png)"), lambda document: _png(draw(document.scene_)))

    def drawing(self) -> None:
        """Write the graph as a drawing of lines."""
        specs = self._window.specs
        self._write(
            tr("Export drawing"),
            ".svg",
            tr("Drawings (*.svg)"),
            lambda document: as_svg(document.session.graph, specs).encode(),
        )

    def python(self) -> None:
        """Write the graph as a program that does the same."""
        specs = self._window.specs
        self._write(
            tr("Export Python program"),
            ".py",
            tr("Python programs (*.py)"),
            lambda document: as_python(document.session.graph, specs).encode(),
        )

    def copy_python(self) -> None:
        """Put the program into the clipboard."""
        self._copy(lambda document: as_python(document.session.graph, self._window.specs))

    def copy_command(self) -> None:
        """Put the command line that runs the graph into the clipboard; it names the graph's file."""
        path = self._window.session.path
        if path is None:
            self._window.tell(tr("The command line names the graph's file; save the graph first."))
        else:
            self._copy(lambda document: as_cli(document.session.graph, self._window.specs, path))

    def share(self) -> None:
        """Write a copy to give away: as a graph, or as a picture that carries it."""
        document = self._window.document
        kinds = [(tr("Graph (*.ng)"), ".ng"), (tr("Picture that carries the graph (*.png)"), ".png")]
        stem = document.session.path.stem if document.session.path is not None else "graph"
        path = ask_target(self._window, tr("Share a copy"), self._folder() / f"{stem}-shared", kinds)
        if path is not None and self.share_as(document, path):
            keep_folder(self._window.files.kept, EXPORTS, path)

    def share_as(self, document: Document, path: Path) -> bool:
        """Write a copy to give away to a file, `.ng` or `.png`; return whether it is there."""
        session, specs = document.session, self._window.specs
        if path == session.path:
            self._window.tell(tr("{name} is the graph's own file; choose another one for the copy.", name=path.name))
            return False
        home = session.path.parent if session.path is not None else None
        gift = shared(session.graph, specs, home, path.parent)
        try:
            if path.suffix.lower() == ".png":
                data = encode(gift.graph, path.parent, specs)
                write_safely(path, with_graph(_png(draw(document.scene_)), data))
                known.remember(known.mark_of(data))
            else:
                write(gift.graph, path, specs)
        except (NodegraphError, OSError) as error:
            self._refuse(path, error)
            return False
        wanted = dict.fromkeys((*gift.moved.values(), *_missing(gift.graph, specs)))
        missing = [str(Path(file).relative_to(path.parent)) for file in wanted]
        if missing:
            names = ", ".join(missing[:_NAMED]) + (", …" if len(missing) > _NAMED else "")
            self._window.tell(tr("{name} is written. Lay beside it: {names}", name=path.name, names=names))
        else:
            self._window.tell(tr("{name} is written.", name=path.name))
        return True

    # ---- how ----

    def _write(self, title: str, suffix: str, kinds: str, make: Callable[[Document], bytes]) -> None:
        document = self._window.document
        stem = document.session.path.stem if document.session.path is not None else "graph"
        path = ask_target(self._window, title, self._folder() / f"{stem}{suffix}", [(kinds, suffix)])
        if path is None:
            return
        try:
            write_safely(path, make(document))
        except (NodegraphError, OSError) as error:
            self._refuse(path, error)
            return
        keep_folder(self._window.files.kept, EXPORTS, path)
        self._window.tell(tr("{name} is written.", name=path.name))

    def _copy(self, make: Callable[[Document], str]) -> None:
        try:
            QGuiApplication.clipboard().setText(make(self._window.document))
        except NodegraphError as error:
            self._window.tell(str(error))
            return
        self._window.tell(tr("It is in the clipboard."))

    def _refuse(self, path: Path, error: Exception) -> None:
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            self._window.tell(tr("{name} cannot be written: {reason}.", name=path.name, reason=reason))
        else:
            self._window.tell(str(error))

    def _folder(self) -> Path:
        return Path(begin_in(self._window.files.kept, EXPORTS, self._window.session.path))


def _missing(graph: Graph, specs: Mapping[str, NodeSpec]) -> list[str]:
    """Return what a graph reads and is not there."""
    found = []
    for node in graph.nodes.values():
        spec = spec_of(node, specs)
        if spec is None or spec.effect:
            continue
        for port, value in node.set.items():
            declared = spec.input(port)
            if declared is not None and isinstance(declared.kind, PathKind) and isinstance(value, str) and value:
                found += [] if Path(value).exists() else [value]
    return found


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(buffer.data().data())
