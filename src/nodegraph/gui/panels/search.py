"""The search popup: a line to type in, and below it the nodes that fit, the best match first."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nodegraph.core.node import NodeSpec
from nodegraph.gui.languages import tr
from nodegraph.gui.panels.rows import ASIDE, Rows

_SIZE = 340, 320
_MOST = 60


def matches(specs: Iterable[NodeSpec], text: str, uses: Mapping[str, int] | None = None) -> list[NodeSpec]:
    """Return the nodes that all words of a text are found in, the best first: by label, then synonyms, then help.

    Of equally good ones the most used come first, then those with short labels; without a text by label.
    A word may leave letters out (`gblur` finds Gaussian blur), but then only of the label.
    """
    words = text.lower().split()
    found = []
    for spec in specs:
        scores = [_score(spec, word) for word in words]
        if all(scores):
            length = len(spec.label) if words else 0
            found.append((-sum(scores), -(uses or {}).get(spec.id, 0), length, spec.label, spec))
    return [entry[-1] for entry in sorted(found, key=lambda entry: entry[:4])]


def _score(spec: NodeSpec, word: str) -> int:
    label = spec.label.lower()
    if label.startswith(word):
        return 12
    if f" {word}" in f" {label}":
        return 10
    if word in label or word in spec.id:
        return 8
    if any(word in synonym.lower() for synonym in spec.synonyms):
        return 6
    if word in " ".join(spec.category).lower():
        return 4
    letters = iter(label)
    if len(word) > 1 and all(letter in letters for letter in word):
        return 3
    return 2 if len(word) > 2 and word in spec.help.lower() else 0


class SearchPopup(QFrame):
    """Shown at a place; calls back with the chosen node, and closes."""

    def __init__(
        self, specs: list[NodeSpec], uses: Mapping[str, int], choose: Callable[[NodeSpec], None], parent: QWidget
    ) -> None:
        """`uses`: how often each node was added, by id: the most used ones come first."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._specs, self._uses, self._choose = specs, uses, choose
        self.line = QLineEdit(placeholderText=tr("Search nodes"))
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(tr("Search nodes"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Nodes found"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(Rows(self.list))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.resize(*_SIZE)
        self.line.textChanged.connect(self._fill)
        self.line.installEventFilter(self)
        self.line.returnPressed.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self._fill("")

    def show_at(self, place: QPoint) -> None:
        """Show the popup with its corner at a place of the screen, moved so that all of it is seen."""
        screen = self.screen().availableGeometry()
        x = min(place.x(), screen.right() - self.width())
        y = min(place.y(), screen.bottom() - self.height())
        self.move(max(x, screen.left()), max(y, screen.top()))
        self.show()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the arrow keys move in the list while typing goes on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _STEPS:
            row = self.list.currentRow() + _STEPS[event.key()]
            self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
            return True
        return super().eventFilter(watched, event)

    def _fill(self, text: str) -> None:
        self.list.clear()
        for spec in matches(self._specs, text, self._uses)[:_MOST]:
            item = QListWidgetItem(spec.label)
            item.setData(ASIDE, " › ".join(spec.category[:2]))
            item.setToolTip(spec.help.split("\n\n")[0])
            item.setData(Qt.ItemDataRole.UserRole, spec.id)
            self.list.addItem(item)
        if not self.list.count():
            nothing = QListWidgetItem(tr("No node is called “{text}”", text=text))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0)

    def _take(self) -> None:
        item = self.list.currentItem()
        name = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        spec = next((spec for spec in self._specs if spec.id == name), None)
        if spec is not None:
            self.close()
            self._choose(spec)


_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
