"""A graph as a picture, as it looks on the canvas: for files, and small for the list of recent ones.

It is drawn from a scene of its own, so that neither what is selected nor how far the canvas is zoomed shows.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from nodegraph.gui.canvas.far import FAR
from nodegraph.gui.canvas.scene import Scene

_MARGIN = 24.0
_LONGEST = 16_384
"""Pixels of a side at most."""
_MANY = 50


def draw(scene: Scene, scale: float = 2.0) -> QImage:
    """Return all of a scene as a picture, `scale` pixels for one of the canvas, less where it would be too large."""
    box = _box(scene)
    scale = min(scale, _LONGEST / max(box.width(), box.height(), 1.0))
    return _drawn(scene, box, QSize(max(1, round(box.width() * scale)), max(1, round(box.height() * scale))), scale)


def draw_small(scene: Scene, size: QSize) -> QImage:
    """Return all of a scene in the middle of a picture of that size, at most at half its own."""
    box = _box(scene)
    scale = min(size.width() / box.width(), size.height() / box.height(), 0.5)
    middle = box.center()
    box.setSize(size.toSizeF() / scale)
    box.moveCenter(middle)
    return _drawn(scene, box, size, scale)


def _box(scene: Scene) -> QRectF:
    scene.complete()
    box = QRectF()
    for name in scene.graph.frames:
        box = box.united(scene.frames.box_of(name))
    for item in scene.items_.values():
        box = box.united(item.sceneBoundingRect())
    for note in scene.notes.items.values():
        box = box.united(note.sceneBoundingRect())
    return box.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)


def _drawn(scene: Scene, box: QRectF, size: QSize, scale: float) -> QImage:
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.fill(QColor(scene.theme.ground))
    painter = QPainter(picture)
    if scale < FAR and len(scene.items_) > _MANY:
        # Seen from so far nodes are plain boxes, for which a scene of a thousand items need not be made.
        zooms = [view.transform().m11() for view in scene.views()]
        scene.see_from(scale)
        scene.render(painter, QRectF(picture.rect()), box, Qt.AspectRatioMode.KeepAspectRatio)
        scene.see_from(zooms[0] if zooms else 1.0)
    else:
        alone = Scene(scene.theme, scene.specs)
        alone.pictures = scene.pictures
        alone.show(scene.graph)
        alone.show_views({name: item.view for name, item in scene.items_.items()})
        alone.see_from(scale)
        alone.render(painter, QRectF(picture.rect()), box, Qt.AspectRatioMode.KeepAspectRatio)
    painter.end()
    return picture
