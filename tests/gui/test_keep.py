"""What is open survives a bad end, what is set survives a good one, and broken files are set aside with a word."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

from nodegraph.core import edit
from nodegraph.core.graph import Graph
from nodegraph.core.registry import known_specs
from nodegraph.gui.keep import Autosave, Kept, Open, left_behind, recover
from tests.waiting import begun

SPECS = known_specs()

VICTIM = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from nodegraph.core import edit
from nodegraph.gui.link import Link
from nodegraph.gui.theme import DARK
from nodegraph.gui.window import Window

app = QApplication([])
window = Window(DARK, Link())
window.show()
window.session.edit("Add", lambda graph: edit.add(graph, window.specs["upscale"], (7.0, 8.0))[0])
begun = time.monotonic()
def tell():
    if list(window.files.autosave._folder.glob("open.json")):
        print(f"{time.monotonic() - begun:.2f}", flush=True)
    else:
        QTimer.singleShot(50, tell)
QTimer.singleShot(50, tell)
app.exec()
"""


def test_a_killed_window_loses_at_most_five_seconds_and_the_next_offers_what_was_open(new_window, state):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "NODEGRAPH_STATE": str(state)}
    with begun([sys.executable, "-c", VICTIM], stdout=subprocess.PIPE, text=True, env=environment) as victim:
        seconds = float(victim.stdout.readline())
        victim.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        victim.wait()
    assert seconds < 5
    window = new_window()
    assert window.banner.isVisibleTo(window)
    assert "a graph was open" in window.banner.label.text()
    window.banner.buttons[0].click()
    assert window.session.graph.nodes["upscale"].at == (7.0, 8.0)
    assert window.session.unsaved
    assert left_behind() == []


def test_a_window_that_lives_is_not_offered_for_recovery(state):
    autosave = Autosave(SPECS)
    autosave.write([Open(None, edit.add(Graph(), SPECS["upscale"])[0])])
    autosave.finish()
    assert left_behind() == []
    autosave.close()
    assert not list((state / "open").iterdir())


def test_what_was_written_aside_is_read_again(state, tmp_path):
    graph = edit.add(Graph(), SPECS["load_image"], values={"path": str(tmp_path / "a.png")})[0]
    autosave = Autosave(SPECS)
    autosave.write([Open(tmp_path / "x.ng", graph), Open(tmp_path / "y.ng", None)])
    autosave.finish()
    found = recover(autosave._folder, SPECS)
    assert [entry.path for entry in found] == [tmp_path / "x.ng", tmp_path / "y.ng"]
    assert found[0].graph.nodes == graph.nodes
    assert found[1].graph is None
    autosave.close()


@pytest.mark.parametrize("data", [b"{", b"[]", b"\xff"])
def test_broken_settings_are_set_aside_with_a_word(state, data):
    state.mkdir()
    (state / "settings.json").write_bytes(data)
    kept = Kept()
    assert "set aside" in kept.notice
    assert kept.recent == []
    kept.put("theme", "light")
    assert Kept().get("theme", "dark") == "light"
    assert (state / "settings.broken.json").read_bytes() == data


def test_a_setting_of_another_type_is_not_believed(state):
    Kept().put("theme", 7)
    assert Kept().get("theme", "dark") == "dark"


def test_a_folder_that_is_gone_is_told_and_nothing_breaks(hand):
    files = hand.window.files
    shutil.rmtree(files.autosave._folder)
    files.write()
    files.autosave.finish()
    files.write()
    assert "Save it yourself" in hand.window.statusBar().currentMessage()
