"""The panel of outputs shows the names that a run would write while their template is being written."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from nodegraph.core import edit
from nodegraph.core.file import write
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.registry import known_specs

SPECS = known_specs()


def graph_of(source):
    graph, _ = edit.add(Graph(), SPECS["load_image"], values={"path": str(source)})
    graph, _ = edit.add(graph, SPECS["resize"], (300.0, 0.0), values={"factor": 2.0})
    graph, _ = edit.add(graph, SPECS["save_image"], (600.0, 0.0))
    graph = edit.connect(graph, SPECS, Wire("load_image", "image"), "resize", "image")
    return edit.connect(graph, SPECS, Wire("resize", "image"), "save_image", "image")


def picture(path):
    made = QImage(6, 4, QImage.Format.Format_RGB32)
    made.fill(0xFF204060)
    path.parent.mkdir(exist_ok=True)
    assert made.save(str(path))


def shown(panel):
    rows = [panel.planned.child(row) for row in range(panel.planned.childCount())]
    return [(row.text(0), row.text(2)) for row in rows]


def test_the_names_follow_the_template_as_it_is_written(qtbot, real, tmp_path):
    picture(tmp_path / "cat.png")
    picture(tmp_path / "upscaled" / "cat_2x.png")
    real.session.edit("Build", lambda _: graph_of(tmp_path / "cat.png"))
    panel = real.docks.outputs
    real.docks.widgets["Outputs"].show()
    real.docks.widgets["Outputs"].raise_()
    qtbot.waitUntil(lambda: shown(panel) == [("cat.png", "new")], timeout=40_000)
    panel.template.selectAll()
    qtbot.keyClicks(panel.template, "{name}_{scale}x")
    qtbot.waitUntil(lambda: shown(panel) == [("cat_2x.png", "replaces")], timeout=40_000)
    assert "template" not in real.session.graph.nodes["save_image"].set or real.session.trying
    qtbot.keyClick(panel.template, Qt.Key.Key_Return)
    assert real.session.graph.nodes["save_image"].set["template"] == "{name}_{scale}x"
    assert real.session.undo_name == "Set Save image, template"
    panel.template.selectAll()
    qtbot.keyClicks(panel.template, "{nobody}")
    qtbot.waitUntil(lambda: "nobody" in panel.sentence.text(), timeout=40_000)
    assert shown(panel) == []


def test_what_is_wrong_is_told_with_the_name_that_the_node_has_on_the_canvas(qtbot, real, tmp_path):
    # Nobody saves what the flip gives, so that it lacks a picture is not the reason.
    real.session.edit("Build", lambda _: edit.add(graph_of(tmp_path / "nowhere.png"), SPECS["flip"])[0])
    real.docks.widgets["Outputs"].show()
    real.docks.widgets["Outputs"].raise_()
    qtbot.waitUntil(lambda: real.docks.outputs.sentence.text().startswith("Load image"), timeout=40_000)
    assert "nowhere.png" in real.docks.outputs.sentence.text()


def test_nothing_is_asked_while_it_is_hidden_or_the_graph_is_not_trusted(qtbot, new_window, tmp_path):
    (tmp_path / "got").mkdir()
    write(graph_of(tmp_path / "cat.png"), tmp_path / "got" / "a.ng", SPECS)
    window = new_window()
    window.open(tmp_path / "got" / "a.ng")
    window.docks.widgets["Outputs"].show()
    window.docks.widgets["Outputs"].raise_()
    qtbot.waitUntil(lambda: "not trusted" in window.docks.outputs.sentence.text())
    assert window.link.questions == []


def test_the_field_belongs_to_the_selected_node_or_the_only_one(qtbot, new_window, tmp_path):
    window = new_window()
    window.session.edit("Build", lambda _: graph_of(tmp_path / "cat.png"))
    window.docks.widgets["Outputs"].show()
    window.docks.widgets["Outputs"].raise_()
    panel = window.docks.outputs
    qtbot.waitUntil(panel.template.isVisible)
    window.session.edit("Add", lambda graph: edit.add(graph, SPECS["save_image"], (600.0, 500.0))[0])
    assert not panel.template.isVisible()
    window.scene_.select(["save_image-2"])
    assert panel.template.isVisible()
    assert panel._label.text() == "Names of Save image (save_image-2)"
