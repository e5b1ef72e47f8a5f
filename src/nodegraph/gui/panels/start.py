"""The start page: what to do first, shown on an empty canvas."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from nodegraph.gui.theme import font

_EXAMPLES = (
    ("upscale.ng", "Upscale a picture"),
    ("folder.ng", "Upscale a folder"),
    ("darkroom.ng", "Develop a photo"),
    ("compare.ng", "Compare two pictures"),
)
_RECENT = 5


class StartPage(QFrame):
    """Lies in the middle of an empty canvas."""

    def __init__(
        self, parent: QWidget, examples: Path, begin: Callable[[Path], None], open_: Callable[[Path | None], None]
    ) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._open, self._room = open_, parent
        parent.installEventFilter(self)
        title = QLabel("Drop pictures, folders, models or graphs here")
        title.setFont(font(13, bold=True))
        hint = QLabel("or press Tab to add a node, or begin with one of these:")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(28, 24, 28, 24)
        self._layout.setSpacing(8)
        for label in (title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._layout.addWidget(label)
        grid = QGridLayout()
        grid.setSpacing(8)
        self._layout.addLayout(grid)
        for index, (name, text) in enumerate(_EXAMPLES):
            button = QPushButton(text)
            button.setMinimumHeight(36)
            button.clicked.connect(lambda _=False, name=name: begin(examples / name))
            grid.addWidget(button, index // 2, index % 2)
        self._recent = QVBoxLayout()
        self._layout.addLayout(self._recent)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Offer the files that were open lately."""
        while self._recent.count():
            item = self._recent.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for path in paths[:_RECENT]:
            button = QPushButton(f"{path.name}  —  {path.parent}")
            button.setFlat(True)
            button.setToolTip(str(path))
            button.clicked.connect(lambda _=False, path=path: self._open(path))
            self._recent.addWidget(button)
        button = QPushButton("Open a graph…")
        button.setMinimumHeight(36)
        button.clicked.connect(lambda: self._open(None))
        self._recent.addWidget(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay in the middle."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.center()
        return super().eventFilter(watched, event)

    def center(self) -> None:
        """Move to the middle of what it lies on."""
        self.adjustSize()
        self.move(self._room.rect().center() - self.rect().center())
