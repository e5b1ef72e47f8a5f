"""What a person does with a file that a run wrote: show its folder, copy the picture, drag it into another program."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDrag, QGuiApplication, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QWidget

_SMALL = QSize(96, 96)
_LARGEST = 40_000_000
"""Pixels of a picture that goes into the clipboard; of a larger one only its file does."""


def open_folder(path: Path) -> bool:
    """Show the folder of a file, or a folder itself, in the system's own program; return whether there is one."""
    folder = path if path.is_dir() else path.parent
    return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def mime_of(paths: Sequence[Path], picture: QImage | None = None) -> QMimeData:
    """Return files as other programs take them; for a single picture also the picture itself."""
    data = QMimeData()
    if paths:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    if picture is not None and not picture.isNull():
        data.setImageData(picture)
    return data


def copy_picture(path: Path) -> bool:
    """Put a picture into the clipboard, as a picture and as its file; return whether it could be read."""
    reader = QImageReader(str(path))
    size = reader.size()
    picture = reader.read() if size.width() * size.height() <= _LARGEST else QImage()
    QGuiApplication.clipboard().setMimeData(mime_of([path], picture))
    return not picture.isNull()


def drag_out(source: QWidget, paths: Sequence[Path], picture: QImage | None = None) -> Qt.DropAction:
    """Let the person drag files, or a picture that lies in none, into another program; return what became of it."""
    drag = QDrag(source)
    drag.setMimeData(mime_of(paths, picture))
    if picture is not None and not picture.isNull():
        small = picture.scaled(_SMALL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        drag.setPixmap(QPixmap.fromImage(small))
    return drag.exec(Qt.DropAction.CopyAction)
