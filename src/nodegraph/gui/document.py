"""One open document as it is shown: session, canvas, and what is known and run beside it."""

from collections.abc import Mapping
from itertools import product
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nodegraph.core import edit
from nodegraph.core.arrange import Box, arrange
from nodegraph.core.errors import GraphError
from nodegraph.core.graph import Graph, Wire, wiring
from nodegraph.core.messages import Checked
from nodegraph.core.node import NodeSpec
from nodegraph.core.outside import Outside, without
from nodegraph.core.problem import Problem
from nodegraph.gui.canvas.scene import Scene
from nodegraph.gui.canvas.state import NodeView
from nodegraph.gui.canvas.view import CanvasView
from nodegraph.gui.languages import tr
from nodegraph.gui.panels.banner import Banner
from nodegraph.gui.panels.minimap import Minimap
from nodegraph.gui.report import Report
from nodegraph.gui.runs import Views
from nodegraph.gui.session import Session
from nodegraph.gui.theme import Theme

_SQUARE = 600.0


class Document(QWidget):
    """A tab of the window."""

    def __init__(self, theme: Theme, specs: dict[str, NodeSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = Session(specs, self)
        self.scene_ = Scene(theme, specs, self)
        self.view = CanvasView(self.session, self.scene_, self)
        self.minimap = Minimap(self.view)
        self.views = Views(self._show_views)
        self.checked: Checked | None = None
        """What was known last about the graph."""
        self.report: Report | None = None
        """What came of its last run."""
        self.bar = Banner()
        """Says what happened to the file."""
        self.trust_bar = Banner()
        """Says what of a graph from elsewhere is kept out."""
        self.number = 1
        """Which of the documents without a file it is."""
        self.first_run = False
        """Whether it was trusted just now, so that its first run lists all that is written."""
        self.quiet = False
        """Whether a person does not want to be asked again before files are replaced."""
        self._mapped = 0
        """What the map shows, as `Boxes.edition`."""
        self._asked: Graph | None = None
        self._kept_out: list[Outside] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.trust_bar)
        layout.addWidget(self.bar)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.session.changed.connect(self._follow)
        self.scene_.selectionChanged.connect(self.minimap.update)

    @property
    def title(self) -> str:
        """The file's name; those without one are numbered, so that their tabs can be told apart."""
        if self.session.path is not None:
            return self.session.path.name
        return tr("Untitled") if self.number == 1 else tr("Untitled {number}", number=self.number)

    @property
    def pristine(self) -> bool:
        """Whether nothing was ever done here, so that another document may take its place."""
        return self.session.path is None and not self.session.graph.nodes and not self.session.undo_name

    def open(self, path: Path) -> bool:
        """Show the graph in a file; nodes that cover each other are laid out, as a step that can be undone."""
        if not self.session.open(path):
            return False
        self.spread()
        self.session.discard()  # a person who only looked is not asked
        self.view.show_start()
        return True

    def begin(self, graph: Graph, path: Path | None, *, unsaved: bool, mark: str = "", trusted: bool = True) -> None:
        """Show a graph. What the arguments mean is said at `Session.begin`."""
        self.session.begin(graph, path, unsaved=unsaved, mark=mark, trusted=trusted)
        self.spread()
        if not unsaved:
            self.session.discard()
        self.view.show_start()

    def question(self) -> Graph:
        """Return the graph to ask the engine about: without what reaches out of a folder that nobody trusts."""
        self._kept_out = self.session.reaches
        self._asked = without(self.session.graph, self._kept_out) if self._kept_out else self.session.graph
        return self._asked

    def take_facts(self, graph: Graph, checked: Checked) -> bool:
        """Show what is known, if it is about the graph shown; return whether it is."""
        if graph is not self._asked:
            return False
        kept_out = tuple(Problem(_kept_out(reach), reach.node, severity="warning") for reach in self._kept_out)
        checked = msgspec.structs.replace(checked, problems=(*kept_out, *checked.problems)) if kept_out else checked
        self.checked = checked
        self.views.take_facts(graph, checked)
        self.views.follow(graph)
        return True

    def spread(self) -> None:
        """Lay out the nodes if some cover each other; the file stays as it is until it is saved."""
        shapes, nodes = self.scene_.shapes(), self.session.graph.nodes
        if _covered([Box(*nodes[name].at, shape.width, shape.height) for name, shape in shapes.items()]):
            self.arrange("Make room")

    def arrange(self, name: str = "Arrange") -> None:
        """Place all nodes in columns along the wires, with room for the pictures of their results."""
        graph = self.session.graph
        # Boxes on one spot cover each other, which is what makes `arrange` place them anew.
        boxes = {node: Box(0, 0, shape.width, shape.height) for node, shape in self.scene_.shapes().items()}
        places = arrange(graph, boxes, _order(graph))
        self.session.edit(name, lambda graph: edit.move(graph, places))

    def _follow(self) -> None:
        self.scene_.show(self.session.graph)
        self._follow_on_map()

    def _show_views(self, views: Mapping[str, NodeView]) -> None:
        self.scene_.show_views(views)
        self._follow_on_map()

    def _follow_on_map(self) -> None:
        # What lies below the map is painted with it, so it is painted only where it differs.
        if self._mapped != self.scene_.boxes.edition:
            self._mapped = self.scene_.boxes.edition
            self.minimap.follow()

    def reveal(self, name: str) -> None:
        """Select a node and bring it into view."""
        if name in self.scene_.items_:
            self.scene_.select([name])
            self.view.show_node(name)

    def connected(self, graph: Graph, spec: NodeSpec, at: tuple[float, float], end: Wire, *, output: bool) -> Graph:
        """Return the graph with a new node at the end of a wire that was pulled from `end`, an output or an input.

        The first port that takes the wire gets it. Raises the last port's refusal where none does.
        """
        graph, name = edit.add(graph, spec, at)
        refusal: GraphError | None = None
        for port in spec.inputs if output else spec.outputs:
            try:
                if output:
                    return edit.connect(graph, self.session.specs, end, name, port.name)
                return edit.connect(graph, self.session.specs, Wire(name, port.name), end.node, end.port)
            except GraphError as error:
                refusal = error
        raise refusal or GraphError(f"{spec.label} has no port for this wire.")


def _kept_out(reach: Outside) -> str:
    """Return why a node of a graph that is not trusted is not looked at."""
    verb = tr("writes") if reach.writes else tr("reads")
    if not reach.path:
        return tr("It {verb} what comes over a wire, which may lie anywhere; trust the graph to allow it.", verb=verb)
    return tr("It {verb} {path}, outside the graph's folder; trust the graph to allow it.", verb=verb, path=reach.path)


def _order(graph: Graph) -> list[str]:
    """Return all nodes, sources before targets; those in or behind a circle last."""
    found = wiring(graph).order
    ordered = set(found)
    return found + [name for name in graph.nodes if name not in ordered]


def _covered(boxes: list[Box]) -> bool:
    """Return whether one box covers more than a sliver of another. Compares those that lie in one square."""
    sliver = 8
    squares: dict[tuple[int, int], list[Box]] = {}
    for box in boxes:
        # Those that cover each other by more than a sliver are in one square even without their edges.
        across = range(int(box.x // _SQUARE), int((box.x + box.width - sliver) // _SQUARE) + 1)
        down = range(int(box.y // _SQUARE), int((box.y + box.height - sliver) // _SQUARE) + 1)
        for square in product(across, down):
            others = squares.setdefault(square, [])
            for other in others:
                if (
                    other.x + other.width - sliver > box.x
                    and box.x + box.width - sliver > other.x
                    and other.y < box.y + box.height - sliver
                    and box.y < other.y + other.height - sliver
                ):
                    return True
            others.append(box)
    return False
