"""What is clicked, typed and chosen in the fields of nodes ends in the value that was meant."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolTip,
)

from nodegraph.core import edit
from nodegraph.core.graph import Wire
from nodegraph.core.ports import LIVE_KINDS, ColorKind, PathKind, Truth
from nodegraph.core.registry import known_specs
from nodegraph.gui.canvas.direct import dice_rect, grid_cells
from nodegraph.gui.fields.model_chooser import ModelChooser
from nodegraph.gui.fields.models import in_folder, readable_size
from nodegraph.gui.fields.paths import browse, recent_paths, remember_path
from nodegraph.gui.keep import Kept
from nodegraph.gui.menus import command_line_name, entries_at

SPECS = known_specs()
CONTROL = Qt.KeyboardModifier.ControlModifier


def add(hand, kind, **values):
    """Add a node below the others, and return its name."""
    made = []

    def change(graph):
        graph, name = edit.add(graph, SPECS[kind], (0.0, 500.0), values=values)
        made.append(name)
        return graph

    hand.window.session.edit("Add", change)
    hand.view.fit()
    return made[0]


def value(hand, name, port):
    return hand.window.scene_.items_[name].value_of(port)


def line(hand):
    return next((found for found in hand.view.viewport().findChildren(QLineEdit) if found.isVisible()), None)


def write(hand, name, port, text, key=Qt.Key.Key_Return):
    hand.click(hand.field(name, port))
    editor = line(hand)
    editor.clear()
    hand.qtbot.keyClicks(editor, text)
    hand.qtbot.keyClick(editor, key)


def menu(hand, place):
    return dict(entry for entry in entries_at(hand.window.document, place, hand.window) if entry is not None)


# ---- numbers ----


@pytest.mark.parametrize(
    ("text", "found"), [("12", 12), ("2*1024", 2048), ("1920/7", 274), ("640 px", 640), ("sqrt(81)", 9)]
)
def test_numbers_are_typed_as_sums_and_with_their_unit(hand, text, found):
    name = add(hand, "resize", by="size")
    write(hand, name, "width", text)
    assert value(hand, name, "width") == found


def test_a_parameter_that_is_named_sets_the_input_from_then_on(hand):
    name = add(hand, "resize", by="size", width=300)
    hand.window.session.edit("Expose", lambda graph: edit.expose(graph, SPECS, "side", [Wire(name, "width")]))
    write(hand, name, "height", "side/2")
    assert value(hand, name, "height") == 150
    write(hand, name, "height", "side")
    assert value(hand, name, "height") == 300
    assert hand.graph.parameters["side"].to == (Wire(name, "width"), Wire(name, "height"))
    assert "side" in hand.window.scene_.items_[name].tip_at(hand.field(name, "height") - QPointF(0, 500))


def test_what_cannot_be_is_told_and_the_editor_stays(hand):
    name = add(hand, "resize", by="size")
    write(hand, name, "width", "2*cats")
    assert line(hand) is not None
    assert "cats" in hand.window.statusBar().currentMessage()
    assert QToolTip.isVisible()
    assert "cats" in QToolTip.text()
    hand.qtbot.keyClick(line(hand), Qt.Key.Key_Escape)
    assert value(hand, name, "width") == 1920


def test_escape_leaves_and_leaving_takes_what_was_typed(hand):
    name = add(hand, "gaussian_blur")
    write(hand, name, "sigma_x", "5", Qt.Key.Key_Escape)
    assert value(hand, name, "sigma_x") == 1.0
    hand.click(hand.field(name, "sigma_x"))
    hand.qtbot.keyClicks(line(hand), "6")
    hand.view.setFocus()
    assert value(hand, name, "sigma_x") == 6


def test_enter_opens_the_first_field_of_the_selected_node_and_tab_leads_on(hand):
    name = add(hand, "resize", by="size")
    hand.window.scene_.select([name])
    hand.view.setFocus()
    hand.click(hand.field(name, "width"))
    hand.qtbot.keyClicks(line(hand), "640")
    hand.qtbot.keyClick(line(hand), Qt.Key.Key_Tab)
    hand.qtbot.keyClicks(line(hand), "480")
    hand.qtbot.keyClick(line(hand), Qt.Key.Key_Backtab)
    assert hand.graph.nodes[name].set == {"by": "size", "width": 640, "height": 480}
    assert line(hand).text() == "640"
    hand.qtbot.keyClick(line(hand), Qt.Key.Key_Escape)
    other = add(hand, "gaussian_blur")
    hand.window.scene_.select([other])
    hand.key(Qt.Key.Key_Return)
    assert line(hand).accessibleName() == "Gaussian blur: sigma_x"


def test_the_dice_give_another_seed_that_is_allowed(hand):
    name = add(hand, "add_noise")
    item = hand.window.scene_.items_[name]
    dice = item.pos() + dice_rect(item.field_rect(item.shape_.row("seed", output=False))).center()
    hand.click(dice)
    first = value(hand, name, "seed")
    hand.click(dice)
    assert len({0, first, value(hand, name, "seed")}) == 3
    assert hand.window.session.undo_name == "Set Add noise, seed"


# ---- places, texts, colors ----


@pytest.mark.parametrize("place", ["top left", "right", "bottom"])
def test_a_cell_of_the_grid_sets_its_place(hand, place):
    name = add(hand, "pad_to_size")
    item = hand.window.scene_.items_[name]
    cells = grid_cells(item.field_rect(item.shape_.row("place", output=False)))
    hand.click(item.pos() + cells[place].center())
    assert value(hand, name, "place") == place


def test_several_lines_are_written_and_taken_by_ctrl_enter(hand):
    name = add(hand, "text")
    hand.click(hand.field(name, "value"))
    editor = hand.view.viewport().findChild(QPlainTextEdit)
    hand.qtbot.keyClicks(editor, "one")
    hand.qtbot.keyClick(editor, Qt.Key.Key_Return)
    hand.qtbot.keyClicks(editor, "two")
    hand.qtbot.keyClick(editor, Qt.Key.Key_Return, CONTROL)
    assert value(hand, name, "value") == "one\ntwo"


def test_a_color_is_seen_while_it_is_chosen_and_taken_back_or_kept(hand):
    name = next(spec.id for spec in SPECS.values() if any(isinstance(port.kind, ColorKind) for port in spec.inputs))
    port = next(port.name for port in SPECS[name].inputs if isinstance(port.kind, ColorKind))
    name = add(hand, name)
    before = hand.graph
    hand.window.fields.open(hand.view, name, port)
    dialog = hand.view.findChild(QColorDialog)
    assert dialog.testOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)  # which has an eyedropper
    dialog.setCurrentColor(QColor("#ff0000"))
    assert value(hand, name, port)[:3] == [1, 0, 0]
    dialog.reject()
    assert hand.graph is before
    hand.window.fields.open(hand.view, name, port)
    dialog = next(found for found in hand.view.findChildren(QColorDialog) if found.isVisible())
    dialog.setCurrentColor(QColor("#00ff00"))
    dialog.accept()
    assert value(hand, name, port)[:3] == [0, 1, 0]


def test_fields_are_shown_only_while_they_apply(hand):
    name = add(hand, "resize", by="factor")
    shown = {row.port for row in hand.window.scene_.items_[name].shape_.rows}
    assert "factor" in shown
    assert "width" not in shown
    hand.window.session.edit("Set", lambda graph: edit.set_value(graph, SPECS, name, "by", "size"))
    shown = {row.port for row in hand.window.scene_.items_[name].shape_.rows}
    assert "factor" not in shown
    assert {"width", "height"} <= shown


# ---- paths and models ----


def test_paths_used_last_are_offered_by_the_key_down(hand, tmp_path):
    write(hand, "load_image", "path", str(tmp_path / "cat.png"))
    assert recent_paths(hand.window.files.kept, PathKind("open", "image")) == [str(tmp_path / "cat.png")]
    name = add(hand, "load_image")
    hand.click(hand.field(name, "path"))
    hand.qtbot.keyClick(line(hand), Qt.Key.Key_Down)
    found = hand.view.findChildren(QMenu)
    (action,) = found[-1].actions()
    action.trigger()
    assert value(hand, name, "path") == str(tmp_path / "cat.png")


@pytest.fixture
def models(tmp_path):
    """A folder of files that look like models."""
    folder = tmp_path / "models"
    (folder / "old").mkdir(parents=True)
    for name, size in (("4x-Sharp.pth", 3_000_000), ("old/1x_denoise.onnx", 20), ("readme.txt", 1), ("lone.param", 9)):
        with (folder / name).open("wb") as file:
            file.truncate(size)
    return folder


def test_models_are_chosen_from_those_that_come_along_the_folder_and_recent_files(hand, models):
    hand.window.files.kept.put("models_folder", str(models))
    name = add(hand, "load_model")
    hand.click(hand.field(name, "path"))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ModelChooser)
    hand.qtbot.waitUntil(lambda: any("4x-Sharp" in text for text in popup.texts()))
    texts = popup.texts()
    assert any(text.startswith("nodegraph-4x · 4x · enlarges") for text in texts)
    assert "4x-Sharp.pth · 4x · enlarges · 3.0 MB" in texts
    hand.qtbot.keyClicks(popup.line, "noise")
    assert popup.texts()[1:] == ["1x_denoise.onnx · 1x · removes noise · 20 B"]
    hand.qtbot.keyClick(popup.line, Qt.Key.Key_Return)
    assert value(hand, name, "path") == str(models / "old" / "1x_denoise.onnx")
    assert recent_paths(hand.window.files.kept, PathKind("open", "model")) == [str(models / "old" / "1x_denoise.onnx")]


def test_a_model_that_comes_along_is_chosen_by_its_name(hand):
    name = add(hand, "load_model")
    hand.click(hand.field(name, "path"))
    popup = QApplication.activePopupWidget()
    hand.qtbot.keyClicks(popup.line, "jpeg")
    hand.qtbot.keyClick(popup.line, Qt.Key.Key_Return)
    assert value(hand, name, "path") == "nodegraph-1x-dejpeg"


def test_a_folder_that_is_not_there_holds_no_models(tmp_path):
    assert in_folder(tmp_path / "nowhere") == []


@pytest.mark.parametrize(("size", "text"), [(9, "9 B"), (1234, "1.2 kB"), (67_000_000, "67.0 MB"), (2**34, "17.2 GB")])
def test_sizes_are_readable(size, text):
    assert readable_size(size) == text


# ---- what the menu of a field does ----


def test_a_value_becomes_a_wire_from_a_node_of_its_own(hand):
    name = add(hand, "resize", by="size", width=300)
    menu(hand, hand.field(name, "width"))["Make width a wire"]()
    assert hand.graph.nodes[name].wires["width"] == Wire("number", "number")
    assert hand.graph.nodes["number"].set == {"value": 300}
    assert hand.graph.nodes["number"].at[0] < hand.graph.nodes[name].at[0]
    assert hand.window.scene_.selected() == ["number"]


@pytest.mark.parametrize(
    ("kind", "port", "source"),
    [("load_image", "path", "text"), ("resize", "by", "text"), ("resize", "linear_light", "truth")],
)
def test_every_kind_of_value_has_a_node_that_gives_it(hand, tmp_path, kind, port, source):
    name = add(hand, kind)
    if port == "path":
        write(hand, name, "path", str(tmp_path))
    menu(hand, hand.field(name, port))[f"Make {port.replace('_', ' ')} a wire"]()
    assert hand.graph.nodes[name].wires[port].node == source


def test_a_value_becomes_a_parameter_which_other_inputs_follow_and_leave(hand):
    name = add(hand, "resize", by="size", width=300)
    menu(hand, hand.field(name, "width"))["Make width a graph parameter"]()
    assert hand.graph.parameters["width"].to == (Wire(name, "width"),)
    following = dict(menu(hand, hand.field(name, "height"))["Set height by a parameter"])
    following["width"]()
    assert value(hand, name, "height") == 300
    menu(hand, hand.field(name, "height"))["Set height no longer by the parameter width"]()
    assert hand.graph.parameters["width"].to == (Wire(name, "width"),)
    menu(hand, hand.field(name, "width"))["Set width no longer by the parameter width"]()
    assert hand.graph.parameters == {}


def test_the_command_line_name_is_copied_as_a_shell_takes_it(hand):
    name = add(hand, "format_text", template="it's {a}")
    menu(hand, hand.field(name, "template"))["Copy command-line name"]()
    assert QGuiApplication.clipboard().text() == f"""--set {name}.template='it'"'"'s {{a}}'"""
    assert command_line_name("resize", "width", 300, "side") == "--side 300"
    assert command_line_name("load_image", "path", None) == "--set load_image.path="


def test_backspace_over_a_field_resets_it(hand):
    name = add(hand, "gaussian_blur", sigma_x=5.0)
    hand.view.pointed = lambda: hand.field(name, "sigma_x")  # where the mouse is, on a screen without one
    hand.view.setFocus()
    hand.key(Qt.Key.Key_Backspace)
    assert hand.graph.nodes[name].set == {}


def test_presets_keep_the_values_of_a_node_for_others_of_its_type(hand):
    name = add(hand, "gaussian_blur", sigma_x=5.0)
    entries = dict(entry for entry in menu(hand, hand.on(name))["Presets"] if entry is not None)
    entries["Keep these values…"]()
    dialog = hand.window.document.findChild(QInputDialog)
    dialog.setTextValue("Soft")
    dialog.accept()
    other = add(hand, "gaussian_blur", sigma_y=9.0)
    entries = dict(entry for entry in menu(hand, hand.on(other))["Presets"] if entry is not None)
    entries["Soft"]()
    assert hand.graph.nodes[other].set == {"sigma_x": 5.0}
    dict(entries["Forget"])["Soft"]()
    assert "Soft" not in dict(entry for entry in menu(hand, hand.on(other))["Presets"] if entry is not None)


def editors():
    """One input for each editor that there is: (node, port)."""
    found = {}
    for spec in SPECS.values():
        for port in spec.inputs:
            kind = port.kind
            if isinstance(kind, LIVE_KINDS) and not isinstance(kind, Truth) and not port.stream and not port.when:
                about = type(kind), getattr(kind, "lines", 0), getattr(kind, "role", 0), getattr(kind, "what", 0)
                found.setdefault((*about, port.optional), (spec.id, port.name))
    return sorted(found.values())


@pytest.mark.parametrize(("kind", "port"), editors())
def test_a_field_that_is_opened_and_left_changes_nothing(hand, kind, port):
    name = add(hand, kind)
    before = hand.graph
    hand.window.fields.open(hand.view, name, port)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    for dialog in hand.view.findChildren(QColorDialog):
        dialog.reject()
    area = hand.view.viewport()
    for editor in (*area.findChildren(QLineEdit), *area.findChildren(QPlainTextEdit)):
        hand.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert hand.graph is before
    assert hand.view.hasFocus()


def test_a_drag_across_a_field_of_a_collapsed_node_only_moves_it(hand):
    name = add(hand, "gaussian_blur")
    hand.window.session.edit("Collapse", lambda graph: edit.restyle(graph, [name], collapsed=True))
    item = hand.window.scene_.items_[name]
    place = item.pos() + QPointF(item.shape_.width - 40, item.shape_.height - 6)
    hand.drag(place, place + QPointF(50, 0))
    assert hand.graph.nodes[name].set == {}
    assert hand.view.viewport().findChild(QLineEdit) is None
    assert hand.view.mapFromScene(item.pos()) != QPoint()


def test_a_text_is_read_whole_while_it_is_written_and_where_the_mouse_rests(hand):
    text = "{name}_{scale}x_" + "a long tail of words " * 3
    name = add(hand, "save_image", template=text)
    item = hand.window.scene_.items_[name]
    assert text in item.tip_at(hand.field(name, "template") - item.pos())
    hand.click(hand.field(name, "template"))
    editor = line(hand)
    narrow = editor.width()
    assert editor.fontMetrics().horizontalAdvance(text) < narrow
    hand.qtbot.keyClick(editor, Qt.Key.Key_End)
    hand.qtbot.keyClicks(editor, " and more of them")
    assert editor.fontMetrics().horizontalAdvance(editor.text()) < editor.width()
    hand.qtbot.keyClicks(editor, " and more of them" * 20)
    assert hand.view.viewport().rect().contains(editor.geometry())


def test_a_name_that_is_taken_from_the_source_is_written_from_nothing_and_given_back_by_nothing(hand):
    hand.click(hand.field("save_image", "name"))
    assert (line(hand).text(), line(hand).placeholderText()) == ("", "automatic")
    hand.qtbot.keyClick(line(hand), Qt.Key.Key_Return)
    assert "name" not in hand.graph.nodes["save_image"].set
    for typed, found in (("cat", "cat"), ("", "picture")):
        write(hand, "save_image", "name", typed)
        assert value(hand, "save_image", "name") == found
    assert "name" not in hand.graph.nodes["save_image"].set


def test_a_dialog_about_a_file_begins_where_the_last_one_of_its_kind_was_chosen(hand, tmp_path, monkeypatch):
    asked = []

    def answer(parent, title, begin, *_):
        asked.append(Path(begin))
        return str(asked_for), ""

    for name in ("getOpenFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, answer)
    kept = hand.window.files.kept
    model, picture = tmp_path / "models" / "large.pth", tmp_path / "pictures" / "cat.png"
    for path in (model, picture):
        path.parent.mkdir()
        path.touch()
    kinds = {model: PathKind(what="model"), picture: PathKind(what="image")}
    for asked_for, kind in kinds.items():
        browse(hand.view, kept, kind, "Choose", "")
        remember_path(kept, kind, str(asked_for))
    for asked_for, kind in kinds.items():
        browse(hand.view, Kept(), kind, "Choose", "")
        assert asked[-1] == asked_for.parent
        browse(hand.view, kept, kind, "Choose", str(tmp_path / "now.png"))
        assert asked[-1] == tmp_path / "now.png"
    model.unlink()
    model.parent.rmdir()
    assert hand.window.session.save(tmp_path / "graphs.ng")
    browse(hand.view, kept, kinds[model], "Choose", "")
    assert asked[-1] == tmp_path
    asked_for = ""
    hand.window.beginning.upscale(None)
    assert asked[-1] == picture.parent
