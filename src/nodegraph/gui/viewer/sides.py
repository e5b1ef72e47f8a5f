"""The two pictures of the viewer: which nodes they are of, held or selected, and what the engine has of them.

A is the selected node's picture, or that of a node that is held; B is what A is made of, or that of another one held.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from nodegraph.core.graph import Wire
from nodegraph.core.known import spec_of
from nodegraph.core.messages import Look, Settings
from nodegraph.core.outside import without
from nodegraph.core.pictures import Looked
from nodegraph.gui.document import Document
from nodegraph.gui.languages import tr
from nodegraph.gui.part import Box, Parted, part_of, size_of
from nodegraph.gui.reach import marks_of
from nodegraph.gui.viewer.pane import Shown
from nodegraph.gui.viewer.questions import Questions
from nodegraph.gui.viewer.target import shown_by, taken_by

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

_SETTLE_MS = 50
"""Edits and selections that follow each other faster are looked at once."""


class Place(NamedTuple):
    """An output of a node of a document."""

    document: Document
    wire: Wire


def called(place: Place) -> str:
    """Return what the node of a place is called to a person."""
    return place.document.session.called(place.wire.node)


class Part(NamedTuple):
    """What live mode made of a part of the pictures that come in, the rest being left out."""

    shown: Shown
    box: Box | None
    """Where it lies in the whole result; `None` where that is not known."""
    whole: tuple[int, int] | None
    """The size of the whole result, where that is known."""
    of: Place
    stale: bool
    """Whether something was edited since that it depends on."""


class Side:
    """One of the two pictures."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.held: tuple[Document, str] | None = None
        """The node that a person keeps here."""
        self.place: Place | None = None
        """Where its picture should come from."""
        self.shown: Shown | None = None
        """The picture that there is; while a newer one is missing the last one of that place."""
        self.name = ""
        """The node that it is of, and in a stream the item."""
        self._item = ""
        self.source: Path | None = None
        """The file that its pixels came from."""
        self.missing = ""
        """Why there is no picture, or none that is up to date, as a sentence."""
        self._shown_of: Place | None = None
        self.part: Part | None = None
        """What live mode made of a part, as far as that is newer than `shown`."""

    def show(self, place: Place, looked: Looked) -> None:
        """Take what the engine has."""
        fact = looked.fact
        if not isinstance(fact.width, int) or not isinstance(fact.height, int):
            self.forget()
            return
        self.shown, self._shown_of = Shown(looked.picture, fact.width, fact.height), place
        self.source = Path(fact.path) if fact.path else None
        self._item = f" [{', '.join(map(str, looked.item))}]" if looked.item else ""
        self.name, self.missing = f"{place.wire.node}{self._item}", ""

    @property
    def title(self) -> str:
        """What it is called to a person: the node, and in a stream the item."""
        place = self._shown_of or self.place
        return f"{called(place)}{self._item}" if place is not None else ""

    @property
    def file_name(self) -> str:
        """What a file with it is called, without a suffix: after its source and its node."""
        node = self.place.wire.node if self.place is not None else ""
        return "-".join(part for part in (self.source.stem if self.source is not None else "", node) if part)

    def miss(self, place: Place | None, sentence: str) -> None:
        """There is no picture of this place now; one that there was of it stays."""
        if place is None or place != self._shown_of:
            part = self.part
            self.forget()
            self.part = part if part is not None and part.of == place else None
        self.missing = sentence

    def forget(self) -> None:
        """Show nothing."""
        self.shown = self._shown_of = self.part = None
        self.name, self._item, self.source = "", "", None


class Sides(QObject):
    """Both pictures, following what is selected, edited and run."""

    changed = Signal()

    def __init__(self, window: "Window", questions: Questions) -> None:
        super().__init__(questions)
        self._window, self._questions = window, questions
        self.first, self.second = Side("first"), Side("second")
        self._again: set[int] = set()
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self.look)

    def follow(self) -> None:
        """Look again, soon."""
        if not self._settling.isActive():
            self._settling.start()

    def stop(self) -> None:
        """Do not look any more until something happens."""
        self._settling.stop()

    def nodes_of(self, document: Document) -> tuple[str, ...]:
        """Return the nodes of a document whose pictures are meant."""
        places = [side.place for side in (self.first, self.second)]
        found = [place.wire.node for place in places if place is not None and place.document is document]
        return tuple(dict.fromkeys(found))

    def look(self) -> None:
        """Ask the engine for both."""
        open_ = self._window.documents
        for side in (self.first, self.second):
            held = side.held
            if held is not None and (held[0] not in open_ or held[1] not in held[0].session.graph.nodes):
                side.held = None
        self.first.place = _place_of(self.first.held or self._selected())
        self.second.place = _place_of(self.second.held) if self.second.held else _made_of(self.first.place)
        settings = self._window.settings.choices.run_settings()
        for side in (self.first, self.second):
            place = side.place
            if place is None:
                side.miss(None, "")
                continue
            session = place.document.session
            # Nothing outside its folder is read for a graph that nobody trusts.
            graph = without(session.graph, session.reaches) if session.reaches else session.graph
            look = Look(0, graph, place.wire.node, place.wire.port, settings, self.numbers())
            self._questions.ask(
                side.topic, look, Looked, partial(self._take, side, place), partial(self._miss, side, place)
            )
            self._look_at_part(side, place, settings)
        self.changed.emit()

    def _look_at_part(self, side: Side, place: Place, settings: Settings) -> None:
        """Ask for what live mode made of a part instead, where it did."""
        session = place.document.session
        parted, node = self._window.running.live.parted(place.document), place.wire.node
        wire = place.wire
        if parted is not None and side is self.second and wire in parted.crops:
            wire = Wire(parted.crops[wire], "image")
        elif parted is None or node not in parted.behind(session.specs):
            side.part = None
            return
        stale = parted.place != self._window.running.live.place_of(place.document)
        stale = stale or marks_of(parted.whole).get(node) != marks_of(session.graph).get(node)
        look = Look(0, parted.graph, wire.node, wire.port, settings, self.numbers())

        def take(looked: Looked) -> None:
            if place == side.place:
                side.part = _part(parted, place, looked, stale=stale)
                self.changed.emit()

        self._questions.ask(f"{side.topic} part", look, Looked, take, lambda _: None)

    def numbers(self) -> tuple[int, ...]:
        """Return the pictures that are on the screen."""
        found = [side.shown for side in (self.first, self.second)]
        found += [side.part.shown for side in (self.first, self.second) if side.part is not None]
        return tuple(shown.picture for shown in found if shown is not None)

    def hold(self, side: Side, on: bool) -> None:
        """Keep a side with the selected node, or A with what it shows; or let it follow again."""
        names = self._window.document.scene_.selected()
        if on and len(names) == 1:
            side.held = self._window.document, names[0]
        elif on and side is self.first and side.place is not None:
            side.held = side.place.document, side.place.wire.node
        else:
            side.held = None
            if on:
                self._window.tell(tr("Select one node to hold its picture."))
        self.look()

    def look_again(self, sentence: str) -> None:
        """The engine does not hold a picture any more: ask for it once; the second time tell why it cannot be seen."""
        part = self.first.part
        shown = self.first.shown if part is None else part.shown
        if shown is not None and shown.picture not in self._again:
            self._again.add(shown.picture)
            self.follow()
        else:
            self._window.tell(sentence)

    def lose(self, sentence: str) -> None:
        """The engine ended: there are no pictures until somebody asks again."""
        for side in (self.first, self.second):
            side.forget()
        self.first.missing = sentence
        self.changed.emit()

    def _selected(self) -> tuple[Document, str] | None:
        document = self._window.document
        names = document.scene_.selected()
        if len(names) == 1:
            return document, names[0]
        # Nothing is selected, or several nodes: what was there stays, as long as it is there.
        place = self.first.place
        if place is not None and place.document is document and place.wire.node in document.session.graph.nodes:
            return document, place.wire.node
        return None

    def _take(self, side: Side, place: Place, looked: Looked) -> None:
        if place == side.place:
            side.show(place, looked)
            self.changed.emit()

    def _miss(self, side: Side, place: Place, sentence: str) -> None:
        if place == side.place:
            side.miss(place, sentence)
            self.changed.emit()


def _place_of(wished: tuple[Document, str] | None) -> Place | None:
    if wished is None:
        return None
    document, name = wished
    wire = shown_by(document.session.graph, document.session.specs, name)
    return None if wire is None else Place(document, wire)


def _made_of(place: Place | None) -> Place | None:
    if place is None:
        return None
    session = place.document.session
    wire = taken_by(session.graph, session.specs, place.wire.node)
    return None if wire is None else Place(place.document, wire)


def _part(parted: Parted, place: Place, looked: Looked, *, stale: bool) -> Part | None:
    fact, session, wire = looked.fact, place.document.session, place.wire
    if not isinstance(fact.width, int) or not isinstance(fact.height, int):
        return None
    shown, whole = Shown(looked.picture, fact.width, fact.height), None
    box: Box | None = None
    if wire in parted.sizes:
        whole = parted.sizes[wire]
        box = part_of(*whole, parted.place)
    elif place.document.checked is not None:
        known = place.document.checked.facts.get(wire.node, {})
        spec = spec_of(session.graph.nodes[wire.node], session.specs) if wire.node in session.graph.nodes else None
        main = spec.main.name if spec is not None and spec.main is not None else ""
        whole = size_of(known.get(wire.port or main))
        box = None if whole is None else parted.box_in(session.specs, wire.node, whole, shown.size)
    return Part(shown, box, whole, place, stale)
