"""How documents begin: from templates, from recent files with their small pictures, several at once in tabs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QInputDialog, QMessageBox

from nodegraph.core import edit
from nodegraph.core.file import write
from nodegraph.core.registry import known_specs
from nodegraph.gui.documents.previews import SIZE, forget_previews, preview_of
from nodegraph.gui.documents.templates import template_file, template_folder, templates
from tests.gui.documents.conftest import graph_of

SPECS = known_specs()


def texts(menu):
    return [action.text() for action in menu.actions() if action.text()]


def test_a_graph_becomes_a_template_and_new_ones_begin_as_it(wired, new_window, monkeypatch):
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: ("My way/..", True))
    wired.window.files.save_template()
    assert [path.stem for path in templates()] == ["My way"]
    window = new_window()
    menu = window.actions_["New from template"].menu()
    assert texts(menu)[:2] == ["My way", "Examples"]
    menu.actions()[0].trigger()
    assert window.session.graph.nodes == wired.graph.nodes
    assert window.session.path is None
    assert not window.session.unsaved
    assert window.session.trusted


@pytest.mark.parametrize(("name", "stem"), [("a/b\\c", "a b c"), ("..", None), ("", None), ("x" * 300, "x" * 80)])
def test_no_name_of_a_template_leaves_its_folder(name, stem):
    path = template_file(name)
    assert (path.stem if path else None) == stem
    assert path is None or path.parent == template_folder()


def test_a_template_that_is_broken_is_told(new_window):
    (template_folder() / "bad.ng").write_text("{")
    window = new_window()
    window.files.begin_template(template_folder() / "bad.ng")
    assert "bad.ng" in window.statusBar().currentMessage()
    assert window.document.pristine


def test_recent_files_have_small_pictures_and_those_of_forgotten_ones_go(new_window, tmp_path):
    for name in ("a.ng", "b.ng"):
        write(graph_of("load_image", "upscale"), tmp_path / name, SPECS)
    window = new_window()
    assert window.open(tmp_path / "a.ng")
    assert window.open(tmp_path / "b.ng")
    picture = QImage(str(preview_of(tmp_path / "a.ng")))
    assert picture.size() == SIZE
    colors = {picture.pixel(x, y) for x in range(0, 320, 4) for y in range(0, 200, 4)}
    assert len(colors) > 5
    forget_previews([tmp_path / "b.ng"])
    assert preview_of(tmp_path / "a.ng") is None
    assert preview_of(tmp_path / "b.ng") is not None


def test_saving_renews_the_small_picture(new_window, tmp_path):
    window = new_window()
    window.session.edit("Build", lambda _: graph_of("load_image"))
    window.session.save(tmp_path / "a.ng")
    assert window.save()
    before = preview_of(tmp_path / "a.ng").read_bytes()
    window.session.edit("Build", lambda graph: edit.add(graph, SPECS["upscale"], (600.0, 0.0))[0])
    assert window.save()
    assert preview_of(tmp_path / "a.ng").read_bytes() != before


def test_documents_without_a_file_are_numbered(new_window):
    window = new_window()
    for _ in range(2):
        window.new()
    assert [document.title for document in window.documents] == ["Untitled", "Untitled 2", "Untitled 3"]
    window.close_tab(1)
    assert window.new().title == "Untitled 2"


def test_documents_in_tabs_keep_apart(new_window, tmp_path):
    for name, kind in (("a.ng", "load_image"), ("b.ng", "upscale")):
        write(graph_of(kind), tmp_path / name, SPECS)
    window = new_window()
    for name in ("a.ng", "b.ng", "a.ng"):
        assert window.open(tmp_path / name)
    assert [document.title for document in window.documents] == ["a.ng", "b.ng"]
    assert window.document.title == "a.ng"
    window.session.edit("Move", lambda graph: edit.move(graph, {"load_image": (9.0, 9.0)}))
    assert [window.tabs.tabText(index) for index in range(2)] == ["• a.ng", "b.ng"]
    window.tabs.setCurrentIndex(1)
    assert not window.isWindowModified()
    assert window.session.undo_name == ""


def test_keys_go_from_tab_to_tab(qtbot, new_window, tmp_path):
    for name in ("a.ng", "b.ng"):
        write(graph_of("load_image"), tmp_path / name, SPECS)
    window = new_window()
    for name in ("a.ng", "b.ng"):
        window.open(tmp_path / name)
    assert window.tabs.tabToolTip(1) == str(tmp_path / "b.ng")
    qtbot.keyClick(window.view, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert window.document.title == "a.ng"


def test_each_unsaved_document_is_asked_about_before_the_window_closes(new_window, tmp_path, monkeypatch):
    window = new_window()
    for name in ("a.ng", "b.ng", "c.ng"):
        write(graph_of("load_image"), tmp_path / name, SPECS)
        window.open(tmp_path / name)
    for index in (0, 2):
        document = window.documents[index]
        document.session.edit("Move", lambda graph: edit.move(graph, {"load_image": (9.0, 9.0)}))
    asked = []

    def question(parent, title, text, buttons):
        asked.append(text)
        return QMessageBox.StandardButton.Save if "a.ng" in text else QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "question", question)
    assert not window.close()
    assert [text.split()[0] for text in asked] == ["a.ng", "c.ng"]
    assert not window.documents[0].session.unsaved
    assert window.documents[2].session.unsaved
    assert window.isVisible()
