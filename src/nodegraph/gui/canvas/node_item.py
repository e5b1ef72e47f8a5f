"""One node on the canvas: a plain object that a layer paints as a whole, so that ten thousand are soon made."""

from typing import TYPE_CHECKING

from msgspec import UnsetType
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from nodegraph.core.graph import Node
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import LIVE_KINDS, Value, write_text
from nodegraph.gui.canvas.direct import is_grid, value_at
from nodegraph.gui.canvas.family import family_color, is_dark
from nodegraph.gui.canvas.given import given_name, is_default, is_given
from nodegraph.gui.canvas.key_info import key_info, told
from nodegraph.gui.canvas.paint_foot import foot_place
from nodegraph.gui.canvas.paint_node import paint_node
from nodegraph.gui.canvas.shape import Row, Shape
from nodegraph.gui.canvas.sprites import Sprites
from nodegraph.gui.canvas.state import ALONE, NOTHING_KNOWN, Around, NodeView
from nodegraph.gui.languages import tr
from nodegraph.gui.naming import title_of
from nodegraph.gui.theme import PAD, PORT, ROW, UNIT, Theme
from nodegraph.gui.wording import fact_words, kind_words, summary

if TYPE_CHECKING:
    from nodegraph.gui.canvas.near import NearLayer


class NodeItem:
    """A node. It lies where the document says, or where it is being dragged."""

    def __init__(self, name: str, theme: Theme, sprites: Sprites, near: "NearLayer") -> None:
        """`near` paints it."""
        self.name = name
        self.order = 0
        """Nodes with a higher number lie on it."""
        self.at = 0.0, 0.0
        """Where its upper left corner is on the canvas."""
        self.selected = False
        self._near = near
        self.node = Node("")
        self.spec: NodeSpec | None = None
        self.shape_ = Shape(0, 0, ())
        self.view = NOTHING_KNOWN
        self.around = ALONE
        self.dimmed: frozenset[Row] = frozenset()
        self.theme, self._sprites = theme, sprites
        self.bounds = QRectF()
        """All that it paints, in its own coordinates."""

    def show_node(self, node: Node, spec: NodeSpec | None, shape: Shape, around: Around = ALONE) -> None:
        """Take over what the document says."""
        # The place is no part of the picture: moving costs no painting.
        same = shape == self.shape_ and spec is self.spec and around == self.around
        if not same or not _looks_like(node, self.node):
            self.repaint()
        self.node, self.spec, self.shape_, self.around = node, spec, shape, around
        self._bound()
        self.move(*node.at)

    def move(self, x: float, y: float) -> None:
        """Show it at another place."""
        if (x, y) != self.at:
            before, self.at = self.at, (x, y)
            self._near.moved(self.bounds, before, self.at)

    def pos(self) -> QPointF:
        """Return its place on the canvas."""
        return QPointF(*self.at)

    def sceneBoundingRect(self) -> QRectF:  # noqa: N802 - as notes have it from Qt
        """Return the part of the canvas that it paints on."""
        return self.bounds.translated(*self.at)

    def show_selected(self, on: bool) -> None:
        """Look selected, or not; the scene tells others of it."""
        self.selected = on
        if on:
            self._near.chosen[self] = None
        else:
            self._near.chosen.pop(self, None)
        self.repaint()

    def show_view(self, view: NodeView) -> None:
        """Take over what is known and how the run goes."""
        if view != self.view:
            self.view = view
            self._bound()
            self.repaint()

    def show_dimmed(self, rows: frozenset[Row]) -> None:
        """Show these ports as ones that a wire cannot end at."""
        if rows != self.dimmed:
            self.dimmed = rows
            self.repaint()

    def repaint(self) -> None:
        """It looks different now."""
        self._sprites.drop(self)
        self._near.look_at(self.sceneBoundingRect())

    @property
    def title(self) -> str:
        """The node's own label, else its type's."""
        return title_of(self.node, self.spec)

    def row_at(self, place: QPointF) -> Row | None:
        """Return the row at a place in the item's coordinates; a collapsed node has none."""
        if self.node.collapsed:
            return None
        return next((row for row in self.shape_.rows if row.top <= place.y() < row.top + row.height), None)

    def dot_at(self, place: QPointF, reach: float) -> Row | None:
        """Return the row whose dot lies within `reach` of a place in the item's coordinates."""
        for row in self.shape_.rows:
            x, y = self.shape_.dot(row)
            if abs(place.x() - x) <= reach and abs(place.y() - y) <= min(reach, ROW / 2):
                return row
        return None

    def field_rect(self, row: Row) -> QRectF:
        """Return where the value of an input is shown and edited, in the item's coordinates."""
        width = self.shape_.width
        if is_grid(row.kind):
            side = row.height - 2 * UNIT
            return QRectF(width - PAD - side, row.top + UNIT, side, side)
        if row.height > ROW:
            return QRectF(PAD, row.top + ROW, width - 2 * PAD, row.height - ROW - 2)
        return QRectF(width * 0.46, row.top + 2, width * 0.54 - PAD, ROW - 4)

    def field_at(self, place: QPointF) -> Row | None:
        """Return the row whose field lies at a place in the item's coordinates."""
        row = self.row_at(place)
        return row if row is not None and self.has_field(row) and self.field_rect(row).contains(place) else None

    def has_field(self, row: Row) -> bool:
        """Return whether the row shows a value that can be set here."""
        return (
            not row.output
            and row.kind is not None
            and row.port not in self.node.wires
            and not row.stream
            and isinstance(row.kind, LIVE_KINDS)
        )

    def click(self, place: QPointF) -> tuple[str, Value] | None:
        """Return the input and the value that a click at a place sets at once, `None` where it sets none."""
        row = self.field_at(place)
        found = value_at(row.port, row.kind, self.field_rect(row), place) if row is not None else None
        return None if row is None or found is None else (row.port, found)

    def value_of(self, port: str) -> Value:
        """Return what an unwired input is at."""
        declared = self.spec.input(port) if self.spec is not None else None
        if port in self.node.set:
            return self.node.set[port]
        return None if declared is None or isinstance(declared.default, UnsetType) else declared.default

    def given(self, port: str) -> str:
        """Return what takes the place of an input's default, in words; empty where nothing does."""
        if self.spec is None or not is_given(self.spec, port) or not is_default(self.node, self.spec, port):
            return ""
        return given_name(self.node, self.spec, self.around, self.view)

    def tip_at(self, place: QPointF) -> str:
        """Return what to say about a place in the item's coordinates: what is wrong, a port, a value, else the node."""
        if self.spec is None:
            return tr("The node type {name} is not installed.", name=self.node.type)
        row = self.dot_at(place, 3 * UNIT) or self.row_at(place)
        if place.y() > self.shape_.height or row is None:
            return self.view.told or f"{self.name}: {self.info or summary(self.spec)}"
        name = f"{self.name}.{row.port}"
        what = kind_words(row.kind) if row.kind is not None else ""
        what = tr("a stream, each item {kind}", kind=what) if row.stream else what
        if row.output:
            fact = self.view.facts.get(row.port)
            return f"{name}: {fact_words(fact) if fact is not None else what}"
        if not self.has_field(row):
            came = told(self.around.came.get(row.port))
            return f"{name}: {came or what}"
        value = self.value_of(row.port)
        parameter = self.around.parameters.get(row.port)
        follows = " " + tr("(set by the parameter {name})", name=parameter) if parameter else ""
        shown = self.given(row.port) or (what if value is None else write_text(value))
        return f"{name}: {shown}{follows}"

    @property
    def info(self) -> str:
        """What it says of itself when it is collapsed."""
        if not self.node.collapsed or self.spec is None:
            return ""
        return key_info(self.node, self.spec, self.around.came, self.view.facts)

    def covers(self, place: QPointF) -> bool:
        """Return whether the node, or what it says below itself, lies at a place in the item's coordinates."""
        body = QRectF(0, 0, self.shape_.width, self.shape_.height)
        return body.contains(place) or foot_place(self).contains(place)

    def _bound(self) -> None:
        """Keep the bounds: they are asked for a thousand times a frame."""
        edge = PORT + 2
        bounds = QRectF(-edge, -edge, self.shape_.width + 2 * edge, self.shape_.height + 2 * edge)
        if self.view.foot:
            bounds = bounds.united(foot_place(self).adjusted(-edge, -edge, edge, edge))
        if bounds != self.bounds:
            self._near.look_at(self.sceneBoundingRect())
            self.bounds = bounds
            self._near.look_at(self.sceneBoundingRect())

    def paint(self, painter: QPainter) -> None:
        """Show the node's picture, painted anew where it changed."""
        self._sprites.draw(painter, self, self.bounds, lambda to: paint_node(to, self, self.theme))

    def prepare(self, painter: QPainter) -> bool:
        """Paint the node's picture before it comes into view; return whether there may be more of that."""
        return self._sprites.prepare(painter, self, self.bounds, lambda to: paint_node(to, self, self.theme))

    @property
    def edge_color(self) -> QColor:
        """The color of its edge: selected, wrong, or neither."""
        theme = self.theme
        return QColor(theme.accent if self.selected else theme.error if self.view.trouble else theme.edge)

    @property
    def accent(self) -> QColor:
        """Its own color, else that of its family."""
        if self.node.color:
            return QColor(self.node.color)
        return family_color(self.spec.category if self.spec is not None else (), dark=is_dark(self.theme))


def _looks_like(one: Node, other: Node) -> bool:
    """Return whether two nodes differ in their place at most."""
    return one is other or (
        (one.type, one.label, one.color, one.bypassed, one.disabled, one.collapsed, one.set)
        == (other.type, other.label, other.color, other.bypassed, other.disabled, other.collapsed, other.set)
        and one.wires.keys() == other.wires.keys()
    )
