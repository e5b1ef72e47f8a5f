"""One node on the canvas: painted as a whole, without items of its own inside, so that a thousand stay cheap."""

from msgspec import UnsetType
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from nodegraph.core.facts import describe
from nodegraph.core.graph import Node
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import LIVE_KINDS, PathKind, Value, write_text
from nodegraph.gui.canvas.shape import Row, Shape
from nodegraph.gui.canvas.state import NOTHING_KNOWN, NodeView
from nodegraph.gui.theme import HEADER, PAD, PORT, RADIUS, ROW, TITLE_SIZE, UNIT, Theme, font

_MARKS = {"done": "✓", "cached": "✓", "failed": "!", "skipped": "–", "running": "▸"}
"""State is told by a sign too, never by color alone."""


class NodeItem(QGraphicsItem):
    """A node. Its position is the node's place in the document."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.name = name
        self.node = Node("")
        self.spec: NodeSpec | None = None
        self.shape_ = Shape(0, 0, ())
        self.view = NOTHING_KNOWN
        self._theme = theme
        self._dimmed: frozenset[Row] = frozenset()
        self.setFlags(
            QGraphicsItem.GraphicsItemFlag.ItemIsSelectable | QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption
        )

    def show_node(self, node: Node, spec: NodeSpec | None, shape: Shape) -> None:
        """Take over what the document says."""
        if (shape.width, shape.height) != (self.shape_.width, self.shape_.height):
            self.prepareGeometryChange()
        self.node, self.spec, self.shape_ = node, spec, shape
        self.setPos(*node.at)
        self.setToolTip("" if spec is not None else f"The node type {node.type} is not installed.")
        self.update()

    def show_view(self, view: NodeView) -> None:
        """Take over what is known and how the run goes."""
        if view != self.view:
            self.view = view
            self.update()

    def show_dimmed(self, rows: frozenset[Row]) -> None:
        """Show these ports as ones that a wire cannot end at."""
        if rows != self._dimmed:
            self._dimmed = rows
            self.update()

    @property
    def title(self) -> str:
        """The node's own label, else its type's."""
        return self.node.label or (self.spec.label if self.spec is not None else self.node.type)

    def row_at(self, place: QPointF) -> Row | None:
        """Return the row at a place in the item's coordinates; a collapsed node has none."""
        if self.node.collapsed:
            return None
        return next((row for row in self.shape_.rows if row.top <= place.y() < row.top + ROW), None)

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
        return QRectF(width * 0.46, row.top + 2, width * 0.54 - PAD, ROW - 4)

    def has_field(self, row: Row) -> bool:
        """Return whether the row shows a value that can be set here."""
        return (
            not row.output
            and row.kind is not None
            and row.port not in self.node.wires
            and not row.stream
            and isinstance(row.kind, LIVE_KINDS)
        )

    def value_of(self, port: str) -> Value:
        """Return what an unwired input is at."""
        declared = self.spec.input(port) if self.spec is not None else None
        if port in self.node.set:
            return self.node.set[port]
        return None if declared is None or isinstance(declared.default, UnsetType) else declared.default

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        edge = PORT + 2
        return QRectF(-edge, -edge, self.shape_.width + 2 * edge, self.shape_.height + 2 * edge)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(QRectF(0, 0, self.shape_.width, self.shape_.height))
        return path

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the node."""
        theme = self._theme
        painter.setOpacity(0.45 if self.node.disabled or self.node.bypassed else 1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.edge_color, 2 if self.isSelected() or self.view.problem else 1))
        painter.setBrush(QColor(theme.box))
        painter.drawRoundedRect(QRectF(0, 0, self.shape_.width, self.shape_.height), RADIUS, RADIUS)
        self._paint_header(painter)
        if not self.node.collapsed:
            painter.fillRect(QRectF(1, HEADER - 1, self.shape_.width - 2, 1), QColor(theme.border))
            for row in self.shape_.rows:
                self._paint_row(painter, row)
        for row in self.shape_.rows:
            self._paint_dot(painter, row)

    @property
    def edge_color(self) -> QColor:
        """The color of its edge: selected, wrong, or neither."""
        theme = self._theme
        return QColor(theme.accent if self.isSelected() else theme.error if self.view.problem else theme.border)

    @property
    def accent(self) -> QColor:
        """Its own color, else that of what it makes."""
        if self.node.color:
            return QColor(self.node.color)
        outputs = self.spec.outputs if self.spec is not None else ()
        return self._theme.color(outputs[0].kind if outputs else None)

    def _paint_header(self, painter: QPainter) -> None:
        theme, width = self._theme, self.shape_.width
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.header))
        painter.drawRoundedRect(QRectF(1, 1, width - 2, HEADER - 2), RADIUS - 1, RADIUS - 1)
        painter.fillRect(QRectF(PAD - UNIT, UNIT * 2, 3, HEADER - 4 * UNIT), self.accent)
        if self.view.state == "running":
            painter.fillRect(QRectF(1, HEADER - 3, (width - 2) * self.view.fraction, 3), QColor(theme.accent))
        title = font(TITLE_SIZE, bold=True)
        mark = _MARKS.get(self.view.state, "")
        right = self._status()
        metrics = QFontMetricsF(font())
        room = metrics.horizontalAdvance(right) + (UNIT if right else 0)
        painter.setFont(font())
        painter.setPen(QColor(self._state_color()))
        painter.drawText(QRectF(PAD, 0, width - 2 * PAD, HEADER), _RIGHT, right if right else mark)
        painter.setFont(title)
        painter.setPen(QColor(theme.text))
        space = width - 2 * PAD - UNIT - max(room, PAD)
        text = QFontMetricsF(title).elidedText(self.title, Qt.TextElideMode.ElideRight, space)
        painter.drawText(QRectF(PAD + UNIT, 0, space, HEADER), _LEFT, text)

    def _state_color(self) -> str:
        theme = self._theme
        return {"failed": theme.error, "done": theme.done, "cached": theme.done}.get(self.view.state, theme.faint)

    def _status(self) -> str:
        match self.view.state:
            case "running" if self.view.fraction > 0:
                return f"{self.view.fraction:.0%}"
            case "done" if self.view.seconds >= 0.1:
                return f"✓ {self.view.seconds:.1f} s"
        return ""

    def _paint_row(self, painter: QPainter, row: Row) -> None:
        theme, width = self._theme, self.shape_.width
        painter.setFont(font())
        painter.setPen(QColor(theme.text))
        label = row.port.replace("_", " ")
        whole = QRectF(PAD, row.top, width - 2 * PAD, ROW)
        metrics = QFontMetricsF(font())
        if row.output:
            painter.drawText(whole, _RIGHT, label)
            fact = self.view.facts.get(row.port)
            if fact is not None:
                space = width - 3 * PAD - metrics.horizontalAdvance(label)
                painter.setPen(QColor(theme.faint))
                painter.drawText(whole, _LEFT, metrics.elidedText(describe(fact), Qt.TextElideMode.ElideMiddle, space))
            return
        space = width * 0.46 - PAD - UNIT if self.has_field(row) else width - 2 * PAD
        painter.drawText(whole, _LEFT, metrics.elidedText(label, Qt.TextElideMode.ElideRight, space))
        if self.has_field(row):
            self._paint_field(painter, row)

    def _paint_field(self, painter: QPainter, row: Row) -> None:
        theme, field = self._theme, self.field_rect(row)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.field))
        painter.drawRoundedRect(field, 3, 3)
        value = self.value_of(row.port)
        text = "" if value is None else write_text(value)
        unit = getattr(row.kind, "unit", "")
        text = f"{text} {unit}" if unit and text else text
        set_here = row.port in self.node.set
        painter.setPen(QColor(theme.text if set_here else theme.faint))
        inner = field.adjusted(UNIT * 1.5, 0, -UNIT * 1.5, 0)
        # Of a path the end tells most.
        cut = Qt.TextElideMode.ElideLeft if isinstance(row.kind, PathKind) else Qt.TextElideMode.ElideRight
        painter.drawText(inner, _RIGHT, QFontMetricsF(font()).elidedText(text, cut, inner.width()))

    def _paint_dot(self, painter: QPainter, row: Row) -> None:
        x, y = self.shape_.dot(row)
        painter.setPen(QPen(QColor(self._theme.box), 1.5))
        color = self._theme.color(row.kind)
        if row in self._dimmed:
            color.setAlphaF(0.2)
        painter.setBrush(color)
        if row.stream:
            painter.drawEllipse(QPointF(x, y), PORT + 1, PORT + 1)
            painter.setBrush(QColor(self._theme.box))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QPointF(x, y), PORT / 2.5, PORT / 2.5)
        else:
            painter.drawEllipse(QPointF(x, y), PORT, PORT)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
