"""By chance: random edits are undone and redone whole, and random handling of the window breaks nothing."""

import os
import random
import time
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from nodegraph.core.file import decode, encode
from nodegraph.core.history import BOUND
from nodegraph.core.registry import known_specs
from nodegraph.gui.canvas.scene import Scene
from nodegraph.gui.document import Document
from nodegraph.gui.theme import DARK
from tests.gui.dealt import deal, left_out

FOLDER = Path("/pictures")
SEED = int(os.environ.get("NODEGRAPH_SEED", "7"))
SPECS = known_specs()


# ---- edits ----


def look(scene):
    """Return all that a scene shows, as plain values."""
    wires = {
        end: (wire.start, wire.finish, wire.color.name(), wire.stream) for end, wire in scene.wires._curves.items()
    }
    nodes = {
        name: (item.name, item.node, item.spec, item.shape_, item.at, item.accent.name())
        for name, item in scene.items_.items()
    }
    bodies = {name: body.getRect() for group, _ in scene.boxes.groups() for name, body in group.bodies.items()}
    notes = {name: (note.text, note.x(), note.y()) for name, note in scene.notes.items.items()}
    frames = {name: scene.frames.box_of(name).getRect() for name in scene.graph.frames}
    return nodes, wires, bodies, notes, frames, scene.box.getRect()


def at_once(graph):
    """Return what a scene shows that was never shown anything else."""
    scene = Scene(DARK, SPECS)
    scene.show(graph)
    return look(scene)


def edited(qtbot, seed, steps):
    """Do random edits, undo them all, redo them all; compare values and scenes on the way."""
    dice = random.Random(seed)
    document = Document(DARK, SPECS)
    qtbot.addWidget(document)
    session, scene = document.session, document.scene_
    for _ in range(0, steps, BOUND):
        values = [msgspec.msgpack.encode(session.graph)]
        for _ in range(min(steps, BOUND)):
            before = session.graph
            session.edit(*deal(dice, before, SPECS))
            if session.graph is not before:
                values.append(msgspec.msgpack.encode(session.graph))
            if dice.random() < 0.01:
                assert look(scene) == at_once(session.graph)
        values = values[-BOUND - 1 :]
        for value in reversed(values):
            assert msgspec.msgpack.encode(session.graph) == value
            session.undo()
        assert look(scene) == at_once(session.graph)
        for value in values:
            assert msgspec.msgpack.encode(session.graph) == value
            session.redo()
        assert look(scene) == at_once(session.graph)
        assert session.steps[1] == len(values) - 1
        session.begin(session.graph, None)
    data = encode(session.graph, FOLDER, SPECS)
    assert encode(decode(data, FOLDER, SPECS).graph, FOLDER, SPECS) == data


def test_every_edit_function_is_dealt():
    assert left_out() == set()


@pytest.mark.parametrize("seed", range(2))
def test_random_edits_are_undone_and_redone_whole_and_the_scene_follows(qtbot, seed):
    edited(qtbot, seed, 400)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_five_thousand_random_edits_are_undone_and_redone_whole(qtbot):
    edited(qtbot, SEED, 5000)


# ---- handling ----

LEAVING = ("Quit", "Close", "New", "Run", "Run selected", "Settings…", "Full screen")
"""What would end the test, run, or hide the window from the hand."""
BUTTONS = (Qt.MouseButton.LeftButton,) * 6 + (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
MODIFIERS = (
    *(Qt.KeyboardModifier.NoModifier,) * 4,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS = (
    *(Qt.Key(code) for code in range(Qt.Key.Key_A, Qt.Key.Key_Z + 1) if code != Qt.Key.Key_Q),
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Space,
    Qt.Key.Key_Tab, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_F2, Qt.Key.Key_0, Qt.Key.Key_Plus,
)  # fmt: skip
TYPED = ("3", "-1e9", "blur", "/nowhere/a.png", "{name}", "1+", "é漢", " ")


def close_questions():
    """Close what waits for an answer: the last opened first."""
    for widget in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if widget is not None:
            widget.close()


class Chance:
    """Random hands over a window."""

    def __init__(self, hand, dice, files):
        self.hand, self.dice, self.files = hand, dice, files
        self.window = hand.window
        self.actions = [action for text, action in self.window.actions_.items() if text not in LEAVING]
        self.did = []

    def place(self):
        room = self.hand.view.viewport().rect()
        return self.hand.view.mapToScene(self.dice.randrange(room.width()), self.dice.randrange(room.height()))

    def target(self):
        """A place where something is: a node, a port, a field; or any."""
        scene, dice = self.window.scene_, self.dice
        if not scene.items_ or dice.random() < 0.25:
            return self.place()
        item = dice.choice(list(scene.items_.values()))
        row = dice.choice(item.shape_.rows) if item.shape_.rows else None
        match dice.randrange(3):
            case 0 if row is not None:
                return item.pos() + QPointF(*item.shape_.dot(row))
            case 1 if row is not None and item.has_field(row):
                return item.pos() + item.field_rect(row).center()
        return item.pos() + QPointF(dice.uniform(0, item.shape_.width), dice.uniform(0, item.shape_.height))

    def drag(self):
        hand, dice = self.hand, self.dice
        button, keys = dice.choice(BUTTONS), dice.choice(MODIFIERS)
        hand.press(self.target(), button, keys)
        for _ in range(dice.randint(0, 5)):
            hand.move(self.target(), button)
            if dice.random() < 0.1:
                hand.key(dice.choice(KEYS), dice.choice(MODIFIERS))
            if dice.random() < 0.05:
                dice.choice((self.window.session.undo, self.window.session.redo))()
        hand.release(self.target(), button, keys)

    def drop(self):
        """Drag files over the window and leave, or drop them."""
        data = QMimeData()
        if self.dice.random() < 0.8:
            data.setUrls([QUrl.fromLocalFile(str(path)) for path in self.dice.sample(self.files, 2)])
        else:
            data.setText("words")
        view = self.hand.view
        pixel = view.mapTo(self.window, view.mapFromScene(self.target()))
        rest = data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.window, QDragEnterEvent(pixel, Qt.DropAction.CopyAction, *rest))
        QApplication.sendEvent(self.window, QDragMoveEvent(pixel, Qt.DropAction.CopyAction, *rest))
        if self.dice.random() < 0.3:
            QApplication.sendEvent(self.window, QDragLeaveEvent())
        else:
            QApplication.sendEvent(self.window, QDropEvent(QPointF(pixel), Qt.DropAction.CopyAction, *rest))

    def type(self):
        """Type where the keys go: into a field that is open, a search, the canvas."""
        words = [(0, sign) for sign in self.dice.choice(TYPED)]
        for key, sign in [*words, (self.dice.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab)), "")]:
            popup = QApplication.activePopupWidget()
            widget = QApplication.focusWidget() or (popup.focusWidget() if popup is not None else None)
            if widget is not None and widget.isVisible():
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))

    def step(self):
        """Do one thing."""
        dice, hand, window = self.dice, self.hand, self.window
        match dice.randrange(12):
            case 0:
                window.adding.add(dice.choice(list(SPECS.values())), self.place())
            case 1:
                action = dice.choice(self.actions)
                self.did.append(action.objectName())
                action.trigger()
            case 2:
                hand.key(dice.choice(KEYS), dice.choice(MODIFIERS))
            case 3:
                hand.wheel(self.place(), dice.choice((-3, -1, 1, 2)))
            case 4:
                hand.click(self.target(), dice.choice(MODIFIERS))
                self.type()
            case 5:
                hand.double(self.target())
                self.type()
            case 6:
                self.drop()
            case _:
                self.drag()
        close_questions()
        if len(hand.graph.nodes) > 40:
            window.scene_.select(list(hand.graph.nodes)[15:])
            window.actions_["Delete"].trigger()


def handled(hand, seed, seconds, steps, tmp_path, qtlog):
    """Handle a window by chance for a while; then all can be undone, redone, saved and opened."""
    dice, window = random.Random(seed), hand.window
    files = [tmp_path / name for name in ("a.png", "b.jpg", "broken.ng", "model.pth", "c.txt", "folder")]
    for path in files[:-1]:
        path.write_bytes(b"no picture")
    files[-1].mkdir()
    chance, end = Chance(hand, dice, files), time.monotonic() + seconds
    closer = QTimer(interval=20)
    closer.timeout.connect(close_questions)
    closer.start()  # also while a dialog waits for its answer
    while steps and time.monotonic() < end:
        steps -= 1
        chance.step()
    hand.key(Qt.Key.Key_Escape)
    closer.stop()
    window.view.grab()
    for document in window.documents:
        _undone_and_redone(document)
        path = tmp_path / "saved" / f"{window.tabs.indexOf(document)}.ng"
        path.parent.mkdir(exist_ok=True)
        assert document.session.save(path)
        again = Document(DARK, SPECS)
        assert again.session.open(path)
        data = path.read_bytes()
        assert again.session.save(path)
        assert path.read_bytes() == data
    harmless = "This plugin does not support"
    assert [record.message for record in qtlog.records if harmless not in record.message] == []


def _undone_and_redone(document):
    session, scene = document.session, document.scene_
    session.take_back()
    last, (names, present) = session.graph, session.steps
    for _ in range(present):
        session.undo()
    assert session.steps[1] == 0
    assert scene.items_.keys() == session.graph.nodes.keys()
    for _ in range(present):
        session.redo()
    assert session.graph is last
    assert session.steps == (names, present)
    assert {name: item.node for name, item in scene.items_.items()} == last.nodes


@pytest.mark.parametrize("seed", range(2))
def test_random_handling_raises_nothing_and_is_undone_redone_saved_and_opened(hand, seed, tmp_path, qtlog):
    handled(hand, seed, 5, 150, tmp_path, qtlog)


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_random_handling_for_a_minute_raises_nothing(hand, tmp_path, qtlog):
    handled(hand, SEED, 60, -1, tmp_path, qtlog)
