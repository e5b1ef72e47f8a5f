"""The settings dialog changes what it shows, at once: looks, keys, autosave, engine; what cannot be so says it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSpinBox

from nodegraph.core.messages import DeviceFact, Devices
from nodegraph.gui.settings.choices import Choices
from nodegraph.gui.settings.fields import ChoiceField, FolderField, NumberField


@pytest.fixture
def dialog(hand):
    hand.window.link.answers[Devices] = Devices(0, (DeviceFact("cpu", "A processor"), DeviceFact("cuda:0", "A card")))
    hand.window.actions_["Settings…"].trigger()
    return hand.window.applying.show_dialog()


def field(dialog, kind, name):
    return next(found for found in dialog.findChildren(kind) if found._name == name)


def choose(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_colors_change_at_once(hand, dialog):
    for name in ("light", "contrast", "dark"):
        choose(field(dialog, ChoiceField, "theme"), name)
        assert hand.window.theme.name == name
        assert hand.window.scene_.theme.name == name
        assert QApplication.instance().palette().window().color().name() == hand.window.theme.box
    assert hand.window.files.kept.get("theme", "") == "dark"


def test_size_and_language_say_that_they_wait_for_the_next_start(dialog):
    for name in ("scale", "language"):
        assert "starts again" in field(dialog, ChoiceField, name).accessibleDescription()


def test_devices_are_those_that_the_engine_names_and_reach_the_next_run(hand, dialog):
    box = field(dialog, ChoiceField, "device")
    assert [box.itemData(index) for index in range(box.count())] == ["auto", "cpu", "cuda:0"]
    choose(box, "cuda:0")
    choose(field(dialog, ChoiceField, "precision"), "fp16")
    field(dialog, NumberField, "stream_mib").setValue(256)
    hand.window.running.run_all()
    _, settings = hand.window.link.ran[0][:2]
    assert (settings.device, settings.precision, settings.window) == ("cuda:0", "fp16", 256 << 20)


def test_a_device_that_is_gone_is_still_shown_as_what_is_chosen(hand):
    hand.window.settings.put("device", "cuda:7")
    hand.window.link.answers[Devices] = Devices(0, (DeviceFact("cpu", "A processor"),))
    box = field(hand.window.applying.show_dialog(), ChoiceField, "device")
    assert box.currentData() == "cuda:7"


def test_what_the_engine_reads_when_it_starts_makes_it_start_again(hand, dialog, monkeypatch, tmp_path):
    monkeypatch.setattr(hand.window.settings.environment, "_given", set())
    for name in Choices().environment():
        monkeypatch.setenv(name, "")
    field(dialog, NumberField, "pixels_mib").setValue(64)
    assert hand.window.link.renewed == 1
    line = field(dialog, FolderField, "cache_folder").line
    line.setText(str(tmp_path))
    line.editingFinished.emit()
    assert hand.window.link.renewed == 2
    field(dialog, NumberField, "autosave_s").setValue(7)
    assert hand.window.link.renewed == 2


def test_a_variable_from_outside_is_named_and_its_field_cannot_be_changed(dialog):
    # The tests' own cache folder is given so.
    found = field(dialog, FolderField, "cache_folder")
    assert not found.isEnabled()
    assert any("NODEGRAPH_CACHE" in label.text() for label in dialog.findChildren(QLabel))


def test_autosave_follows(hand, dialog):
    field(dialog, NumberField, "autosave_s").setValue(7)
    assert hand.window.files._timer.interval() == 7000


def test_a_folder_that_is_not_there_is_not_taken(hand, dialog, tmp_path):
    found = field(dialog, FolderField, "models_folder")
    found.line.setText(str(tmp_path / "nothing"))
    found.line.editingFinished.emit()
    assert hand.window.settings.choices.models_folder == ""
    found.line.setText(str(tmp_path))
    found.line.editingFinished.emit()
    assert hand.window.settings.choices.models_folder == str(tmp_path)
    found.line.clear()
    assert hand.window.settings.choices.models_folder == ""


def test_fields_follow_a_reset(hand, dialog):
    choose(field(dialog, ChoiceField, "theme"), "light")
    field(dialog, NumberField, "cache_gib").setValue(33)
    hand.window.settings.reset()
    assert field(dialog, ChoiceField, "theme").currentData() == "system"
    assert field(dialog, NumberField, "cache_gib").value() == 4


def test_pages_are_reached_by_keys_and_closing_forgets_the_dialog(hand, dialog):
    dialog.list.setFocus()
    for page in range(1, dialog.pages.count()):
        hand.qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
        assert dialog.pages.currentIndex() == page
    with hand.qtbot.waitSignal(dialog.destroyed):
        hand.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert hand.window.applying.show_dialog() is not dialog


def test_answers_that_come_after_the_dialog_was_closed_harm_nothing(hand):
    dialog = hand.window.applying.show_dialog()
    kept = []
    hand.window.link.ask = lambda question, reply, then: kept.append(then)
    with hand.qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    dialog = hand.window.applying.show_dialog()
    with hand.qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    kept[0](Devices(0, ()))


def test_a_broken_file_is_told_also_beside_what_was_left_behind(state, new_window):
    left = state / "open" / "1-a"
    left.mkdir(parents=True)
    (left / "open.json").write_text('[{"path": "/gone.ng", "file": ""}]')
    (state / "settings.json").write_text("{")
    told = new_window().banner.label.text()
    assert "a graph was open" in told
    assert "settings.broken.json" in told


# ---- shortcuts ----


def press(hand, dialog, action, keys):
    dialog.shortcuts.select(action)
    dialog.shortcuts.key.setKeySequence(QKeySequence(keys))
    dialog.shortcuts.key.editingFinished.emit()


def test_an_action_gets_another_key_which_works_and_is_kept(hand, dialog, new_window):
    press(hand, dialog, "Bypass", "Ctrl+Shift+B")
    assert hand.window.actions_["Bypass"].shortcut().toString() == "Ctrl+Shift+B"
    hand.window.scene_.select(["upscale"])
    dialog.close()
    hand.window.activateWindow()
    hand.qtbot.waitUntil(hand.window.isActiveWindow)
    hand.qtbot.keyClick(
        hand.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    hand.qtbot.waitUntil(lambda: hand.graph.nodes["upscale"].bypassed)
    assert new_window().actions_["Bypass"].shortcut().toString() == "Ctrl+Shift+B"


def test_a_key_that_is_taken_is_refused_with_the_name_of_its_action(hand, dialog):
    press(hand, dialog, "Bypass", "Ctrl+N")
    assert "New" in dialog.shortcuts.told.text()
    assert hand.window.actions_["Bypass"].shortcut().toString() == "B"
    assert hand.window.settings.shortcuts == {}


def test_a_key_can_be_cleared_given_to_another_action_and_all_reset(hand, dialog):
    press(hand, dialog, "New", "")
    press(hand, dialog, "Bypass", "Ctrl+N")
    assert hand.window.actions_["New"].shortcut().isEmpty()
    assert hand.window.actions_["Bypass"].shortcut().toString() == "Ctrl+N"
    dialog.shortcuts.all.click()
    assert hand.window.actions_["New"].shortcut().toString() == "Ctrl+N"
    assert hand.window.actions_["Bypass"].shortcut().toString() == "B"
    assert hand.window.settings.shortcuts == {}


def test_the_own_key_is_not_given_back_while_another_action_has_it(hand, dialog):
    press(hand, dialog, "New", "")
    press(hand, dialog, "Bypass", "Ctrl+N")
    dialog.shortcuts.select("New")
    dialog.shortcuts.own.click()
    assert "Bypass" in dialog.shortcuts.told.text()
    assert hand.window.actions_["New"].shortcut().isEmpty()


def test_actions_are_found_by_name_and_by_key(dialog):
    tree = dialog.shortcuts.list
    for text in ("bypass", "f5"):
        dialog.shortcuts.search.setText(text)
        rows = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
        assert 0 < sum(not row.isHidden() for row in rows) < 5


def test_no_two_actions_have_the_same_key(hand):
    keys = [key for key in hand.window.applying.own_keys.values() if key]
    assert sorted(keys) == sorted(set(keys))


def test_all_fields_can_be_reached_and_are_named(dialog):
    for kind in (QComboBox, QSpinBox):
        for found in dialog.findChildren(kind):
            assert found.accessibleName()
            assert found.focusPolicy() & Qt.FocusPolicy.TabFocus
