"""Choosing a model: a popup with those that come along, those in the folder of models, and those used last."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nodegraph.gui import icons
from nodegraph.gui.fields.models import ModelEntry, in_folder, included, readable_size, used_last
from nodegraph.gui.languages import shown, tr
from nodegraph.gui.panels.rows import ASIDE, Rows

_SIZE = 440, 380
_ENTRY = Qt.ItemDataRole.UserRole
_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class Shelf(QObject):
    """The folder of models as it was listed last; listing goes on in a thread, for a folder may be far away."""

    listed = Signal(object)
    """The models in the folder: a list of `ModelEntry`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: list[ModelEntry] = []
        self._lister = ThreadPoolExecutor(1, "models")
        self.listed.connect(self._keep)

    def look(self, folder: Path) -> None:
        """List the folder anew."""
        self._lister.submit(lambda: self.listed.emit(in_folder(folder)))

    def close(self) -> None:
        """Wait until nothing is being listed."""
        self._lister.shutdown(cancel_futures=True)

    def _keep(self, found: list[ModelEntry]) -> None:
        self.found = found


class ModelChooser(QFrame):
    """Shown at a place; calls back with the path or name that was chosen, empty for the default, and closes."""

    def __init__(
        self,
        shelf: Shelf,
        recent: list[str],
        now: str,
        choose: Callable[[str], None],
        browse: Callable[[], None],
        parent: QWidget,
    ) -> None:
        """`now`: what is chosen already; `browse` asks for a file elsewhere."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._shelf, self._now, self._choose, self._browse = shelf, now, choose, browse
        self._always = included()
        self._recent = used_last(recent)
        self.line = QLineEdit(placeholderText=tr("Search models: a name, 4x, JPEG …"))
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(tr("Search models"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Models found"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(Rows(self.list))
        elsewhere = QPushButton(icons.icon("folder"), tr("Another file…"))
        elsewhere.clicked.connect(self._elsewhere)
        default = QPushButton(icons.icon("reset"), tr("Default model"))
        default.setToolTip(tr("The model that enlarges twice"))
        default.clicked.connect(lambda: self._end(""))
        buttons = QHBoxLayout()
        buttons.addWidget(default)
        buttons.addStretch()
        buttons.addWidget(elsewhere)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        layout.addLayout(buttons)
        self.resize(*_SIZE)
        self.line.textChanged.connect(self._fill)
        self.line.installEventFilter(self)
        self.line.returnPressed.connect(self._take)
        self.list.itemClicked.connect(self._take)
        shelf.listed.connect(self._refill)
        self._fill("")

    def show_at(self, place: QPoint) -> None:
        """Show the popup with its corner at a place of the screen, moved so that all of it is seen."""
        screen = self.screen().availableGeometry()
        x = min(place.x(), screen.right() - self.width())
        y = min(place.y(), screen.bottom() - self.height())
        self.move(max(x, screen.left()), max(y, screen.top()))
        self.show()
        self.line.setFocus()

    def texts(self) -> list[str]:
        """Return the lines as they are read."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [" · ".join(part for part in (item.text(), item.data(ASIDE)) if part) for item in items]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the arrow keys move in the list while typing goes on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _STEPS:
            self._step(_STEPS[event.key()])
            return True
        return super().eventFilter(watched, event)

    def _refill(self) -> None:
        self._fill(self.line.text())

    def _fill(self, text: str) -> None:
        self.list.clear()
        words = text.lower().split()
        group = ""
        for entry in [*self._always, *self._shelf.found, *self._recent]:
            if not entry.fits(words):
                continue
            if entry.group != group:
                group = entry.group
                heading = QListWidgetItem(shown(group))
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(heading)
            self.list.addItem(self._row(entry))
        if not self.list.count():
            nothing = QListWidgetItem(tr("No model is called {text!r}", text=text))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self._step(1)

    def _row(self, entry: ModelEntry) -> QListWidgetItem:
        item = QListWidgetItem(icons.icon("done" if entry.path == self._now else "model"), entry.name)
        scale = f"{entry.scale}x" if entry.scale else ""
        item.setData(
            ASIDE, " · ".join(part for part in (scale, shown(entry.purpose), readable_size(entry.bytes)) if part)
        )
        item.setData(_ENTRY, entry)
        if not entry.told:
            item.setToolTip(f"{entry.path}\n" + tr("Scale and purpose are guessed from the name."))
        return item

    def _step(self, by: int) -> None:
        """Go up or down to a line that can be chosen."""
        row = max(self.list.currentRow(), 0) + by if self.list.currentItem() is not None else 0
        row = min(max(row, 0), self.list.count() - 1)
        step = 1 if by > 0 else -1
        while 0 <= row < self.list.count() and not self.list.item(row).data(_ENTRY):
            row += step
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)

    def _take(self) -> None:
        item = self.list.currentItem()
        entry = item.data(_ENTRY) if item is not None else None
        if entry is not None:
            self._end(entry.path)

    def _end(self, path: str) -> None:
        self.close()
        self._choose(path)

    def _elsewhere(self) -> None:
        self.close()
        self._browse()
