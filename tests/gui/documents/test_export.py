"""A document in other forms: pictures, code, a copy to give away that comes back as it went, also inside a picture."""

import ast

import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox

from nodegraph.core import edit
from nodegraph.core.file import read
from nodegraph.core.file.png import graph_in, with_graph
from nodegraph.core.graph import Graph
from nodegraph.core.registry import known_specs

SPECS = known_specs()


@pytest.fixture
def told(monkeypatch, tmp_path):
    """What the file dialogs answer; set `told.name`."""

    class Told:
        name = tmp_path / "out"
        kind = ""

    def answer(*_):
        return str(Told.name), Told.kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return Told


def name_of(window):
    return window.statusBar().currentMessage()


def test_the_picture_shows_all_nodes_and_not_what_is_selected(wired, told, tmp_path):
    window = wired.window
    told.name = tmp_path / "a.png"
    window.exports.picture()
    plain = QImage(str(told.name))
    assert plain.width() > 1000
    window.scene_.select(["upscale"])
    window.view.zoom_by(0.1)
    told.name = tmp_path / "b.png"
    window.exports.picture()
    assert QImage(str(told.name)) == plain
    assert window.scene_.selected() == ["upscale"]
    middle = plain.pixelColor(plain.width() // 2, plain.height() // 2)
    assert middle.name() != window.theme.ground


def test_a_suffix_is_added_to_any_name_and_what_is_there_then_is_not_replaced_without_a_word(
    wired, told, tmp_path, monkeypatch
):
    window = wired.window
    told.name = tmp_path / "my.first"
    assert window.save_as()
    assert window.session.path == tmp_path / "my.first.ng"
    before = (tmp_path / "my.first.ng").read_bytes()
    wired.window.scene_.select(["upscale"])
    window.actions_["Delete"].trigger()
    asked = []
    answers = iter((QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes))
    monkeypatch.setattr(QMessageBox, "question", lambda *words: asked.append(words[2]) or next(answers))
    assert not window.save_as()
    assert (tmp_path / "my.first.ng").read_bytes() == before
    assert asked == ["my.first.ng is there already. Replace it?"]
    assert window.save_as()
    assert (tmp_path / "my.first.ng").read_bytes() != before


def test_drawing_and_program_are_written(wired, told, tmp_path):
    told.name = tmp_path / "a"
    wired.window.exports.drawing()
    assert (tmp_path / "a.svg").read_text().startswith("<svg")
    wired.window.exports.python()
    ast.parse((tmp_path / "a.py").read_text())
    assert 'graph.add("upscale"' in (tmp_path / "a.py").read_text().replace("\n    ", "")


def test_the_dialog_begins_beside_the_graph_and_then_where_it_was_used_last(wired, told, tmp_path, monkeypatch):
    window, begun = wired.window, []
    for folder in ("graphs", "exports"):
        (tmp_path / folder).mkdir()
    assert window.session.save(tmp_path / "graphs" / "a.ng")

    def answer(_, __, start, *___):
        begun.append(start)
        return str(tmp_path / "exports" / "b"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    for export in (window.exports.drawing, window.exports.python, window.exports.share):
        export()
    assert begun == [str(tmp_path / name) for name in ("graphs/a.svg", "exports/a.py", "exports/a-shared")]


def test_the_command_line_names_the_saved_file(wired, tmp_path):
    window = wired.window
    window.exports.copy_command()
    assert "save the graph first" in name_of(window)
    window.session.save(tmp_path / "my graph.ng")
    window.exports.copy_command()
    assert QGuiApplication.clipboard().text().startswith(f"nodegraph run '{tmp_path}/my graph.ng'")
    window.exports.copy_python()
    assert QGuiApplication.clipboard().text().startswith("import nodegraph")


def test_what_cannot_be_written_is_told_in_a_sentence(wired, told, tmp_path):
    told.name = tmp_path / "none" / "a.svg"
    wired.window.exports.drawing()
    assert "a.svg cannot be written" in name_of(wired.window)


def test_a_circle_cannot_be_a_program_and_says_so(wired, told):
    graph = wired.window.session.graph
    assert graph.nodes
    wired.window.session.edit("Grey", lambda graph: edit.paste(graph, _unknown())[0])
    wired.window.exports.python()
    assert "cannot be written as code" in name_of(wired.window)
    assert not told.name.exists()


def _unknown():
    from nodegraph.core.graph import Node

    return Graph(nodes={"alien": Node("acme:alien")})


@pytest.fixture
def private(wired, tmp_path):
    """A saved graph that reads beside itself and elsewhere."""
    window = wired.window
    home = tmp_path / "home"
    home.mkdir()
    values = {"load_image": ("path", home / "photos" / "a.png"), "save_image": ("folder", "/secret/place/results")}
    for name, (port, value) in values.items():
        window.session.edit("Set", lambda graph, n=name, p=port, v=value: edit.set_value(graph, SPECS, n, p, str(v)))
    window.session.save(home / "mine.ng")
    return window


@pytest.mark.parametrize("suffix", [".ng", ".png"])
def test_a_copy_to_give_away_comes_back_without_a_name_of_this_machine(private, tmp_path, suffix, new_window):
    path = tmp_path / "gift" / f"a{suffix}"
    path.parent.mkdir()
    before = private.session.graph
    assert private.exports.share_as(private.document, path)
    assert private.session.graph is before
    assert "results" in name_of(private)
    assert "photos" in name_of(private), "the picture has to lie beside the copy"
    assert b"secret" not in path.read_bytes()
    assert str(tmp_path).encode() not in path.read_bytes()
    receiver = new_window()
    assert receiver.open(path)
    graph = receiver.session.graph
    assert graph.nodes["load_image"].set["path"] == str(path.parent / "photos" / "a.png")
    assert graph.nodes["save_image"].set["folder"] == str(path.parent / "results")
    assert graph.nodes.keys() == before.nodes.keys()
    assert graph.nodes["upscale"].wires == before.nodes["upscale"].wires


def test_the_picture_that_carries_a_graph_is_a_picture_too(private, tmp_path):
    assert private.exports.share_as(private.document, tmp_path / "a.png")
    assert QImage(str(tmp_path / "a.png")).width() > 1000
    assert graph_in(tmp_path / "a.png").startswith(b"{")


def test_the_copy_never_replaces_the_graph_itself(private):
    path = private.session.path
    before = path.read_bytes()
    assert not private.exports.share_as(private.document, path)
    assert path.read_bytes() == before


def png():
    picture = QImage(2, 2, QImage.Format.Format_RGB32)
    picture.fill(0)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.mark.parametrize(
    "carried",
    [b"{", b"\xff\xfe", b"[]", b'{"nodegraph": 99}', b'{"nodegraph": 1, "nodes": {"a": 7}}', b"[" * 100_000],
    ids=["cut off", "no text", "a list", "from the future", "no node", "deep"],
)
def test_a_hostile_picture_is_refused_in_a_sentence(new_window, tmp_path, carried):
    path = tmp_path / "a.png"
    path.write_bytes(with_graph(png(), carried))
    window = new_window()
    assert not window.open(path)
    assert name_of(window)
    assert window.document.pristine


def test_a_picture_from_elsewhere_is_not_trusted_and_a_plain_one_says_that_it_is_plain(new_window, tmp_path):
    window = new_window()
    path = tmp_path / "a.png"
    path.write_bytes(png())
    assert not window.open(path)
    assert "carries no graph" in name_of(window)
    carried = b'{"nodegraph": 1, "nodes": {"a": {"node": "load_image", "set": {"path": "b.png"}}}}'
    path.write_bytes(with_graph(png(), carried))
    assert window.open(path)
    assert window.session.path is None
    assert not window.session.unsaved
    assert window.document.trust_bar.isVisibleTo(window)


def test_the_copy_of_a_copy_is_the_same(private, tmp_path):
    for name in ("a.ng", "b.ng"):
        assert private.exports.share_as(private.document, tmp_path / name)
    one, other = (read(tmp_path / name, SPECS).graph for name in ("a.ng", "b.ng"))
    assert one == other
