"""The picture itself: zoomed to the pointer, panned, compared with another by a wipe, side by side or blinking.

Comparing asks the engine nothing new: both pictures' tiles are there, and the line between them is only painted.
"""

from typing import Literal, NamedTuple

import msgspec
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from nodegraph.core.pictures import View
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import Theme
from nodegraph.gui.viewer.camera import Camera
from nodegraph.gui.viewer.inset import Inset
from nodegraph.gui.viewer.pane import Shown, checkers, outline, paint, wanted
from nodegraph.gui.viewer.portion import Portion
from nodegraph.gui.viewer.signs import draw_line, draw_name, draw_sentence, draw_tag
from nodegraph.gui.viewer.tiles import Key, TileStore

Compare = Literal["off", "wipe", "side", "blink", "difference"]
Backdrop = Literal["checkers", "black", "white", "color"]
Side = Literal["first", "second", "difference"]

_GRAB = 6
"""So near to the line of a wipe, in pixels, it is taken hold of."""
_BLINK_MS = 600
_STEP = 64
"""Pixels that an arrow key pans."""
_WIPE_STEP = 0.02
_NOTCH = 360.0
"""Angle of the wheel, in eighths of degrees, that doubles the zoom."""
_CHECK = 8
_KEYS = {
    Qt.Key.Key_C: "color", Qt.Key.Key_R: "red", Qt.Key.Key_G: "green", Qt.Key.Key_B: "blue", Qt.Key.Key_A: "alpha",
    Qt.Key.Key_L: "luma", Qt.Key.Key_O: "off", Qt.Key.Key_W: "wipe", Qt.Key.Key_S: "side", Qt.Key.Key_K: "blink",
    Qt.Key.Key_D: "difference",
}  # fmt: skip
"""Keys that choose a channel or a way to compare."""
_ZOOMS = {getattr(Qt.Key, f"Key_{digit}"): 2.0 ** (digit - 1) for digit in range(1, 8)}
"""Keys 1 to 7: 1:1 to 64:1."""
_ARROWS = {
    Qt.Key.Key_Left: QPointF(_STEP, 0), Qt.Key.Key_Right: QPointF(-_STEP, 0),
    Qt.Key.Key_Up: QPointF(0, _STEP), Qt.Key.Key_Down: QPointF(0, -_STEP),
}  # fmt: skip
_OWN = {*_KEYS, *_ZOOMS, *_ARROWS, Qt.Key.Key_F, Qt.Key.Key_0, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus,
        Qt.Key.Key_Space, Qt.Key.Key_P}  # fmt: skip


class _Pane(NamedTuple):
    """A part of the widget that shows one side, in pixels of the screen: where its picture begins, what is painted."""

    corner: QPoint
    clip: QRect
    side: Side


class PictureView(QWidget):
    """Shows one picture, or two."""

    pointed = Signal(object)
    """The pixel under the pointer as (x, y), `None` where there is none."""
    moved = Signal()
    """Another part is seen, or in another size."""
    part_moved = Signal(QPointF)
    """The middle of the part that live mode computes is to be there, as fractions of the picture's size."""
    chosen = Signal(str)
    """A key asks for a channel or a way to compare, by name."""

    def __init__(self, theme: Theme, store: TileStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._store = store
        self._first: Shown | None = None
        self._second: Shown | None = None
        self._inset: Inset | None = None
        self.names = "", ""
        """What the two pictures are called."""
        self.options = View()
        """Channel, exposure and gamma."""
        self.compare: Compare = "off"
        self.backdrop: Backdrop = "checkers"
        self.backdrop_color = QColor("#808080")
        self.sentence = ""
        """What is told instead of a picture."""
        self.remark = ""
        """How what is seen differs from the picture: a channel, exposure, gamma."""
        self.wipe = 0.5
        """Where the line of a wipe is, as a fraction of the width."""
        self.camera = Camera(QSizeF(), QSizeF(), QPointF(), 1.0)
        self.portion = Portion()
        self._held: QPointF | None = None
        self._pointer: QPointF | None = None
        self._wiping = False
        self._flipped = False
        self._peeking = False
        self._blinking = QTimer(self, interval=_BLINK_MS)
        self._blinking.timeout.connect(self._flip)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(tr("Picture"))
        store.arrived.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a picture beside the canvas."""
        return QSize(480, 360)

    # ---- what is shown ----

    def show_pictures(self, first: Shown | None, second: Shown | None, inset: Inset | None = None) -> None:
        """Show a picture, and the one it can be compared with; the same part stays in view where that makes sense.

        An `inset` lies over them. Of a picture with the number 0 nothing is there but its size.
        """
        changed = first is not None and (self._first is None or self._first.size != first.size)
        self._first, self._second, self._inset = first, second, inset
        if first is not None and changed:
            self.camera = self._fresh_camera().of(QSizeF(*first.size))
        self._follow_compare()
        self.refresh()

    @property
    def first(self) -> Shown | None:
        """The picture shown."""
        return self._first

    @property
    def second(self) -> Shown | None:
        """The one it can be compared with."""
        return self._second

    def set_compare(self, compare: Compare) -> None:
        """Compare in another way, or not."""
        self.compare = compare
        self._follow_compare()
        self.refresh()

    def refresh(self) -> None:
        """Paint anew and ask for what is missing."""
        self._want()
        self.update()
        self.moved.emit()
        if self._pointer is not None:
            self.pointed.emit(self.pixel_at(self._pointer))

    def fit(self) -> None:
        """Show the whole picture."""
        self._go(self._fresh_camera().fit())

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom, `at` (a place of the widget in pixels of the screen; the middle) staying where it is."""
        camera = self._fresh_camera()
        self._go(camera.zoomed(zoom, QPointF(camera.pane.width() / 2, camera.pane.height() / 2) if at is None else at))

    @property
    def inset(self) -> Inset | None:
        """What lies over them."""
        return self._inset

    @property
    def comparing(self) -> bool:
        """Whether two pictures are compared now."""
        return self.compare != "off" and self._first is not None and self._second is not None

    def seen_image(self) -> QImage:
        """Return what is seen, without names, lines and grid around it."""
        ratio = self.devicePixelRatioF()
        image = QImage(self.size() * ratio, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        self._paint_all(painter, bare=True)
        painter.end()
        area = QRect(QPoint(0, 0), image.size())
        if self._first is not None and self.compare != "side":
            area &= outline(QPoint(0, 0), self._first, self.camera)
        return image.copy(area)

    # ---- painting ----

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint what is there."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        self._paint_all(painter, bare=False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep what is seen."""
        self.camera = self._fresh_camera()
        self.refresh()

    def _paint_all(self, painter: QPainter, *, bare: bool) -> None:
        ratio = self.devicePixelRatioF()
        whole = QRect(0, 0, round(self.width() * ratio), round(self.height() * ratio))
        painter.fillRect(whole, QColor(self.theme.ground))
        first = self._first
        if first is not None:
            for corner, clip, side in self._panes():
                painter.save()
                painter.setClipRect(clip)
                if first.picture:
                    self._paint_backdrop(painter, outline(corner, first, self.camera) & clip, ratio)
                    paint(painter, corner, first, self._view(side), self.camera, self._store)
                if self._inset is not None:
                    self._paint_inset(painter, corner, clip, side, self._inset, ratio)
                    if self.comparing and not bare:
                        self.portion.paint(painter, corner, self.camera, ratio, named=False)
                painter.restore()
            if not bare:
                if not self.comparing:
                    self.portion.paint(painter, QPoint(0, 0), self.camera, ratio)
                self._paint_signs(painter, ratio)
        if self.sentence and not bare:
            painter.scale(ratio, ratio)
            draw_sentence(painter, QRectF(self.rect()), self.sentence, self.theme)

    def _paint_inset(
        self, painter: QPainter, corner: QPoint, clip: QRect, side: Side, inset: Inset, ratio: float
    ) -> None:
        if side == "first" or inset.second is not None:
            camera = inset.camera(self.camera)
            self._paint_backdrop(painter, outline(corner, inset.first, camera) & clip, ratio)
            paint(painter, corner, inset.first, self._view(side, inset.second), camera, self._store)

    def _panes(self) -> list[_Pane]:
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        whole = QRect(0, 0, width, height)
        if not self.comparing:
            return [_Pane(QPoint(0, 0), whole, "first")]
        if self._peeking:
            return [_Pane(QPoint(0, 0), whole, "second")]
        match self.compare:
            case "wipe":
                line = round(width * self.wipe)
                return [
                    _Pane(QPoint(0, 0), QRect(0, 0, line, height), "second"),
                    _Pane(QPoint(0, 0), QRect(line, 0, width - line, height), "first"),
                ]
            case "side":
                half = round(self._pane_size().width())
                right = QPoint(width - half, 0)
                return [
                    _Pane(QPoint(0, 0), QRect(0, 0, half, height), "second"),
                    _Pane(right, QRect(right, QSize(half, height)), "first"),
                ]
            case "blink":
                return [_Pane(QPoint(0, 0), whole, "second" if self._flipped else "first")]
        return [_Pane(QPoint(0, 0), whole, "difference")]

    def _view(self, side: Side, second: Shown | None = None) -> View:
        second = second or self._second
        if side == "first" or second is None:
            return self.options
        return msgspec.structs.replace(self.options, second=second.picture, compare=side)

    def _paint_backdrop(self, painter: QPainter, area: QRect, ratio: float) -> None:
        match self.backdrop:
            case "black":
                painter.fillRect(area, Qt.GlobalColor.black)
            case "white":
                painter.fillRect(area, Qt.GlobalColor.white)
            case "color":
                painter.fillRect(area, self.backdrop_color)
            case "checkers":
                squares = checkers(round(_CHECK * ratio), QColor("#6b6b6b"), QColor("#949494"))
                painter.fillRect(area, QBrush(squares))

    def _paint_signs(self, painter: QPainter, ratio: float) -> None:
        """Draw how what is seen differs from the picture, the line between two pictures, and their names."""
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        if self.remark:
            draw_tag(painter, QRect(0, 0, width, height), self.remark, ratio)
        if not self.comparing:
            return
        line = {"wipe": round(width * self.wipe), "side": width // 2}.get(self.compare)
        if line is not None and not self._peeking:
            draw_line(painter, line, height, ratio, handle=self.compare == "wipe")
        for pane in self._panes():
            right = pane.side == "first"
            name = tr("difference") if pane.side == "difference" else self.names[0 if right else 1]
            draw_name(painter, pane.clip, name, ratio, right=right)

    # ---- the camera ----

    def _pane_size(self) -> QSizeF:
        ratio = self.devicePixelRatioF()
        width = self.width() * ratio
        if self.comparing and self.compare == "side":
            width = (width - ratio) / 2
        return QSizeF(width, self.height() * ratio)

    def _fresh_camera(self) -> Camera:
        pane = self._pane_size()
        return self.camera if self.camera.pane == pane else self.camera.on(pane)

    def _go(self, camera: Camera) -> None:
        if camera != self.camera:
            self.camera = camera
            self.refresh()

    def _want(self) -> None:
        if self._first is None or not self.isVisible():
            self._store.want([])
            return
        sides = {pane.side for pane in self._panes()}
        if self.comparing and self.compare == "blink":
            sides = {"first", "second"}
        lists: list[list[Key]] = []
        for side in sorted(sides):
            if self._first.picture:
                lists.append(wanted(self._first, self._view(side), self.camera))
            inset = self._inset
            if inset is not None and (side == "first" or inset.second is not None):
                lists.append(wanted(inset.first, self._view(side, inset.second), inset.camera(self.camera)))
        # By turns, so that all become sharp together.
        longest = max(map(len, lists), default=0)
        keys: list[Key] = [key for row in range(longest) for one in lists for key in one[row : row + 1]]
        self._store.want(keys)

    def _follow_compare(self) -> None:
        if self.comparing and self.compare == "blink":
            self._blinking.start()
        else:
            self._blinking.stop()
            self._flipped = False
        self.camera = self._fresh_camera()

    def _flip(self) -> None:
        self._flipped = not self._flipped
        self.update()

    # ---- mouse and keys ----

    def _on_screen(self, place: QPointF) -> QPointF:
        """Return a place of the widget in pixels of the screen, counted from the corner of its pane."""
        ratio = self.devicePixelRatioF()
        place = place * ratio
        pane = next((pane for pane in reversed(self._panes()) if pane.clip.contains(place.toPoint())), None)
        return place if pane is None else place - QPointF(pane.corner)

    def pixel_at(self, place: QPointF) -> tuple[int, int] | None:
        """Return the pixel of the picture at a place of the widget."""
        if self._first is None:
            return None
        x, y = self.camera.pixel(self._on_screen(place))
        return (x, y) if 0 <= x < self._first.width and 0 <= y < self._first.height else None

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom to the pointer."""
        angle = event.angleDelta().y()
        if angle and self._first is not None:
            self.zoom_to(self.camera.zoom * 2 ** (angle / _NOTCH), self._on_screen(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of the picture, or of the line of a wipe."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            left = event.button() == Qt.MouseButton.LeftButton
            self._wiping = left and self._on_line(event.position())
            if left and self._on_part(event.position()):
                self.portion.take(self.camera.to_picture(self._on_screen(event.position())))
            else:
                self._held = event.position()
            self._follow_pointer(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move what is held, and tell which pixel is pointed at."""
        place = self._pointer = event.position()
        if self.portion.held:
            self.portion.drag(self.camera.to_picture(self._on_screen(place)), self.camera.size)
            self.update()
        elif self._held is not None and self._wiping:
            self.wipe = max(0.0, min(place.x() / max(1, self.width()), 1.0))
            self.update()
        elif self._held is not None:
            self._go(self._fresh_camera().panned((place - self._held) * self.devicePixelRatioF()))
            self._held = place
        self._follow_pointer(place)
        self.pointed.emit(self.pixel_at(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        self._held, self._wiping = None, False
        if self.portion.held:
            self._put_part(self.portion.drop())
        self._follow_pointer(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Change between 1:1 and the whole picture."""
        if event.button() == Qt.MouseButton.LeftButton and not self._on_line(event.position()):
            if self.camera == self._fresh_camera().fit():
                self.zoom_to(1.0, self._on_screen(event.position()))
            else:
                self.fit()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Nothing is pointed at."""
        self._pointer = None
        self.pointed.emit(None)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something here from the window's menus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Zoom, pan, choose what is shown."""
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not _own(event):
            super().keyPressEvent(event)
        elif key in _KEYS:
            self.chosen.emit(_KEYS[key])
        elif key in _ZOOMS:
            self.zoom_to(_ZOOMS[key])
        elif key in _ARROWS and shift:
            self.wipe = max(0.0, min(self.wipe - _ARROWS[key].x() / _STEP * _WIPE_STEP, 1.0))
            self.update()
        elif key in _ARROWS:
            self._go(self._fresh_camera().panned(_ARROWS[key] * self.devicePixelRatioF()))
        elif key in (Qt.Key.Key_F, Qt.Key.Key_0):
            self.fit()
        elif key == Qt.Key.Key_Space:
            self._peek(True)
        elif key == Qt.Key.Key_P:
            self._put_part(self.camera.seen().center())
        else:
            self.zoom_to(self.camera.zoom * (0.5 if key == Qt.Key.Key_Minus else 2.0))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Look at the first picture again."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._peek(False)
        else:
            super().keyReleaseEvent(event)

    def _peek(self, on: bool) -> None:
        if self._peeking != on:
            self._peeking = on
            self.refresh()

    def _on_part(self, place: QPointF) -> bool:
        at = self.camera.to_picture(self._on_screen(place))
        return not self.comparing and self.portion.under(at, self.camera.seen())

    def _put_part(self, middle: QPointF) -> None:
        """Wish for live mode's part about a place of the picture, where it computes one."""
        size = self.camera.size
        if self.portion.box is not None and not size.isEmpty():
            self.part_moved.emit(QPointF(middle.x() / size.width(), middle.y() / size.height()))

    def _on_line(self, place: QPointF) -> bool:
        return self.comparing and self.compare == "wipe" and abs(place.x() - self.wipe * self.width()) <= _GRAB

    def _follow_pointer(self, place: QPointF) -> None:
        if self._wiping or (self._held is None and self._on_line(place)):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif self._held is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.portion.held or self._on_part(place):
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor)


def _own(event: QKeyEvent) -> bool:
    """Whether a key means something here: no other than shift is held beside it."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return held == Qt.KeyboardModifier.NoModifier and event.key() in _OWN
