"""Choosing a model: a popup with those that come along, those in the folder of models, and those used last."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QPushButton, QWidget

from nodegraph.gui import icons
from nodegraph.gui.fields.models import ModelEntry, in_folder, included, readable_size, used_last
from nodegraph.gui.languages import shown, tr
from nodegraph.gui.panels.popup import KEY, ListPopup
from nodegraph.gui.panels.rows import ASIDE

_SIZE = 540, 400


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

    def finish(self) -> None:
        """Wait until what was asked for is listed."""
        self._lister.submit(int).result()

    def close(self) -> None:
        """Wait until nothing is being listed."""
        self._lister.shutdown(cancel_futures=True)

    def _keep(self, found: list[ModelEntry]) -> None:
        self.found = found


class ModelChooser(ListPopup):
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
        super().__init__(tr("Search models: a name, 4x, JPEG …"), tr("Models found"), QSize(*_SIZE), parent)
        self._shelf, self._choose, self._browse = shelf, choose, browse
        self._always = included()
        self._now = now or (self._always[0].path if self._always else "")
        self._recent = used_last(recent)
        elsewhere = QPushButton(icons.icon("folder"), tr("Another file…"))
        elsewhere.clicked.connect(self._elsewhere)
        default = QPushButton(icons.icon("reset"), tr("Default model"))
        default.setToolTip(tr("The model that enlarges twice"))
        default.clicked.connect(self._default)
        buttons = QHBoxLayout()
        buttons.addWidget(default)
        buttons.addStretch()
        buttons.addWidget(elsewhere)
        self.column.addLayout(buttons)
        shelf.listed.connect(self._refill)
        self.fill("")

    def texts(self) -> list[str]:
        """Return the lines as they are read."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [" · ".join(part for part in (item.text(), item.data(ASIDE)) if part) for item in items]

    def fill(self, text: str) -> None:
        """Show the models that fit a text, by where they come from."""
        self.list.clear()
        words = text.lower().split()
        group, listed = "", set()
        for entry in [*self._always, *self._shelf.found, *self._recent]:
            if entry.path in listed or not entry.fits(words):
                continue
            listed.add(entry.path)
            if entry.group != group:
                group = entry.group
                self.add_words(shown(group))
            self.list.addItem(self._row(entry))
        if not self.list.count():
            self.add_words(tr("No model is called “{text}”", text=text))
        self.step(0)

    def take(self, key: object) -> None:
        """Choose a model."""
        self._choose(str(key))

    def _row(self, entry: ModelEntry) -> QListWidgetItem:
        item = QListWidgetItem(icons.icon("done" if entry.path == self._now else "model"), entry.name)
        scale = f"{entry.scale}x" if entry.scale else ""
        parts = (scale, shown(entry.purpose), readable_size(entry.bytes))
        item.setData(ASIDE, " · ".join(part for part in parts if part))
        item.setData(KEY, entry.path)
        if not entry.told:
            item.setToolTip(f"{entry.path}\n" + tr("Scale and purpose are guessed from the name."))
        return item

    def _refill(self) -> None:
        self.fill(self.line.text())

    def _default(self) -> None:
        self.close()
        self._choose("")

    def _elsewhere(self) -> None:
        self.close()
        self._browse()
