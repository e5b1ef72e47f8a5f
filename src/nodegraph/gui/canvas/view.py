"""The canvas: shows the scene, moves and zooms it, and turns mouse and keys into gestures."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QCursor,
    QHelpEvent,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QGraphicsView, QPinchGesture, QToolTip, QWidget

from nodegraph.core import edit
from nodegraph.core.diff import End
from nodegraph.core.graph import Graph, wire_text
from nodegraph.core.ports import Number, Value
from nodegraph.gui.canvas.direct import opens
from nodegraph.gui.canvas.far import FAR
from nodegraph.gui.canvas.free import free_place
from nodegraph.gui.canvas.gestures import Gesture, PullWire
from nodegraph.gui.canvas.handwork import DragNumber, Knife, MoveNote, RubberBand
from nodegraph.gui.canvas.moving import MoveNodes
from nodegraph.gui.canvas.scene import Scene
from nodegraph.gui.canvas.walking import ALONG
from nodegraph.gui.languages import tr
from nodegraph.gui.session import Session
from nodegraph.gui.theme import GRID, PAD
from nodegraph.gui.wording import as_tip, fact_words

ZOOMS = 0.05, 4.0
"""The smallest and the largest zoom."""
_READABLE = 0.65
"""Zoom below which the texts of nodes are hard to read."""
_MARGINS = 32, 32, -32, -32
"""Pixels of the screen around what is fitted into it."""
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
    moved = Signal()
    """Another part of the canvas is in view, or what is there moved."""
    menu_wanted = Signal(QPointF, QPoint)
    """A menu is wanted for a place on the canvas, at a place of the screen."""
    carried_off = Signal(str)
    """The picture of a node was dragged out of the canvas."""
    doubled = Signal(QPointF)
    """A place on the canvas was clicked twice: a header, or what is no node."""

    def __init__(self, session: Session, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.session, self.scene_ = session, scene
        self.snapping = False
        self._gesture: Gesture | None = None
        self._picture = ""
        """The node whose picture the gesture began on."""
        self._panning: QPoint | None = None
        self._space = False
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        # The window takes what is dropped; a graphics view would take the drag and then refuse the drop.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName(tr("Canvas"))
        self.viewport().setAccessibleName(tr("Canvas"))
        scene.sceneRectChanged.connect(lambda _: self.moved.emit())
        # Before the scene shows the change, while a gesture can still be taken back.
        session.changed.connect(self._give_up)
        session.changed.connect(self.moved)

    @property
    def zoom(self) -> float:
        """Pixels of the screen per pixel of the canvas."""
        return self.transform().m11()

    def fit(self, names: list[str] | None = None) -> None:
        """Show all nodes, or the named ones, as large as they fit, at most at their own size."""
        box = QRectF()
        if not names:
            self.scene_.complete()
        for name in names or self.scene_.items_:
            box = box.united(self.scene_.items_[name].sceneBoundingRect())
        if box.isEmpty():
            return
        room = self.viewport().rect().adjusted(*_MARGINS)
        zoom = min(room.width() / box.width(), room.height() / box.height(), 1.0)
        self._zoom_to(max(zoom, ZOOMS[0]))
        self.centerOn(box.center())
        self.moved.emit()

    def show_start(self) -> None:
        """Show a document that was opened: all of it, or where it begins if it could not be read so small."""
        nodes, box = self.session.graph.nodes.values(), self.scene_.box
        room = self.viewport().rect().adjusted(*_MARGINS)
        zoom = min(room.width() / max(box.width(), 1.0), room.height() / max(box.height(), 1.0))
        if zoom >= _READABLE or not nodes:
            self.fit()
            return
        first = min(nodes, key=lambda node: node.at)
        seen = QRectF(0, 0, room.width() / _READABLE, room.height() / _READABLE)
        seen.moveCenter(box.center())
        if box.width() > seen.width():
            seen.moveLeft(box.left())
        if box.height() > seen.height():
            # The first node a little above the middle, but no more free room than at the end of the document.
            seen.moveTop(max(min(first.at[1] - seen.height() / 3, box.bottom() - seen.height()), box.top()))
        self._zoom_to(_READABLE)
        self.centerOn(seen.center())
        self.moved.emit()

    def zoom_by(self, factor: float, place: QPoint | None = None) -> None:
        """Zoom so that what lies under a place of the viewport (its middle by default) stays there."""
        place = self.viewport().rect().center() if place is None else place
        before = self.mapToScene(place)
        self._zoom_to(min(max(self.zoom * factor, ZOOMS[0]), ZOOMS[1]))
        gone = self.mapFromScene(before) - place
        self._scroll(gone)

    def show_node(self, name: str) -> None:
        """Bring a node into view."""
        self.ensureVisible(self.scene_.items_[name].sceneBoundingRect(), 48, 48)
        self.moved.emit()

    def middle(self) -> QPointF:
        """Return the place on the canvas in the middle of what is in view."""
        return self.mapToScene(self.viewport().rect().center())

    def free_place(self) -> QPointF:
        """Return the place on the canvas for a node that is asked for by a key: beside the selected one, else here."""
        return free_place(self.scene_, self.pointed())

    def pointed(self) -> QPointF:
        """Return the place on the canvas where the mouse is, or the middle where it is elsewhere."""
        mouse = self.viewport().mapFromGlobal(QCursor.pos())
        return self.mapToScene(mouse) if self.viewport().rect().contains(mouse) else self.middle()

    def wire_at(self, place: QPointF) -> End | None:
        """Return the target of the wire at a place on the canvas."""
        return self.scene_.wires.near(place, _REACH / self.zoom)

    def search(self, place: QPointF, pulled: PullWire | None = None) -> None:
        """Ask for a node to be added at a place on the canvas."""
        self.wanted.emit(place, pulled)

    def tell_at(self, place: QPointF, sentence: str) -> None:
        """Show a sentence at a place on the canvas."""
        QToolTip.showText(self.mapToGlobal(self.mapFromScene(place)), sentence, self)

    # ---- mouse ----

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to pan, or the gesture that begins here."""
        place = self.mapToScene(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton or (self._space and event.button() == _LEFT):
            self._panning = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.RightButton and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._gesture = Knife(self, place)
        elif event.button() == _LEFT and self._gesture is None:
            self._gesture = self._begin(place, event.modifiers())
            self._picture = self._picture_at(place) if isinstance(self._gesture, MoveNodes) else ""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pan, or follow with the gesture."""
        if self._panning is not None:
            now = event.position().toPoint()
            self._scroll(self._panning - now)
            self._panning = now
        elif self._gesture is not None and self._picture and self._leaves(event):
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
            self.carried_off.emit(self._picture)
        elif self._gesture is not None:
            self._gesture.move(self.mapToScene(event.position().toPoint()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End what is under way."""
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
        item = self.scene_.node_at(place)
        if event.button() == _LEFT and (item is None or item.row_at(place - item.pos()) is None):
            self.doubled.emit(place)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for a menu at the mouse, or by key at the selected node."""
        if self._gesture is not None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return  # cutting wires
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        chosen = self.scene_.selected()
        place = self.mapToScene(event.pos())
        if not mouse and chosen:
            place = self.scene_.items_[chosen[0]].pos() + QPointF(PAD, PAD)
        self.menu_wanted.emit(place, self.mapToGlobal(self.mapFromScene(place)))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Say what lies under the mouse: a node's part, or what flows through a wire."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), as_tip(self.tip_at(self.mapToScene(event.pos()))), self.viewport())
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1 + event.value(), event.position().toPoint())
            return True
        if isinstance(event, QGestureEvent):
            return self._pinch(event)
        return super().viewportEvent(event)

    def _pinch(self, event: QGestureEvent) -> bool:
        """Zoom to between two fingers on the screen."""
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        self.zoom_by(pinch.scaleFactor(), self.viewport().mapFromGlobal(pinch.hotSpot().toPoint()))
        return True

    def tip_at(self, place: QPointF) -> str:
        """Return what to say about a place on the canvas."""
        for item in self.scene_.from_front(place):
            inside = place - item.pos()
            if item.bounds.contains(inside):
                return item.tip_at(inside)
        end = self.wire_at(place)
        if end is None:
            return ""
        wire = self.scene_.graph.nodes[end[0]].wires[end[1]]
        fact = self.scene_.items_[wire.node].view.facts.get(wire.port)
        known = f": {fact_words(fact)}" if fact is not None else ""
        return f"{wire_text(wire)} → {end[0]}.{end[1]}{known}"

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom by a wheel; move by two fingers."""
        fingers = (
            event.phase() != Qt.ScrollPhase.NoScrollPhase or event.device().type() == QInputDevice.DeviceType.TouchPad
        )
        if fingers and not event.modifiers():
            self._scroll(-(event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2))
        else:
            self.zoom_by(_STEP ** (event.angleDelta().y() / 120), event.position().toPoint())
        event.accept()

    def _begin(self, place: QPointF, keys: Qt.KeyboardModifier) -> Gesture | None:
        # From afar neither ports nor fields are seen: there a node is only selected and moved.
        near = self.zoom >= FAR
        dot = self.scene_.dot_at(place, _REACH / min(self.zoom, 1.0)) if near else None
        if dot is not None:
            return PullWire(self, *dot)
        item = self.scene_.node_at(place)
        more = bool(keys & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier))
        if item is None:
            return self._begin_beside(place, more=more)
        at_once = item.click(place - item.pos()) if near else None
        if at_once is not None:
            self._set(item.name, *at_once)
            return None
        row = item.field_at(place - item.pos()) if near else None
        if row is not None and isinstance(row.kind, Number):
            return DragNumber(self, place, item, row, fine=bool(keys & Qt.KeyboardModifier.ShiftModifier))
        if row is not None:
            self.opened.emit(item.name, row.port)
            return None
        if keys & Qt.KeyboardModifier.ControlModifier:
            return MoveNodes(self, place, out=True, toggled=item.name)
        if more:
            self.scene_.toggle(item.name)
        elif not item.selected:
            self.scene_.select([item.name])
        return MoveNodes(self, place)

    def _leaves(self, event: QMouseEvent) -> bool:
        return not self.viewport().rect().contains(event.position().toPoint())

    def _picture_at(self, place: QPointF) -> str:
        """Return the node whose picture lies at a place; empty where none does."""
        item = self.scene_.node_at(place)
        top = item.shape_.picture if item is not None and not item.node.collapsed else None
        return item.name if item is not None and top is not None and (place - item.pos()).y() >= top else ""

    def _begin_beside(self, place: QPointF, *, more: bool) -> Gesture:
        """Return what begins where no node is: on a note, on a frame's title, on nothing."""
        note = self.scene_.notes.at(place)
        if note is not None:
            self.scene_.select(self.scene_.selected() if more else [])
            note.setSelected(True)
            return MoveNote(self, place, note)
        frame = self.scene_.frames.title_at(place)
        if frame is not None:
            self.scene_.select([*self.scene_.graph.frames[frame].nodes, *(self.scene_.selected() if more else [])])
            return MoveNodes(self, place)
        return RubberBand(self, place, more=more)

    # ---- keys ----

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape takes a gesture back, arrows walk along wires, Enter opens fields, space held down pans."""
        if event.key() == Qt.Key.Key_Space:
            self._space = True
        elif event.key() == Qt.Key.Key_Escape and self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
            self.viewport().update()
        elif event.key() in ALONG:
            self._walk(ALONG[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_first()
        elif event.key() == Qt.Key.Key_Backspace:
            self._reset_pointed()
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
            self.search(self.free_place())
            return True
        return super().focusNextPrevChild(following)

    def _set(self, name: str, port: str, value: Value) -> None:
        specs = self.session.specs
        self.session.edit(
            tr("Set {name}", name=self.session.called(name, port)),
            lambda graph: edit.set_value(graph, specs, name, port, value),
        )

    def _open_first(self) -> None:
        """Open the first field of the selected node; Tab leads on from there."""
        chosen = self.scene_.selected()
        item = self.scene_.items_[chosen[0]] if len(chosen) == 1 else None
        rows = [row for row in item.shape_.rows if item.has_field(row) and opens(row.kind)] if item is not None else []
        if item is not None and rows and not item.node.collapsed:
            self.opened.emit(item.name, rows[0].port)

    def _reset_pointed(self) -> None:
        """Put the field under the mouse back at its default."""
        place = self.pointed()
        item = self.scene_.node_at(place)
        row = item.field_at(place - item.pos()) if item is not None else None
        if item is not None and row is not None:
            name, port = item.name, row.port
            self.session.edit(
                tr("Reset {name}", name=self.session.called(name, port)), lambda graph: edit.unset(graph, name, port)
            )

    def _walk(self, neighbors: Callable[[Graph, str], list[str]]) -> None:
        """Select a neighbor of the selected node along a wire, or the first node."""
        chosen = self.scene_.selected()
        graph = self.scene_.graph
        found = neighbors(graph, chosen[0]) if chosen else list(graph.nodes)
        if found:
            self.scene_.select(found[:1])
            self.show_node(found[0])

    # ---- looks ----

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        """Fill the ground and draw the grid."""
        rect = QRectF(rect)
        theme = self.scene_.theme
        self.scene_.sprites.begin_frame(self.zoom)
        painter.fillRect(rect, QColor(theme.ground))
        if self.zoom < _GRID_FROM:
            return
        step = GRID if self.zoom >= 0.9 else 4 * GRID
        x, y = int(rect.left() // step) * step, int(rect.top() // step) * step
        thin = 1 / self.zoom
        lines = [QRectF(x + i * step, rect.top(), thin, rect.height()) for i in _count(rect.width(), step)]
        lines += [QRectF(rect.left(), y + i * step, rect.width(), thin) for i in _count(rect.height(), step)]
        # Filled, not drawn as lines: that takes a third of the time.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.grid))
        painter.drawRects(lines)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        if self._gesture is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._gesture.paint(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.moved.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        super().scrollContentsBy(dx, dy)
        self.moved.emit()

    def _give_up(self) -> None:
        """Take a gesture back whose document was changed by something else: by an undo while nodes are dragged."""
        if self._gesture is not None and not self.session.trying:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()

    def _zoom_to(self, zoom: float) -> None:
        self.scale(zoom / self.zoom, zoom / self.zoom)
        self.scene_.see_from(self.zoom)
        self.moved.emit()

    def _scroll(self, by: QPoint) -> None:
        for bar, pixels in ((self.horizontalScrollBar(), by.x()), (self.verticalScrollBar(), by.y())):
            bar.setValue(bar.value() + pixels)


def _count(length: float, step: int) -> range:
    return range(int(length // step) + 2)


_LEFT = Qt.MouseButton.LeftButton
