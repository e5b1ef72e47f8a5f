"""The start page: what to do first, on an empty canvas: upscale a picture, an example, a recent file, the tour."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from nodegraph.core.errors import NodegraphError
from nodegraph.core.file import read
from nodegraph.core.node import NodeSpec
from nodegraph.gui import icons
from nodegraph.gui.documents.previews import preview_of
from nodegraph.gui.drops import as_copy
from nodegraph.gui.languages import mark, shown, tr
from nodegraph.gui.panels.thumbnail import thumbnail
from nodegraph.gui.theme import UNIT, Theme, font

EXAMPLES = (
    ("upscale.ng", mark("Upscale a picture")),
    ("folder.ng", mark("Upscale a folder")),
    ("darkroom.ng", mark("Develop a photo")),
    ("postcard.ng", mark("Make a postcard")),
    ("compare.ng", mark("Compare two pictures")),
    ("clean-up.ng", mark("Clean a photo up")),
)
_COLUMNS, _RECENT = 3, 6
_PICTURE = QSize(44 * UNIT, 24 * UNIT)


class Ways(NamedTuple):
    """What can be begun from the start page."""

    upscale: Callable[[Path | None], None]
    """A picture, or `None` to ask for one."""
    example: Callable[[Path], None]
    open: Callable[[Path | None], None]
    """A graph, or `None` to ask for one."""
    tour: Callable[[], object]


class StartPage(QFrame):
    """Lies in the middle of an empty canvas."""

    def __init__(
        self, parent: QWidget, examples: Path, specs: Mapping[str, NodeSpec], theme: Theme, ways: Ways
    ) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(tr("Start page"))
        self._examples, self._specs, self._theme, self._ways, self._room = examples, specs, theme, ways, parent
        self._recent: Sequence[Path] = ()
        self._waiting: list[tuple[QToolButton, Path]] = []
        parent.installEventFilter(self)
        title = QLabel(tr("Drop pictures, folders, models or graphs here"))
        title.setFont(font(13, bold=True))
        hint = QLabel(tr("or press Tab to add a node, or begin with one of these:"))
        self.upscale = _Target(tr("Upscale a picture…"), ways.upscale)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(7 * UNIT, 6 * UNIT, 7 * UNIT, 5 * UNIT)
        self._layout.setSpacing(2 * UNIT)
        for label in (title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._layout.addWidget(label)
        self._layout.addWidget(self.upscale)
        self._layout.addWidget(_heading(tr("Examples")))
        grid = QGridLayout()
        grid.setSpacing(2 * UNIT)
        self._layout.addLayout(grid)
        self.cards: list[QToolButton] = []
        for index, (name, text) in enumerate(EXAMPLES):
            card = _card(shown(text), partial(ways.example, examples / name))
            card.setAccessibleName(tr("Example: {name}", name=shown(text)))
            grid.addWidget(card, index // _COLUMNS, index % _COLUMNS)
            self.cards.append(card)
        self._recent_title = _heading(tr("Recent files"))
        self._layout.addWidget(self._recent_title)
        self._recent_grid = QGridLayout()
        self._recent_grid.setSpacing(2 * UNIT)
        self._layout.addLayout(self._recent_grid)
        last = QHBoxLayout()
        for icon, text, do in (
            ("open", tr("Open a graph…"), lambda: ways.open(None)),
            ("tour", tr("Take the tour"), ways.tour),
        ):
            button = QPushButton(icons.icon(icon), text)
            button.clicked.connect(lambda _=False, do=do: do())
            last.addWidget(button)
        self._layout.addLayout(last)
        self.show_recent(())

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Offer the files that were open lately."""
        self._recent = paths[:_RECENT]
        while self._recent_grid.count():
            item = self._recent_grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for index, path in enumerate(self._recent):
            card = _card(path.stem, partial(self._ways.open, path))
            card.setToolTip(str(path))
            card.setAccessibleName(tr("Recent file: {name}", name=path.stem))
            self._recent_grid.addWidget(card, index // _COLUMNS, index % _COLUMNS)
        self._recent_title.setVisible(bool(self._recent))
        self._draw_later()

    def show_theme(self, theme: Theme) -> None:
        """Draw the graphs in other colors."""
        self._theme = theme
        self._draw_later()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay in the middle."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.center()
        return super().eventFilter(watched, event)

    def center(self) -> None:
        """Move to the middle of what it lies on; where that is too low, recent files are left out."""
        for wanted in (True, False):
            for widget in self._recent_widgets():
                widget.setVisible(wanted and bool(self._recent))
            self.adjustSize()
            if self.height() <= self._room.height():
                break
        self.move(self._room.rect().center() - self.rect().center())

    def _recent_widgets(self) -> list[QWidget]:
        found = [self._recent_grid.itemAt(index) for index in range(self._recent_grid.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [self._recent_title, *(widget for widget in widgets if widget is not None)]

    def _draw_later(self) -> None:
        """Draw the graphs one by one while the window already answers."""
        begun = bool(self._waiting)
        paths = [self._examples / name for name, _ in EXAMPLES]
        recent = [self._recent_grid.itemAt(index) for index in range(self._recent_grid.count())]
        cards = [item.widget() for item in recent if item is not None]
        self._waiting = list(zip(self.cards, paths, strict=True))
        self._waiting += [
            (card, path) for card, path in zip(cards, self._recent, strict=True) if isinstance(card, QToolButton)
        ]
        if not begun:
            QTimer.singleShot(0, self, self._draw_next)

    def _draw_next(self) -> None:
        if self._waiting:
            card, path = self._waiting.pop(0)
            card.setIcon(QIcon(self._drawn(path)))
            QTimer.singleShot(0, self, self._draw_next)

    def _drawn(self, path: Path) -> QPixmap:
        ratio = self.devicePixelRatioF()
        kept = preview_of(path)
        if kept is not None:
            found = QPixmap(str(kept)).scaled(
                _PICTURE * ratio, Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            found.setDevicePixelRatio(ratio)
            return found
        try:
            graph = read(path, self._specs).graph
        except NodegraphError:
            return icons.icon("file").pixmap(_PICTURE)  # opening it says what is wrong
        return thumbnail(graph, self._specs, self._theme, _PICTURE, ratio)


class _Target(QPushButton):
    """A large button that a picture can also be dropped on."""

    def __init__(self, text: str, take: Callable[[Path | None], None]) -> None:
        super().__init__(icons.icon("upscale", on_accent=True), text)
        self._take = take
        self.setObjectName("primary")
        self.setMinimumHeight(14 * UNIT)
        self.setIconSize(QSize(6 * UNIT, 6 * UNIT))
        self.setFont(font(11, bold=True))
        self.setAcceptDrops(True)
        self.setToolTip(tr("Choose a picture, or drop one here: it is enlarged and saved beside the original."))
        self.clicked.connect(lambda: take(None))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take one file."""
        if len(_files(event)) == 1:
            as_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Upscale what is dropped."""
        as_copy(event)
        self._take(_files(event)[0])


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(font(bold=True))
    label.setContentsMargins(0, 2 * UNIT, 0, 0)
    return label


def _card(text: str, do: Callable[[], None]) -> QToolButton:
    card = QToolButton()
    card.setObjectName("card")
    card.setText(text)
    card.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    card.setIconSize(_PICTURE)
    card.setFixedSize(_PICTURE + QSize(3 * UNIT, 8 * UNIT))
    card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    card.setToolTip(text)
    card.clicked.connect(lambda: do())
    return card
