"""Watching the files of open documents: what another program writes is offered, and nothing edited here is lost."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from nodegraph.core.errors import FileRefused
from nodegraph.core.file.read import read_bytes
from nodegraph.gui.document import Document
from nodegraph.gui.documents.known import mark_of
from nodegraph.gui.languages import tr

ABOUT = "file"
_QUIET_MS = 250
"""Without a further change before a file is looked at: programs write in several steps."""


class Watch(QObject):
    """Looks at the documents' files when the system says that they changed, and when the program comes to the front."""

    def __init__(
        self, documents: Callable[[], Sequence[Document]], save: Callable[[Document], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._documents, self._save = documents, save
        self._stamps: dict[Path, tuple[int, ...]] = {}
        self._system = QFileSystemWatcher(self)
        self._timer = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._timer.timeout.connect(self.look)
        self._system.fileChanged.connect(lambda _: self._timer.start())
        # A file that is replaced, as most programs do, is seen in its folder only.
        self._system.directoryChanged.connect(lambda _: self._timer.start())
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        # Not every file system tells of changes.
        app.applicationStateChanged.connect(self._come_to_front)

    def follow(self) -> None:
        """Watch the files of the documents that are open now."""
        files = {document.session.path for document in self._documents() if document.session.path is not None}
        wanted = {str(path) for file in files for path in (file, file.parent)}
        watched = {*self._system.files(), *self._system.directories()}
        if watched - wanted:
            self._system.removePaths(sorted(watched - wanted))
        new = [path for path in sorted(wanted - watched) if Path(path).exists()]
        if new:
            self._system.addPaths(new)
        self._stamps = {path: stamp for path, stamp in self._stamps.items() if path in files}

    def look(self) -> None:
        """Compare the files with what was read from them or written to them."""
        self.follow()
        for document in self._documents():
            if document.session.path is not None:
                self._look_at(document, document.session.path)

    def is_another(self, document: Document) -> bool:
        """Return whether a document's file holds what another program wrote, so that saving would replace that."""
        path, mark = document.session.path, document.session.mark
        try:
            return path is not None and bool(mark) and path.exists() and mark_of(read_bytes(path)) != mark
        except (FileRefused, OSError):
            return False  # saving tells what is wrong with it

    def _come_to_front(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._timer.start()

    def _look_at(self, document: Document, path: Path) -> None:
        try:
            found = path.stat()
        except FileNotFoundError:
            self._tell_gone(document)
            return
        except OSError:
            return  # the disk is away for a moment; what is open is kept
        stamp = found.st_mtime_ns, found.st_size, found.st_ino
        if self._stamps.get(path) == stamp:
            return
        try:
            mark = mark_of(read_bytes(path))
        except FileRefused:
            return
        self._stamps[path] = stamp
        if mark == document.session.mark:
            document.bar.settle(ABOUT)
        else:
            self._tell_changed(document, mark)

    def _tell_changed(self, document: Document, mark: str) -> None:
        session = document.session
        sentence = tr("{name} was changed by another program.", name=document.title)
        if session.unsaved:
            sentence += " " + tr("Here it has changes that are not saved; reloading can be undone.")
        document.bar.say(
            sentence,
            (tr("Reload"), lambda: self._reload(document)),
            (tr("Keep mine") if session.unsaved else tr("Keep what is here"), lambda: session.keep(mark)),
            about=ABOUT,
        )

    def _reload(self, document: Document) -> None:
        if not document.session.reload():
            # It cannot be read, which was told; what is open is what there is.
            document.session.keep("")

    def _save_again(self, document: Document) -> None:
        self._save(document)

    def _tell_gone(self, document: Document) -> None:
        if not document.session.mark:
            return  # told already
        document.session.keep("")
        document.bar.say(
            tr(
                "{name} is no longer in its folder; it was moved or deleted. What is open here is kept.",
                name=document.title,
            ),
            (tr("Save it again"), lambda: self._save_again(document)),
            (tr("Keep it open"), lambda: None),
            about=ABOUT,
        )
