"""A file that another program writes while it is open is offered; whatever is answered, no edit is lost."""

import os

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from nodegraph.core import edit
from nodegraph.core.file import read, write
from nodegraph.core.registry import known_specs
from tests.gui.documents.conftest import graph_of

SPECS = known_specs()


def add(window, kind):
    window.session.edit(f"Add {kind}", lambda graph: edit.add(graph, SPECS[kind], (0.0, 400.0))[0])


@pytest.fixture
def opened(new_window, tmp_path):
    """A window with `a.ng`, which holds an invert node, and the file."""
    path = tmp_path / "a.ng"
    write(graph_of("invert"), path, SPECS)
    window = new_window()
    assert window.open(path)
    return window, path


def until_told(qtbot, window, word):
    bar = window.document.bar
    qtbot.waitUntil(lambda: bar.isVisibleTo(window) and word in bar.label.text(), timeout=30_000)
    return bar


@pytest.mark.parametrize("replaced", [True, False], ids=["renamed into place", "written over"])
def test_what_another_program_wrote_is_offered_and_reloading_can_be_undone(qtbot, opened, replaced):
    window, path = opened
    add(window, "upscale")
    mine = window.session.graph
    other = path.with_name("b.ng") if replaced else path
    write(graph_of("invert", "resize"), other, SPECS)
    if replaced:
        os.replace(other, path)
    bar = until_told(qtbot, window, "changed by another program")
    assert "not saved" in bar.label.text()
    bar.buttons[0].click()
    assert set(window.session.graph.nodes) == set(read(path, SPECS).graph.nodes)
    assert not window.session.unsaved
    window.session.undo()
    assert window.session.graph is mine
    assert window.session.unsaved


def test_what_is_kept_counts_as_unsaved_and_is_not_asked_about_again(qtbot, opened):
    window, path = opened
    before = window.session.graph
    write(graph_of("upscale"), path, SPECS)
    until_told(qtbot, window, "changed by another program").buttons[1].click()
    assert window.session.graph is before
    assert window.session.unsaved
    window.files.watch.look()
    assert not window.document.bar.isVisibleTo(window)
    assert window.save()
    assert list(read(path, SPECS).graph.nodes) == ["invert"]


def test_a_file_that_goes_is_told_and_can_be_saved_again(qtbot, opened):
    window, path = opened
    path.unlink()
    bar = until_told(qtbot, window, "no longer in its folder")
    assert window.session.unsaved
    bar.buttons[0].click()
    assert list(read(path, SPECS).graph.nodes) == ["invert"]
    assert not window.session.unsaved


def test_saving_here_and_another_program_that_writes_the_same_are_no_news(opened):
    window, path = opened
    add(window, "upscale")
    assert window.save()
    os.utime(path, (1, 1))
    window.files.watch.look()
    assert not window.document.bar.isVisibleTo(window)


def test_a_file_that_is_broken_meanwhile_leaves_the_document_as_it_is(qtbot, opened):
    window, path = opened
    add(window, "upscale")
    mine = window.session.graph
    path.write_text("{")
    until_told(qtbot, window, "changed by another program").buttons[0].click()
    assert window.session.graph is mine
    assert window.session.unsaved
    assert "a.ng" in window.statusBar().currentMessage()


@pytest.mark.parametrize(("button", "written"), [("Replace it", True), ("Cancel", False)])
def test_saving_over_what_another_program_wrote_asks_first(opened, button, written):
    window, path = opened
    add(window, "upscale")
    other = graph_of("resize")
    write(other, path, SPECS)

    def answer():
        box = QApplication.activeModalWidget()
        next(found for found in box.buttons() if found.text().replace("&", "") == button).click()

    QTimer.singleShot(0, answer)
    assert window.save() == written
    assert ("upscale" in read(path, SPECS).graph.nodes) == written
    assert window.session.unsaved != written


def test_what_was_written_between_a_bad_end_and_the_next_start_is_told(opened, new_window):
    window, path = opened
    add(window, "upscale")
    window.files.write()
    window.files.autosave.finish()
    window.files.autosave._lock.unlock()
    write(graph_of("resize"), path, SPECS)
    other = new_window()
    other.banner.buttons[0].click()
    assert "upscale" in other.session.graph.nodes
    assert "changed by another program" in other.document.bar.label.text()


def test_each_document_has_a_bar_of_its_own(qtbot, opened, tmp_path):
    window, path = opened
    write(graph_of("resize"), tmp_path / "other.ng", SPECS)
    first = window.document
    assert window.open(tmp_path / "other.ng")
    write(graph_of("upscale"), path, SPECS)
    qtbot.waitUntil(lambda: not first.bar.isHidden(), timeout=30_000)
    assert window.document.bar.isHidden()
