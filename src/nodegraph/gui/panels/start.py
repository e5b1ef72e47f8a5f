"""The start page: what to do first, on an empty canvas: upscale a picture, an example, a recent file, the tour."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QPixmap
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

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
_CARD = _PICTURE + QSize(3 * UNIT, 8 * UNIT)
_GAP, _SIDE = 2 * UNIT, 7 * UNIT
"""Between cards, and between them and the page's edge."""
_NARROW = 90 * UNIT
"""Width of a page of one column, where there is room: its texts need more than a card."""


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
        self._layout.setContentsMargins(_SIDE, 6 * UNIT, _SIDE, 5 * UNIT)
        self._layout.setSpacing(_GAP)
        for label in (title, hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._layout.addWidget(label)
        hint.setContentsMargins(0, 0, 0, UNIT)
        self._layout.addWidget(self.upscale)
        self._examples_title = _heading(tr("Examples"))
        self._layout.addWidget(self._examples_title)
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        self._layout.addLayout(self._grid)
        self.cards: list[QToolButton] = []
        for name, text in EXAMPLES:
            card = _card(shown(text), partial(ways.example, examples / name))
            card.setAccessibleName(tr("Example: {name}", name=shown(text)))
            self._grid.addWidget(card)
            self.cards.append(card)
        self._recent_title = _heading(tr("Recent files"))
        self._layout.addWidget(self._recent_title)
        self._recent_grid = QGridLayout()
        self._recent_grid.setSpacing(_GAP)
        self._layout.addLayout(self._recent_grid)
        self._last = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for icon, text, do in (
            ("open", tr("Open a graph…"), lambda: ways.open(None)),
            ("tour", tr("Take the tour"), ways.tour),
        ):
            button = QPushButton(icons.icon(icon), text)
            button.clicked.connect(lambda _=False, do=do: do())
            self._last.addWidget(button)
        self._layout.addLayout(self._last)
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
        for path in self._recent:
            card = _card(path.stem, partial(self._ways.open, path))
            card.setToolTip(str(path))
            card.setAccessibleName(tr("Recent file: {name}", name=path.stem))
            self._recent_grid.addWidget(card)
        self.center()
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
        """Move to the middle of what it lies on; where that is too small, recent files, then examples are left out."""
        room = self._room.size()
        inner = room.width() - 2 * _SIDE + _GAP
        columns = max(1, min(_COLUMNS, inner // (_CARD.width() + _GAP)))
        wide = columns * (_CARD.width() + _GAP) - _GAP + 2 * _SIDE
        self.setFixedWidth(max(wide, min(room.width() - _GAP, _NARROW)))
        ways = QBoxLayout.Direction
        self._last.setDirection(ways.TopToBottom if columns == 1 else ways.LeftToRight)
        rows = -(-len(self.cards) // columns)
        for recent, examples in ((bool(self._recent), rows), *((False, count) for count in range(rows, -1, -1))):
            self._recent_title.setVisible(recent)
            self._examples_title.setVisible(bool(examples))
            _lay(self._recent_grid, self._recent_cards(), columns, rows if recent else 0)
            _lay(self._grid, self.cards, columns, examples)
            self.adjustSize()
            if self.height() <= room.height():
                break
        place = self._room.rect().center() - self.rect().center()
        self.move(place.x(), max(0, place.y()))

    def _recent_cards(self) -> list[QToolButton]:
        found = [self._recent_grid.itemAt(index) for index in range(self._recent_grid.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [widget for widget in widgets if isinstance(widget, QToolButton)]

    def _draw_later(self) -> None:
        """Draw the graphs one by one while the window already answers."""
        begun = bool(self._waiting)
        paths = [self._examples / name for name, _ in EXAMPLES]
        self._waiting = list(zip(self.cards, paths, strict=True))
        self._waiting += zip(self._recent_cards(), self._recent, strict=True)
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


def _lay(grid: QGridLayout, cards: Sequence[QToolButton], columns: int, rows: int) -> None:
    """Put cards into so many columns; those that do not fit into the rows are hidden."""
    for index, card in enumerate(cards):
        grid.addWidget(card, index // columns, index % columns)
        card.setVisible(index // columns < rows)


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
    card.setFixedSize(_CARD)
    card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    card.setToolTip(text)
    card.clicked.connect(lambda: do())
    return card
