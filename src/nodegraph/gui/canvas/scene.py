"""The scene follows the document: `show` takes a graph, finds what differs from the one shown, and changes that."""

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import nullcontext

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QStyleOptionGraphicsItem, QWidget

from nodegraph.core.diff import Diff, End, diff
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.kinds import Kinds
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import AnyKind, ImageKind
from nodegraph.gui.canvas.boxes import Boxes
from nodegraph.gui.canvas.curve import Curve
from nodegraph.gui.canvas.far import FAR, FarLayer
from nodegraph.gui.canvas.frames import FrameLayer
from nodegraph.gui.canvas.items import Items
from nodegraph.gui.canvas.near import NearLayer
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.canvas.notes import Notes
from nodegraph.gui.canvas.portions import Portions
from nodegraph.gui.canvas.shape import Row, Shape, Shapes, read_outputs, shape_of
from nodegraph.gui.canvas.sprites import Sprites
from nodegraph.gui.canvas.state import ALONE, Around, NodeView
from nodegraph.gui.canvas.wires import WireLayer
from nodegraph.gui.theme import Theme

_MANY = 50
"""Nodes from which on the canvas is painted anew once, not once for each."""
_EDGE = 4000.0
"""Free space around all nodes, so that a view can always be scrolled beyond them."""


class Scene(QGraphicsScene):
    """What a view looks at: a node item for each node, one item for all wires."""

    whole = Signal()
    """All of a graph is shown that came in portions."""

    def __init__(self, theme: Theme, specs: Mapping[str, NodeSpec], parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Moving a thousand items in an index costs more than looking through a thousand boxes.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.theme = theme
        self.specs = specs
        self.graph = Graph()
        self._kinds = Kinds(self.graph, specs)
        self._shapes = Shapes()
        self.items_ = Items(self.complete)
        """The nodes that are shown, by name; one that is asked for by name and still to come, comes with all others."""
        self.pictures = True
        """Whether nodes show the pictures of their results."""
        self.sprites = Sprites(self)
        self.sprites.late.connect(self.update)
        self.wires = WireLayer()
        self._exposed: dict[str, dict[str, str]] = {}
        """Per node: which parameter of the graph sets which input."""
        self.box = QRectF()
        """Around all nodes, in canvas coordinates."""
        self._order = itertools.count(1)
        self._orders: dict[str, int] = {}
        """Per node that is still to come: over how many others it lies."""
        self._portions: Portions | None = None
        """What is still to come, if anything is."""
        self._turn = QTimer(self, singleShot=True)
        self._turn.timeout.connect(self._go_on)
        self._late: dict[str, NodeView] = {}
        """What is known of nodes that are still to come."""
        self._readers: dict[str, dict[End, None]] = {}
        """Per node: which wires begin there."""
        self._near = NearLayer()
        self.boxes = Boxes(self.items_, self._near.chosen)
        self._near.begin(self.items_, self.boxes)
        self.frames = FrameLayer(theme, self.items_)
        self._far = FarLayer(theme, self.boxes, self.sprites)
        self._noted = _Group()
        for layer in (self.frames, self.wires, self._noted, self._near, self._far):
            self.addItem(layer)
        self.notes = Notes(theme, self._noted)
        self.selectionChanged.connect(self.boxes.choose_anew)
        self.see_from(1.0)

    def show(self, graph: Graph) -> None:
        """Show a graph; items of renamed nodes stay, with their selection and picture.

        Where it differs in many nodes and somebody looks, these come in portions, one each time that the window has
        handled what happened meanwhile: until then `graph` is in between. `complete` does it at once.
        """
        found = diff(self.graph, graph)
        orders = self._orders
        # Nodes lie on one another in the order in which the document got them, whenever they are shown.
        self._orders = {name: orders.get(name) or next(self._order) for name in found.added}
        portions = Portions(self.graph, graph, found)
        if portions.small or not self.views():
            self._portions = None
            self._apply(graph, found)
            self._late.clear()
            return
        self._portions = portions
        self._cover(portions.around)
        self._apply(*portions.begin(self.graph))
        self._go_on()

    def complete(self) -> None:
        """Show all that is still to come."""
        if self._portions is not None:
            portions, self._portions = self._portions, None
            self._apply(portions.after, diff(self.graph, portions.after))
            self._end_portions()

    @property
    def coming(self) -> bool:
        """Whether nodes are still to come."""
        return self._portions is not None

    def shapes(self) -> dict[str, Shape]:
        """Return the shapes of all nodes, also of those that are still to come."""
        graph = self.graph if self._portions is None else self._portions.after
        kinds, read = Kinds(graph, self.specs), read_outputs(graph)
        found: dict[str, Shape] = {}
        for name, node in graph.nodes.items():
            spec = spec_of(node, self.specs)
            if spec is not None:
                found[name] = self._shapes.of(node, spec, picture=self._makes_picture(name, node, spec, kinds))
            else:
                found[name] = shape_of(node, None, read.get(name, frozenset()))
        return found

    def _go_on(self) -> None:
        """Show the next portion."""
        portions = self._portions
        if portions is None:
            return
        seen = [view.mapToScene(view.viewport().rect()).boundingRect() for view in self.views()]
        graph, found = portions.next(self.graph, seen[0])
        if graph is portions.after:
            self._portions = None
        self._apply(graph, found)
        if self._portions is not None:
            self._turn.start()
        else:
            self._end_portions()

    def _end_portions(self) -> None:
        self._cover(self.boxes.around())
        self._late.clear()
        self.whole.emit()

    def _apply(self, graph: Graph, found: Diff) -> None:
        """Show a graph that differs so from the one shown."""
        before, self.graph = self.graph, graph
        self._kinds = Kinds(graph, self.specs)
        lost = [end for name in found.removed for end in self._readers.get(name, ())]
        deselected = self._remove(found.removed)
        for old, new in found.renamed.items():
            item = self.items_.pop(old)
            item.name, item.order = new, next(self._order)
            self.items_[new] = item
        self.wires.take((*found.wires_removed, *lost))
        self._follow_wires(found)
        wired = {name for name, _ in (*found.wires_added, *found.wires_removed)}
        wired |= {wire.node for wire in (*found.wires_added.values(), *found.wires_removed.values())}
        wired |= {name for source in found.added for name, _ in self._readers.get(source, ())}
        touched = {*found.added, *found.changed, *wired}
        for new in found.renamed.values():
            touched |= {name for name, _ in self._readers.get(new, ())}
        if found.parameters:
            touched |= self._exposed.keys()
            self._exposed = _exposed(graph)
            touched |= self._exposed.keys()
        for name in found.added:
            item = NodeItem(name, self.theme, self.sprites, self._near)
            item.order = self._orders.pop(name)
            self.items_[name] = item
        reshaped = self._shape(touched & self.items_.keys())
        passed = self._with_passed({*touched, *wired} & self.items_.keys()) - touched
        reshaped |= self._shape(passed & self.items_.keys())
        self.boxes.put((*found.removed, *found.renamed, *found.renamed.values()))
        if found.renamed:
            self.wires.take([end for end in self._ends(before) if end[0] in found.renamed])
        self.lay_wires(self._with_passed({*reshaped, *wired, *found.renamed.values()}))
        if self._portions is None and (found.removed or reshaped):
            self._cover(self.boxes.around())
        if found.frames or reshaped:
            self.frames.show_frames(graph.frames)
        if found.notes:
            self.notes.show(graph.notes)
        late = {name: self._late.pop(name) for name in found.added if name in self._late}
        if late:
            self.show_views(late)
        if deselected:
            self.selectionChanged.emit()

    def _follow_wires(self, found: Diff) -> None:
        """Keep up who reads which node."""
        if found.renamed:
            self._readers = {}
            added = {(name, port): wire for wire, name, port in self.graph.wires()}
        else:
            added = found.wires_added
            for end, wire in found.wires_removed.items():
                del self._readers[wire.node][end]
        for end, wire in added.items():
            self._readers.setdefault(wire.node, {})[end] = None

    def _remove(self, names: Iterable[str]) -> bool:
        """Take items out and return whether one was selected."""
        before = len(self._near.chosen)
        for name in names:
            item = self.items_.pop(name)
            self.sprites.drop(item)
            self._near.feet.pop(item, None)
            self._near.chosen.pop(item, None)
            self._near.look_at(item.sceneBoundingRect())
        return len(self._near.chosen) < before

    def see_from(self, zoom: float) -> None:
        """Choose how nodes are painted at a zoom."""
        # What is wholly transparent is not painted but stays selected, unlike what is hidden.
        self._noted.setOpacity(0.0 if zoom < FAR else 1.0)
        self._near.setVisible(zoom >= FAR)
        self._far.setVisible(zoom < FAR)

    def show_views(self, views: Mapping[str, NodeView]) -> None:
        """Show what is known and how the run goes, for the nodes named; also once they come, if they are to come."""
        if self._portions is not None:
            self._late |= {name: view for name, view in views.items() if name not in self.items_}
        marked: list[str] = []
        known: set[str] = set()
        for name, view in views.items():
            if name in self.items_:
                item = self.items_[name]
                before = item.view
                item.show_view(view)
                if view.facts != before.facts:
                    known.add(name)
                if bool(view.trouble) != bool(before.trouble):
                    marked.append(name)
                if view.foot:
                    self._near.feet[item] = None
                else:
                    self._near.feet.pop(item, None)
        readers = {name for source in known for name, _ in self._readers.get(source, ())}
        self._shape({*marked, *readers & self.items_.keys()})

    def show_pictures(self, on: bool) -> None:
        """Show the pictures of results in the nodes, or do not."""
        self.pictures = on
        self._shape(self.items_)

    def show_theme(self, theme: Theme) -> None:
        """Show everything in other colors."""
        self.theme = theme
        self.frames.theme = self._far.theme = self.notes.theme = theme
        for note in self.notes.items.values():
            note.theme = theme
        for item in self.items_.values():
            item.theme = theme
            item.repaint()
        self.boxes.put(self.items_)
        self.lay_wires(self.items_)
        self.update()

    def select(self, names: Iterable[str]) -> None:
        """Select these nodes and no others, as one change."""
        wanted, chosen = {self.items_[name] for name in names}, self._near.chosen
        others = [item for item in chosen if item not in wanted]
        fresh = [item for item in wanted if item not in chosen]
        notes = [note for note in self.notes.items.values() if note.isSelected()]
        told = self.blockSignals(True)
        for note in notes:
            note.setSelected(False)
        self.blockSignals(told)
        with self._near.quietly():
            for item in others:
                item.show_selected(False)
            for item in fresh:
                item.show_selected(True)
        if others or fresh or notes:
            self.selectionChanged.emit()

    def select_all(self) -> None:
        """Select all nodes."""
        self.select(self.graph.nodes if self._portions is None else self._portions.after.nodes)

    def toggle(self, name: str) -> None:
        """Select a node besides the others, or no longer."""
        item = self.items_[name]
        item.show_selected(not item.selected)
        self.selectionChanged.emit()

    def selected(self) -> list[str]:
        """Return the selected nodes in the order of the document."""
        chosen = {item.name for item in self._near.chosen}
        return [name for name in self.graph.nodes if name in chosen] if chosen else []

    def wires_at(self, names: Iterable[str]) -> tuple[frozenset[End], list[End]]:
        """Return the wires among some nodes, and those between them and others, by their targets."""
        wanted, nodes = set(names), self.graph.nodes
        among: list[End] = []
        beside: list[End] = []
        for name in wanted & nodes.keys():
            for port, wire in nodes[name].wires.items():
                (among if wire.node in wanted else beside).append((name, port))
        for source in wanted:
            beside += [end for end in self._readers.get(source, ()) if end[0] not in wanted]
        return frozenset(among), beside

    def carry(self, names: Iterable[str], shift: QPointF, among: frozenset[End], beside: Iterable[End]) -> None:
        """Show nodes elsewhere while they are dragged, with the wires among them and those to others."""
        self.boxes.carry(names, shift)
        across, down = shift.x(), shift.y()
        with self._near.quietly():
            for name in names:
                x, y = self.graph.nodes[name].at
                self.items_[name].move(x + across, y + down)
        self.wires.carry(among, shift)
        self.lay_ends(beside)

    def settle(self, names: Iterable[str]) -> None:
        """Show nodes that were dragged where the document has them."""
        self.boxes.settle()
        self.wires.settle()
        with self._near.quietly():
            for name in names:
                self.items_[name].move(*self.graph.nodes[name].at)
        self.lay_wires(names)

    def lay_wires(self, names: Iterable[str]) -> None:
        """Draw the wires at these nodes where the items now are."""
        among, beside = self.wires_at(names)
        self.lay_ends([*among, *beside])

    def lay_ends(self, ends: Iterable[End]) -> None:
        """Draw these wires where the items now are: also between two edits, while nodes are dragged."""
        laid: dict[End, Curve] = {}
        nowhere: list[End] = []
        for end in ends:
            wire = self._curve(self.graph.nodes[end[0]].wires[end[1]], end)
            if wire is not None:
                laid[end] = wire
            else:
                nowhere.append(end)
        self.wires.take(nowhere)
        self.wires.lay(laid)
        if self.graph.frames:
            self.frames.update()

    def dot(self, name: str, port: str, *, output: bool) -> QPointF | None:
        """Return where a port's dot is on the canvas."""
        item = self.items_.get(name)
        row = item.shape_.row(port, output=output) if item is not None else None
        return None if item is None or row is None else item.pos() + QPointF(*item.shape_.dot(row))

    def dot_at(self, place: QPointF, reach: float) -> tuple[str, Row] | None:
        """Return the node and row whose dot is within `reach` of a place on the canvas, unless a node hides it."""
        for item in self.from_front(place, reach):
            row = item.dot_at(place - item.pos(), reach)
            if row is not None:
                return item.name, row
            if item.covers(place - item.pos()):
                return None
        return None

    def dim(self, fits: Callable[[str, Row], str] | None) -> None:
        """Dim every port that a pulled wire cannot end at (`fits` says why not); `None` lights all again."""
        for name, item in self.items_.items():
            dimmed = frozenset() if fits is None else frozenset(row for row in item.shape_.rows if fits(name, row))
            item.show_dimmed(dimmed)

    def node_at(self, place: QPointF) -> NodeItem | None:
        """Return the topmost node at a place on the canvas, where it is or says something below itself."""
        return next((item for item in self.from_front(place) if item.covers(place - item.pos())), None)

    def from_front(self, place: QPointF, reach: float = 0.0) -> Iterator[NodeItem]:
        """Yield the nodes at a place on the canvas, and some beside it, the topmost first."""
        box = QRectF(place, place).adjusted(-reach - 1, -reach - 1, reach + 1, reach + 1)
        return reversed(self._near.within(box))

    def _shape(self, names: Collection[str]) -> set[str]:
        """Give these nodes their shapes and places; return those that have another one than before."""
        reshaped: set[str] = set()
        with self._near.quietly() if len(names) > _MANY else nullcontext():
            self._shape_each(names, reshaped)
        self.boxes.put(names)
        return reshaped

    def _shape_each(self, names: Collection[str], reshaped: set[str]) -> None:
        for name in names:
            item, node = self.items_[name], self.graph.nodes[name]
            spec = spec_of(node, self.specs)
            if spec is not None:
                shape = self._shapes.of(node, spec, picture=self._makes_picture(name, node, spec, self._kinds))
            else:
                ends = self._readers.get(name, ())
                shape = shape_of(node, None, frozenset(self.graph.nodes[end].wires[port].port for end, port in ends))
            if shape != item.shape_ or node.at != item.at:
                reshaped.add(name)
            item.show_node(node, spec, shape, self._around(name, node))

    def _makes_picture(self, name: str, node: Node, spec: NodeSpec, kinds: Kinds) -> bool:
        """Return whether the node shows a picture; one that passes on anything does where a picture comes.

        Room for it is kept from the start: a node that grew when its picture came would cover those below.
        """
        if node.collapsed or not self.pictures:
            return False
        for port in spec.outputs:
            kind = port.kind
            if isinstance(kind, AnyKind):
                kind = kinds.of(Wire(name, port.name)) or kind
            if isinstance(kind, ImageKind):
                return True
        return False

    def _with_passed(self, names: set[str]) -> set[str]:
        """Return the nodes and those that get their kind from one of them through nodes that pass on anything."""
        found, ahead = set(names), [name for name in names if self._passes(name)]
        while ahead:
            fresh = {name for name, _ in self._readers.get(ahead.pop(), ())} - found
            found |= fresh
            ahead += [reader for reader in fresh if self._passes(reader)]
        return found

    def _passes(self, name: str) -> bool:
        item = self.items_.get(name)
        return item is not None and any(row.output and isinstance(row.kind, AnyKind) for row in item.shape_.rows)

    def _around(self, name: str, node: Node) -> Around:
        came = {}
        for port, wire in node.wires.items():
            source = self.items_.get(wire.node)
            if source is not None and wire.port in source.view.facts:
                came[port] = source.view.facts[wire.port]
        return Around(came, self._exposed.get(name, {})) if came or name in self._exposed else ALONE

    def _curve(self, wire: Wire, end: End) -> Curve | None:
        """Return a wire as it is drawn; `None` where one of its ends is not shown."""
        source, target = self.items_.get(wire.node), self.items_.get(end[0])
        row = source.shape_.row(wire.port, output=True) if source is not None else None
        to = target.shape_.row(end[1], output=False) if target is not None else None
        if source is None or target is None or row is None or to is None:
            return None
        kind = self._kinds.of(wire) if isinstance(row.kind, AnyKind) else row.kind
        (x, y), (right, down) = source.at, source.shape_.dot(row)
        (left, top), (across, low) = target.at, target.shape_.dot(to)
        start, finish = (x + right, y + down), (left + across, top + low)
        return Curve(start, finish, self.theme.color(kind), stream=row.stream)

    @staticmethod
    def _ends(graph: Graph) -> list[End]:
        return [(name, port) for _, name, port in graph.wires()]

    def _cover(self, box: QRectF) -> None:
        """All nodes lie within a part of the canvas."""
        self.box = QRectF(box)
        box = box.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
        self.setSceneRect(box)
        self._far.cover(box)
        self._near.cover(box)
        self.frames.cover(box)


def _exposed(graph: Graph) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, parameter in graph.parameters.items():
        for target in parameter.to:
            found.setdefault(target.node, {})[target.port] = name
    return found


class _Group(QGraphicsItem):
    """Holds the node items, so that all of them can be shown or not."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return QRectF()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint nothing."""
