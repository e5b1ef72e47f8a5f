"""A picture leaves the viewer: what is seen into the clipboard or a file, the whole result into another program."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton, QWidget

from nodegraph.gui.icons import icon
from nodegraph.gui.languages import tr
from nodegraph.gui.viewer.view import PictureView

_FORMATS = "PNG (*.png);;JPEG (*.jpg *.jpeg);;WebP (*.webp)"
_THUMBNAIL = 160


def copy_seen(view: PictureView) -> None:
    """Put what is seen into the clipboard."""
    QGuiApplication.clipboard().setImage(view.seen_image())


def save_seen(view: PictureView, path: Path) -> bool:
    """Write what is seen to a file; return whether it is there now."""
    return view.seen_image().save(str(path))


def ask_where(parent: QWidget, title: str, start: Path, found: Callable[[Path], object]) -> QFileDialog:
    """Ask for a picture to write, `start` being proposed; `found` gets it."""
    dialog = QFileDialog(parent, title, str(start.parent), _FORMATS)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("png")
    dialog.selectFile(start.name)
    dialog.fileSelected.connect(lambda text: found(Path(text)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


class DragOut(QToolButton):
    """A button from which the result is dragged into another program, as a file that is written when it is pressed."""

    def __init__(self, write: Callable[[Path, Callable[[Path], None]], str], view: PictureView) -> None:
        """`write(folder, then)` begins to write the picture and returns its name; `then` gets the file."""
        super().__init__(view)
        self._write, self._view = write, view
        self._folder: Path | None = None
        self._file: Path | None = None
        self._pressed: QPoint | None = None
        self.setIcon(icon("drag"))
        self.setToolTip(tr("Drag the whole picture from here into another program"))
        self.setAccessibleName(tr("Drag the picture out"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def clean(self) -> None:
        """Remove the files that were dragged."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin to write the file."""
        if event.button() != Qt.MouseButton.LeftButton or self._view.first is None:
            return
        self._pressed, self._file = event.position().toPoint(), None
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="nodegraph-"))
        self._write(self._folder, self._ready)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag it, once it is there."""
        if self._pressed is None or self._file is None:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            drag = QDrag(self)
            drag.setMimeData(self.data_of(self._file))
            small = self._view.seen_image().scaled(_THUMBNAIL, _THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio)
            drag.setPixmap(QPixmap.fromImage(small))
            drag.exec(Qt.DropAction.CopyAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """It is not dragged."""
        self._pressed = None

    @staticmethod
    def data_of(file: Path) -> QMimeData:
        """Return what another program gets."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        return data

    def _ready(self, file: Path) -> None:
        self._file = file
