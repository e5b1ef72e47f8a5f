"""Pictures of files are seen at the nodes that read them as soon as these name a file, before anything ran.

One file after the other is read, by the engine; those that are too large for a glance are seen after a run.
"""

from collections import deque
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from nodegraph.core.facts import PictureFact
from nodegraph.core.graph import Graph
from nodegraph.core.known import spec_of
from nodegraph.core.messages import Look
from nodegraph.core.node import NodeSpec
from nodegraph.core.pictures import Drawn, Looked, Prepare, Prepared, Tiles, level_size, levels_of
from nodegraph.core.ports import ImageKind, PathKind
from nodegraph.gui.document import Document
from nodegraph.gui.reach import marks_of
from nodegraph.gui.viewer.questions import Questions

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

_MOST = 60e6
"""Pixels of a picture that is read for a glance."""


class _Wanted(NamedTuple):
    document: Document
    node: str
    mark: int
    """Which state of the node it is of."""


class Glances(QObject):
    """What is asked of the engine for nodes that read a file."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._questions = Questions(window.link, self)
        self._seen: WeakKeyDictionary[Document, dict[str, int]] = WeakKeyDictionary()
        self._wanted: deque[_Wanted] = deque()
        self._busy = False

    def follow(self, document: Document) -> None:
        """Look at the files that a document names and that were not looked at yet."""
        session, checked = document.session, document.checked
        if checked is None or session.reaches or self._window.running.live.on:
            return
        names = _readers(session.graph, session.specs, checked.facts)
        marks = marks_of(session.graph) if names else {}
        seen = self._seen.setdefault(document, {})
        for name in names:
            if seen.get(name) != marks[name]:
                seen[name] = marks[name]
                self._wanted.append(_Wanted(document, name, marks[name]))
        self._next()

    def close(self) -> None:
        """Ask nothing any more; the link is closed before."""
        self._wanted.clear()
        self._questions.close()

    def _next(self) -> None:
        while self._wanted and not self._busy:
            wanted = self._wanted.popleft()
            graph = wanted.document.session.graph
            if self._is_wanted(wanted):
                self._busy = True
                settings = self._window.settings.choices.run_settings()
                look = Look(0, graph, wanted.node, settings=settings, beside=self._window.docks.viewer.sides.numbers())
                self._questions.ask("look", look, Looked, partial(self._prepare, wanted), partial(self._refuse, wanted))

    def _prepare(self, wanted: _Wanted, looked: Looked) -> None:
        self._questions.ask(
            "prepare", Prepare(0, looked.picture), Prepared, lambda _: self._draw(wanted, looked), self._leave
        )

    def _draw(self, wanted: _Wanted, looked: Looked) -> None:
        width, height = looked.fact.width, looked.fact.height
        assert isinstance(width, int)
        assert isinstance(height, int)
        level = levels_of(width, height) - 1
        size = level_size(width, height, level)
        tiles = Tiles(0, looked.picture, level, ((0, 0),))
        self._questions.ask("draw", tiles, Drawn, lambda drawn: self._show(wanted, size, drawn), self._leave)

    def _show(self, wanted: _Wanted, size: tuple[int, int], drawn: Drawn) -> None:
        width, height = size
        picture = QImage(drawn.tiles[0], width, height, 4 * width, QImage.Format.Format_RGBA8888_Premultiplied).copy()
        if self._is_wanted(wanted):
            wanted.document.views.show_picture(wanted.node, picture)
        self._leave("")

    def _refuse(self, wanted: _Wanted, sentence: str) -> None:
        """Say what is wrong with the file; what is wrong with the engine is said elsewhere."""
        if self._window.link.pid is not None and self._is_wanted(wanted):
            wanted.document.views.show_refusal(wanted.node, sentence)
        self._leave("")

    def _leave(self, _: str) -> None:
        self._busy = False
        self._next()

    def _is_wanted(self, wanted: _Wanted) -> bool:
        document, node = wanted.document, wanted.node
        return document in self._window.documents and marks_of(document.session.graph).get(node) == wanted.mark


def _readers(graph: Graph, specs: Mapping[str, NodeSpec], facts: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Return the nodes that do nothing but read a picture of a size that is known and not too large."""
    found = []
    for name, node in graph.nodes.items():
        spec = spec_of(node, specs)
        if spec is None or spec.effect or node.wires or node.disabled or node.bypassed:
            continue
        names_file = any(
            isinstance(port.kind, PathKind) and port.kind.role == "open" and node.set.get(port.name)
            for port in spec.inputs
        )
        output = next((port.name for port in spec.outputs if isinstance(port.kind, ImageKind)), "")
        fact = facts.get(name, {}).get(output)
        if names_file and isinstance(fact, PictureFact) and _is_small(fact):
            found.append(name)
    return found


def _is_small(fact: PictureFact) -> bool:
    return isinstance(fact.width, int) and isinstance(fact.height, int) and fact.width * fact.height <= _MOST
