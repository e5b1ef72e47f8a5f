"""The canvas: shows the scene, moves and zooms it, and turns mouse and keys into gestures."""

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QGraphicsView, QToolTip, QWidget

from nodegraph.core import edit
from nodegraph.core.graph import Graph
from nodegraph.gui.canvas.gestures import Gesture, Knife, MoveNodes, PullWire, RubberBand
from nodegraph.gui.canvas.scene import Scene
from nodegraph.gui.session import Session
from nodegraph.gui.theme import GRID

ZOOMS = 0.05, 4.0
"""The smallest and the largest zoom."""
_STEP = 1.15
_REACH = 9.0
_GRID_FROM = 0.45
"""Zoom from which the grid is drawn."""


class CanvasView(QGraphicsView):
    """A view of one session's document."""

    wanted = Signal(QPointF, object)
    """A node is to be added at a place on the canvas; with a `PullWire` it is to be connected to that wire."""
    opened = Signal(str, str)
    """The field of an input (node, port) was clicked."""

    def __init__(self, session: Session, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.session, self.scene_ = session, scene
        self.snapping = False
        self._gesture: Gesture | None = None
        self._panning: QPoint | None = None
        self._space = False
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Canvas")

    @property
    def zoom(self) -> float:
        """Pixels of the screen per pixel of the canvas."""
        return self.transform().m11()

    def fit(self, names: list[str] | None = None) -> None:
        """Show all nodes, or the named ones, as large as they fit, at most at their own size."""
        box = QRectF()
        for name in names or self.scene_.items_:
            box = box.united(self.scene_.items_[name].sceneBoundingRect())
        if box.isEmpty():
            return
        room = self.viewport().rect().adjusted(32, 32, -32, -32)
        zoom = min(room.width() / box.width(), room.height() / box.height(), 1.0)
        self._zoom_to(max(zoom, ZOOMS[0]))
        self.centerOn(box.center())

    def zoom_by(self, factor: float, place: QPoint | None = None) -> None:
        """Zoom so that what lies under a place of the viewport (its middle by default) stays there."""
        place = self.viewport().rect().center() if place is None else place
        before = self.mapToScene(place)
        self._zoom_to(min(max(self.zoom * factor, ZOOMS[0]), ZOOMS[1]))
        gone = self.mapFromScene(before) - place
        self._scroll(gone)

    def search(self, place: QPointF, pulled: PullWire | None = None) -> None:
        """Ask for a node to be added at a place on the canvas."""
        self.wanted.emit(place, pulled)

    def tell_at(self, place: QPointF, sentence: str) -> None:
        """Show a sentence at a place on the canvas."""
        QToolTip.showText(self.mapToGlobal(self.mapFromScene(place)), sentence, self)

    # ---- mouse ----

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        place = self.mapToScene(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton or (self._space and event.button() == _LEFT):
            self._panning = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.RightButton and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._gesture = Knife(self, place)
        elif event.button() == _LEFT and self._gesture is None:
            self._gesture = self._begin(place, event.modifiers())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._panning is not None:
            now = event.position().toPoint()
            self._scroll(self._panning - now)
            self._panning = now
        elif self._gesture is not None:
            self._gesture.move(self.mapToScene(event.position().toPoint()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._panning is not None:
            self._panning = None
            self.viewport().unsetCursor()
        elif self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.end(self.mapToScene(event.position().toPoint()))
            self.viewport().update()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        place = self.mapToScene(event.position().toPoint())
        if event.button() == _LEFT and self.scene_.node_at(place) is None:
            self.search(place)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if event.phase() != Qt.ScrollPhase.NoScrollPhase and not event.modifiers():
            self._scroll(-event.pixelDelta())
        else:
            self.zoom_by(_STEP ** (event.angleDelta().y() / 120), event.position().toPoint())
        event.accept()

    def _begin(self, place: QPointF, keys: Qt.KeyboardModifier) -> Gesture | None:
        dot = self.scene_.dot_at(place, _REACH / min(self.zoom, 1.0))
        if dot is not None:
            return PullWire(self, *dot)
        item = self.scene_.node_at(place)
        more = bool(keys & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        if item is None:
            return RubberBand(self, place, more=more)
        row = item.row_at(place - item.pos())
        if row is not None and item.has_field(row) and item.field_rect(row).contains(place - item.pos()):
            self.opened.emit(item.name, row.port)
            return None
        if more:
            item.setSelected(not item.isSelected())
        elif not item.isSelected():
            self.scene_.select([item.name])
        return MoveNodes(self, place)

    # ---- keys ----

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space:
            self._space = True
        elif event.key() == Qt.Key.Key_Escape and self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
            self.viewport().update()
        elif event.key() in _ALONG:
            self._walk(_ALONG[event.key()])
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
        else:
            event.ignore()

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: N802
        """Tab asks for a node; Shift+Tab leaves the canvas."""
        if following:
            self.search(self.mapToScene(self.viewport().rect().center()))
            return True
        return super().focusNextPrevChild(following)

    def _walk(self, neighbors: Callable[[Graph, str], list[str]]) -> None:
        """Select a neighbor of the selected node along a wire, or the first node."""
        chosen = self.scene_.selected()
        graph = self.scene_.graph
        found = neighbors(graph, chosen[0]) if chosen else list(graph.nodes)
        if found:
            self.scene_.select(found[:1])
            self.ensureVisible(self.scene_.items_[found[0]], 48, 48)

    # ---- looks ----

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        rect = QRectF(rect)
        theme = self.scene_.theme
        painter.fillRect(rect, QColor(theme.ground))
        if self.zoom < _GRID_FROM:
            return
        painter.setPen(QPen(QColor(theme.grid), 0))
        x, y = int(rect.left() // GRID) * GRID, int(rect.top() // GRID) * GRID
        painter.drawLines([_line(x + i * GRID, rect.top(), x + i * GRID, rect.bottom()) for i in _count(rect.width())])
        painter.drawLines([_line(rect.left(), y + i * GRID, rect.right(), y + i * GRID) for i in _count(rect.height())])

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        if self._gesture is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._gesture.paint(painter)

    def _zoom_to(self, zoom: float) -> None:
        self.scale(zoom / self.zoom, zoom / self.zoom)
        self.scene_.see_from(self.zoom)

    def _scroll(self, by: QPoint) -> None:
        for bar, pixels in ((self.horizontalScrollBar(), by.x()), (self.verticalScrollBar(), by.y())):
            bar.setValue(bar.value() + pixels)


def remove_selected(view: CanvasView, *, heal: bool = True) -> None:
    """Remove the selected nodes; wires through them close behind them if `heal`."""
    names = view.scene_.selected()
    specs = view.session.specs

    def change(graph: Graph) -> Graph:
        return edit.remove_and_heal(graph, specs, names) if heal else edit.remove(graph, names)

    if names:
        view.session.edit(f"Delete {names[0]}" if len(names) == 1 else f"Delete {len(names)} nodes", change)


def _sources(graph: Graph, name: str) -> list[str]:
    return [wire.node for wire in graph.nodes[name].wires.values()]


def _readers(graph: Graph, name: str) -> list[str]:
    return [target for wire, target, _ in graph.wires() if wire.node == name]


def _beside(step: int) -> Callable[[Graph, str], list[str]]:
    """Return how to go up or down among the nodes that read, or feed, the same one."""

    def found(graph: Graph, name: str) -> list[str]:
        near = {other for source in _sources(graph, name) for other in _readers(graph, source)}
        near |= {other for reader in _readers(graph, name) for other in _sources(graph, reader)}
        row = sorted({*near, name}, key=lambda other: (graph.nodes[other].at[1], other))
        index = row.index(name) + step
        return [row[index]] if 0 <= index < len(row) else []

    return found


def _line(x1: float, y1: float, x2: float, y2: float) -> QLineF:
    return QLineF(x1, y1, x2, y2)


def _count(length: float) -> range:
    return range(int(length // GRID) + 2)


_LEFT = Qt.MouseButton.LeftButton
_ALONG: dict[int, Callable[[Graph, str], list[str]]] = {
    Qt.Key.Key_Left: _sources,
    Qt.Key.Key_Right: _readers,
    Qt.Key.Key_Up: _beside(-1),
    Qt.Key.Key_Down: _beside(1),
}
