"""The viewer: shows the result of the selected node, or of one that is held, and compares it with another.

It asks the engine which picture is meant, then for what of it is seen; nothing of that is waited for.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QColorDialog, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from nodegraph.core.messages import Preview
from nodegraph.core.pictures import (
    Count,
    Counted,
    Point,
    Pointed,
    Prepare,
    Prepared,
    View,
    WritePicture,
    Written,
    not_run,
)
from nodegraph.gui.document import Document
from nodegraph.gui.folders import SEEN, begin_in, keep_folder
from nodegraph.gui.languages import tr
from nodegraph.gui.naming import on_button
from nodegraph.gui.part import box_about
from nodegraph.gui.theme import UNIT, Theme
from nodegraph.gui.viewer.bars import Bar, Light, choose
from nodegraph.gui.viewer.handing import DragOut, ask_where, copy_seen, save_seen
from nodegraph.gui.viewer.histogram import Histogram
from nodegraph.gui.viewer.layers import layers, part_words
from nodegraph.gui.viewer.pane import Shown
from nodegraph.gui.viewer.questions import Questions
from nodegraph.gui.viewer.readout import Readout
from nodegraph.gui.viewer.sides import Place, Side, Sides, called
from nodegraph.gui.viewer.tiles import TileStore
from nodegraph.gui.viewer.view import Compare, PictureView
from nodegraph.gui.wording import as_tip

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

_BESIDE, _SHORTEST = 44 * UNIT, 12 * UNIT
"""What else stands beside the names of A and B, and how much of a name is seen at least, in pixels."""


class Viewer(QWidget):
    """Pictures of a window's documents."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.store = TileStore(window.link, self)
        self.questions = Questions(window.link, self)
        self.view = PictureView(window.theme, self.store, self)
        self.sides = Sides(window, self.questions)
        self._prepared: set[int] = set()
        self._counted = 0
        self._lacking: Place | None = None
        """What the button runs."""
        self.readout = Readout()
        self.histogram = Histogram(window.theme)
        self.histogram.hide()
        self.note = QLabel(wordWrap=True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.run_button = QPushButton(tr("Run to here"))
        # It goes when it was pressed; the keys should not go somewhere else with it.
        self.run_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.run_button.clicked.connect(self._run)
        self._build()
        self.view.pointed.connect(self._point)
        self.view.moved.connect(self._show_size)
        self.view.chosen.connect(self._choose)
        self.view.part_moved.connect(self._put_part)
        self.sides.changed.connect(self._show)
        self.store.failed.connect(self.sides.look_again)
        self.store.lost.connect(self.sides.lose)
        window.link.finished.connect(lambda _: self.follow())
        window.link.heard.connect(self._hear)

    # ---- parts ----

    def _build(self) -> None:
        told = QWidget()
        line = QHBoxLayout(told)
        line.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        line.addWidget(self.note, 1)
        line.addWidget(self.run_button)
        self._told = told
        told.hide()
        sources = Bar(tr("Pictures"))
        self.first_button = self._hold_button(sources, self.sides.first, "A")
        self.second_button = self._hold_button(sources, self.sides.second, "B")
        sources.gap()
        self.histogram_switch = sources.switch("histogram", tr("Histogram"), self._toggle_histogram)
        sources.tool("copy", tr("Copy what is seen"), self.copy)
        sources.tool("save", tr("Save what is seen…"), self.ask_save)
        self.drag_out = DragOut(self._write, self.view)
        sources.addWidget(self.drag_out)
        ways = Bar(tr("Compare"))
        self.ways = ways.choice(
            (
                ("off", "image", tr("One picture (O)")),
                ("wipe", "wipe", tr("Wipe (W)")),
                ("side", "side-by-side", tr("Side by side (S)")),
                ("blink", "blink", tr("Blink (K); hold the space bar to look at the other picture")),
                ("difference", "difference", tr("Difference (D); exposure makes it stronger")),
            ),
            self._compare,
        )
        self.ways["off"].setChecked(True)
        ways.addSeparator()
        ways.tool("fit", tr("Whole picture (F)"), self.view.fit)
        ways.tool("actual-size", tr("One to one (1)"), lambda: self.view.zoom_to(1.0))
        ways.tool("zoom-in", tr("Zoom in (+)"), lambda: self.view.zoom_to(self.view.camera.zoom * 2))
        ways.tool("zoom-out", tr("Zoom out (-)"), lambda: self.view.zoom_to(self.view.camera.zoom / 2))
        self.light = Light(self._ask_color)
        self.light.changed.connect(self._take_light)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (sources, ways, self.light, self.view, told, self.histogram, self.readout):
            layout.addWidget(widget, 1 if widget is self.view else 0)

    def _hold_button(self, bar: Bar, side: Side, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("side")
        button.setCheckable(True)
        button.setText(name)
        tip = (
            tr("Hold the selected node's picture here")
            if name == "A"
            else tr("Compare with the selected node's picture, not with what A is made of")
        )
        button.setAccessibleName(tip)
        button.clicked.connect(lambda on: self.sides.hold(side, on))
        bar.addWidget(button)
        button.setAutoRaise(False)
        return button

    # ---- which pictures ----

    def nodes_of(self, document: Document) -> tuple[str, ...]:
        """Return the nodes of a document whose pictures are shown, for a run to hold them."""
        return self.sides.nodes_of(document) if self.isVisible() else ()

    def follow(self) -> None:
        """Look again, soon: something was selected, edited or run."""
        if self.isVisible():
            self.sides.follow()

    def show_theme(self, theme: Theme) -> None:
        """Wear other colors."""
        self.view.theme = self.histogram.theme = theme
        self.view.update()
        self.histogram.update()

    def end(self) -> None:
        """Ask nothing any more, and remove what was dragged out; the link is closed before."""
        self.sides.stop()
        self.store.close()
        self.questions.close()
        self.drag_out.clean()

    def _show(self) -> None:
        first, second = self.sides.first, self.sides.second
        self.view.names = first.title, second.title
        self.view.show_pictures(*layers(first, second))
        inset = self.view.inset
        for shown in (self.view.first, self.view.second, *((inset.first, inset.second) if inset is not None else ())):
            if shown is not None and shown.picture and shown.picture not in self._prepared:
                self._prepare(shown.picture)
        self._name_sides()
        self.show_part()
        self._count()
        self._show_size()
        self._tell()

    def _name_sides(self) -> None:
        """Name both nodes, as far as there is room: the buttons beside them are to be seen too."""
        metrics = self.fontMetrics()
        for side, button, letter in (
            (self.sides.first, self.first_button, "A"),
            (self.sides.second, self.second_button, "B"),
        ):
            name = called(side.place) if side.place is not None else tr("nothing")
            around = tr("{side}: {node}, held") if side.held else "{side}: {node}"
            room = (self.width() - _BESIDE) // 2 - metrics.horizontalAdvance(around.format(side=letter, node=""))
            short = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, max(room, _SHORTEST))
            button.setText(on_button(around.format(side=letter, node=short)))
            button.setToolTip(
                as_tip(f"{name}\n{button.accessibleName()}" if short != name else button.accessibleName())
            )
            button.setChecked(side.held is not None)

    def show_part(self) -> None:
        """Show which part of the picture live mode computes, where it computes one."""
        shown, place, inset = self.view.first, self.sides.first.place, self.view.inset
        box: QRectF | None = None
        if shown is not None and place is not None:
            live = self._window.running.live
            cut = live.part_in(*place)
            if cut is not None:
                box = QRectF(*cut)
            elif inset is not None:
                # Where it is wished for, even if what is there still shows another part.
                box = QRectF(*box_about(*shown.size, *inset.first.size, live.place_of(place.document)))
        self.view.portion.show(box)
        self.view.update()

    def _put_part(self, middle: QPointF) -> None:
        place = self.sides.first.place
        if place is not None:
            self._window.running.live.put_part(place.document, (middle.x(), middle.y()))

    def _prepare(self, number: int) -> None:
        def sharpen(_: Prepared) -> None:
            self.store.forget_rough(number)
            self.view.refresh()

        self._prepared.add(number)
        self.questions.ask(f"prepare {number}", Prepare(0, number), Prepared, sharpen, _ignore)

    def _tell(self) -> None:
        """Say what is missing, and offer to run it."""
        first, second = self.sides.first, self.sides.second
        place = first.place
        if self.view.first is not None:
            self.view.sentence = ""
        elif place is not None and self._window.running.live.computes(place.document, place.wire.node):
            self.view.sentence = tr("Live mode is computing it.")
        else:
            self.view.sentence = _missing(first)
        lacking = first if first.missing else second
        if first.place is None:
            self.view.sentence, told = tr("Select a node that makes a picture."), ""
        elif first.missing and first.part is not None:
            told = part_words(first.part, around=first.shown is not None)
        elif first.missing:
            told = tr("This is an older result; {why}", why=_missing(first)) if first.shown is not None else ""
        elif self.view.compare == "off" or self.view.second is not None:
            older = self.view.comparing and second.missing
            told = tr("B is an older result; {why}", why=_missing(second)) if older else ""
        elif second.place is None:
            told = tr("There is nothing to compare with: select another node and press B to hold it.")
        else:
            told = _missing(second)
        told = told or self._failed_beside(first)
        self.readout.show_second(self.view.comparing)
        runs = lacking.place is not None and bool(lacking.missing) and (lacking is first or bool(told))
        self._lacking = lacking.place if runs else None
        self.note.setText(told)
        self.run_button.setVisible(runs)
        self._told.setVisible(bool(told) or runs)
        self.view.update()

    def _failed_beside(self, side: Side) -> str:
        """Return why other items failed at the node whose picture is seen; empty where none did."""
        place = side.place
        item = place.document.scene_.items_.get(place.wire.node) if place is not None else None
        return f"✕ {item.view.partly}" if item is not None and item.view.partly else ""

    # ---- how they are shown ----

    def _compare(self, way: str) -> None:
        self.view.set_compare(next(known for known in get_args(Compare) if known == way))
        self._tell()

    def _choose(self, name: str) -> None:
        if name in get_args(Compare):
            self.ways[name].setChecked(True)
        else:
            choose(self.light.channel, name)

    def _take_light(self) -> None:
        light = self.light
        self.view.options = View(light.channel.currentData(), light.exposure.value(), light.gamma.value())
        self.view.backdrop = light.backdrop.currentData()
        self.view.remark = light.remark
        self.view.refresh()

    def _ask_color(self) -> None:
        dialog = QColorDialog(self.view.backdrop_color, self)
        dialog.currentColorChanged.connect(self._take_color)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_color(self, color: Any) -> None:
        self.view.backdrop_color = color
        self.view.update()

    def _show_size(self) -> None:
        shown = self.view.first
        zoom = self.view.camera.zoom
        percent = f"{zoom:.0%}" if zoom >= 0.1 else f"{zoom:.1%}"
        self.readout.show_size("" if shown is None else f"{shown.width}x{shown.height}   {percent}")

    # ---- what they hold ----

    def _newest(self) -> Shown | None:
        """Return the picture that is newest: the part that live mode made, else the whole one."""
        return self.view.first if self.view.inset is None else self.view.inset.first

    def _point(self, pixel: tuple[int, int] | None) -> None:
        shown, second, inset = self.view.first, self.view.second, self.view.inset
        if pixel is None or shown is None:
            self.readout.clear()
            return
        self.readout.show_place(*pixel)
        if inset is not None and inset.box.contains(*pixel):
            shown, second = inset.first, inset.second
            pixel = pixel[0] - inset.corner.x(), pixel[1] - inset.corner.y()
        if not shown.picture:
            self.readout.show_none()
            return
        other = second.picture if self.view.comparing and second is not None else 0
        self.questions.ask(
            "point", Point(0, shown.picture, *pixel, other), Pointed,
            lambda told: self.readout.show_numbers(told.first, told.second), _ignore,
        )  # fmt: skip

    def _toggle_histogram(self, on: bool) -> None:
        self.histogram.setVisible(on)
        self._count()

    def _count(self) -> None:
        shown = self._newest()
        number = shown.picture if shown is not None and not self.histogram.isHidden() else 0
        if number and number != self._counted:
            self.histogram.show_counts(None)
            self.questions.ask("count", Count(0, number), Counted, self.histogram.show_counts, _ignore)
        self._counted = number

    # ---- out of the window ----

    def copy(self) -> None:
        """Put what is seen into the clipboard."""
        if self.view.first is not None:
            copy_seen(self.view)
            self._window.tell(tr("What is seen is in the clipboard."))

    def ask_save(self) -> None:
        """Ask for a file and write what is seen into it."""
        if self.view.first is not None:
            side, kept = self.sides.first, self._window.files.kept
            folder = Path(begin_in(kept, SEEN, side.source or self._window.session.path))
            ask_where(self, tr("Save what is seen"), folder / f"{side.file_name}.png", self._save)

    def _save(self, path: Path) -> None:
        if save_seen(self.view, path):
            keep_folder(self._window.files.kept, SEEN, path)
            self._window.tell(tr("{name} is saved.", name=path.name))
        else:
            self._window.tell(tr("{name} cannot be written into {folder}.", name=path.name, folder=path.parent))

    def _write(self, folder: Path, then: Any) -> str:
        shown = self._newest()
        if shown is None:
            return ""
        path = folder / f"{self.sides.first.file_name}.png"
        self.questions.ask(
            "write", WritePicture(0, shown.picture, str(path)), Written,
            lambda written: then(Path(written.path)), self._window.tell,
        )  # fmt: skip
        return path.name

    # ---- what happens ----

    def _hear(self, event: object) -> None:
        place = self.sides.first.place
        if isinstance(event, Preview) and place is not None and event.node == place.wire.node and event.item:
            self.follow()  # the next item of a stream

    def _run(self) -> None:
        self.view.setFocus()
        if self._lacking is not None:
            self._window.running.run_to(self._lacking.document, self._lacking.wire.node)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Name the sides as the room is now."""
        super().resizeEvent(event)
        self._name_sides()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look at what was selected meanwhile."""
        self.follow()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Ask for nothing that nobody sees."""
        self.store.want([])


def _missing(side: Side) -> str:
    """Return why there is no picture of what is meant, what happens most in the person's language."""
    place = side.place
    if place is None or side.missing != not_run(place.wire.node):
        return side.missing
    return tr("{node} was not run as it is now.", node=called(place))


def _ignore(sentence: str) -> None:
    """Nothing is shown instead."""
