"""What a person does with a file that a run wrote: show its folder, copy the picture, drag it into another program."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDrag, QGuiApplication, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QWidget

from nodegraph.gui.document import Document
from nodegraph.gui.languages import tr

_SMALL = QSize(96, 96)
_LARGEST = 40_000_000
"""Pixels of a picture that goes into the clipboard; of a larger one only its file does."""


def open_folder(path: Path) -> bool:
    """Show the folder of a file, or a folder itself, in the system's own program; return whether there is one."""
    folder = path if path.is_dir() else path.parent
    return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def entries_for(paths: Sequence[Path], tell: Callable[[str], object]) -> list[tuple[str, Callable[[], object]]]:
    """Return the lines of a menu for files that a run wrote, the last one in front; none where all are gone."""
    there = [path for path in paths if path.is_file()]
    if not there:
        return []
    latest = there[-1]

    def show() -> None:
        if not open_folder(latest):
            tell(tr("No program of this system shows the folder {folder}.", folder=latest.parent))

    def copy() -> None:
        name = latest.name
        if copy_picture(latest):
            tell(tr("The picture {name} is in the clipboard.", name=name))
        else:
            tell(tr("The file {name} is in the clipboard; its picture is too large for it.", name=name))

    return [(tr("Open folder"), show), (tr("Copy picture"), copy)]


def files_of(document: Document, name: str) -> list[Path]:
    """Return the files that the last run wrote at a node, or at those that its result went into."""
    graph = document.session.graph
    nodes = {name, *(target for wire, target, _ in graph.wires() if wire.node == name)}
    lines = document.report.lines if document.report is not None else []
    return [Path(line.sentence) for line in lines if line.sign == "✓" and line.node in nodes]


def carry_off(document: Document, name: str) -> Qt.DropAction:
    """Let the person drag what a node shows into another program: the file it became, else the picture itself."""
    there = [path for path in files_of(document, name) if path.is_file()][-1:]
    return drag_out(document.view, there, document.scene_.items_[name].view.picture)


def mime_of(paths: Sequence[Path], picture: QImage | None = None) -> QMimeData:
    """Return files as other programs take them; for a single picture also the picture itself."""
    data = QMimeData()
    if paths:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    if picture is not None and not picture.isNull():
        data.setImageData(picture)
    return data


def copy_picture(path: Path) -> bool:
    """Put a picture into the clipboard, as its file and, if it is not too large, as a picture; return which of them."""
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
