"""Every text of the window is marked and translated, placeholders agree, and the window speaks as it is told to."""

import ast
import importlib.util
import re
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

import nodegraph.gui
from nodegraph.core.facts import ModelFact, PictureFact, StreamFact, describe
from nodegraph.core.places import resources
from nodegraph.core.ports import (
    AnyKind,
    Choice,
    ColorKind,
    ImageKind,
    ModelKind,
    Number,
    PathKind,
    Text,
    Truth,
    kind_name,
)
from nodegraph.core.registry import known_specs
from nodegraph.gui import languages
from nodegraph.gui.bykeys import spoken
from nodegraph.gui.languages import CHOICES, GROUPS, LANGUAGES, PORTS, install, tr, trn, wished
from nodegraph.gui.panels.help import help_of
from nodegraph.gui.panels.search import matches
from nodegraph.gui.settings.choices import RUNTIMES
from nodegraph.gui.wording import FACTS, KINDS, end_words, fact_words

FOLDER = resources() / "languages"
SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "languages.py"
FOREIGN = [language.code for language in LANGUAGES if language.code != "en"]
IN_ALL = pytest.mark.parametrize("code", FOREIGN)


@pytest.fixture(scope="module")
def script():
    """The script that gathers texts and compiles translations."""
    spec = importlib.util.spec_from_file_location("packaging_languages", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def speak(qapp):
    """Speaks a language for one test."""
    yield lambda code: install(qapp, wished(code))
    install(qapp, wished("en"))


def fields(text):
    """The placeholders of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name} | ({"%n"} if "%n" in text else set())


# ---- the files ----


@IN_ALL
def test_every_text_is_translated(script, code):
    translations = script.read(FOLDER / f"nodegraph_{code}.ts")
    missing = [text.source for text in script.texts() if not all(translations.get(text.key, [""]))]
    assert missing == [], "run packaging/languages.py and translate these in resources/languages"


@IN_ALL
def test_nothing_is_translated_that_is_gone(script, code):
    known = {text.key for text in (*script.texts(), *script.labels(), *script.names())}
    assert [key for key in script.read(FOLDER / f"nodegraph_{code}.ts") if key not in known] == []


@IN_ALL
def test_all_names_in_the_node_library_are_translated(script, code):
    """Labels, ports, choices and groups of nodes."""
    translations = script.read(FOLDER / f"nodegraph_{code}.ts")
    missing = [text.key for text in (*script.labels(), *script.names()) if not all(translations.get(text.key, [""]))]
    assert missing == [], "run packaging/languages.py and translate these in resources/languages"


def test_names_that_are_used_are_those_that_are_gathered(script):
    gathered = {text.key for text in script.names()}
    specs = known_specs().values()
    used = {(PORTS, port.name) for spec in specs for port in (*spec.inputs, *spec.outputs)}
    kinds = [port.kind for spec in specs for port in spec.inputs]
    used |= {(CHOICES, option) for kind in kinds if isinstance(kind, Choice) for option in kind.options}
    used |= {(GROUPS, group) for spec in specs for group in spec.category[1:2]}
    assert {(context, name.replace("_", " ")) for context, name in used} == gathered


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (PictureFact(1920, 1080, 3, "16"), "1920x1080 RGB 16 Bit"),
        (PictureFact(2, 3, 1, "half"), "2x3 Grau halb"),
        (ModelFact(), "ein Modell"),
        (None, "unbekannt"),
        (StreamFact(PictureFact(), 12), "12 Elemente: ein Bild"),
        (StreamFact(None, 1), "1 Element"),
        (StreamFact(None, 3, exact=False), ">= 3 Elemente"),
        (StreamFact(None), "einige Elemente"),
    ],
)
def test_what_is_known_is_told_in_german(speak, fact, said):
    speak("de")
    assert fact_words(fact) == said


def test_all_that_facts_say_is_marked():
    heard = set()
    facts = [PictureFact(1, 1, 1, depth) for depth in ("8", "half", "float")]
    facts += [None, PictureFact(), ModelFact(), StreamFact(ModelFact(), 1), StreamFact(None), StreamFact(None, 2)]
    for fact in facts:
        describe(fact, lambda words: heard.add(words) or words)
    assert heard - set(KINDS) == set(FACTS)


def test_every_kind_of_port_has_words():
    kinds = (ImageKind(), ModelKind(), Number(), Number(integer=True), Text(), Truth(), Choice(("a",)), ColorKind(),
             PathKind(role="folder"), PathKind(role="open"), AnyKind())  # fmt: skip
    assert {kind_name(kind) for kind in kinds} == set(KINDS)


@IN_ALL
def test_placeholders_agree(script, code):
    for (_, source), forms in script.read(FOLDER / f"nodegraph_{code}.ts").items():
        for form in forms[-1:]:
            assert fields(form) == fields(source), source
        for form in forms[:-1]:  # of a plural: one may be said in a word
            assert fields(form) | {"%n"} == fields(source) | {"%n"}, source


@IN_ALL
def test_ends_of_texts_agree(script, code):
    """Where English has an ellipsis or a colon at the end, so has the translation."""
    for (_, source), forms in script.read(FOLDER / f"nodegraph_{code}.ts").items():
        for ending in ("…", ":"):
            if source.endswith(ending):
                assert all(form.endswith((ending, "：")) for form in forms), source


@IN_ALL
def test_plurals_have_as_many_forms_as_the_language(script, code):
    count = {"de": 2, "zh_CN": 1}[code]
    translations = script.read(FOLDER / f"nodegraph_{code}.ts")
    for text in script.texts():
        assert len(translations[text.key]) == (count if text.plural else 1), text.source


@IN_ALL
def test_what_the_program_reads_is_what_translators_wrote(script, code, tmp_path):
    script.compile_(FOLDER / f"nodegraph_{code}.ts", tmp_path / "made.qm")
    assert (tmp_path / "made.qm").read_bytes() == (FOLDER / f"nodegraph_{code}.qm").read_bytes()


def test_gathering_keeps_translations_and_drops_what_is_gone(script, tmp_path):
    file = tmp_path / "nodegraph_de.ts"
    texts = [script.Text("Run", False, ("a.py",)), script.Text("%n files", True, ("b.py",))]
    script.write(file, "de", texts, {("nodegraph", "Run"): ["Los"], ("nodegraph", "Gone"): ["Weg"]})
    assert script.read(file) == {("nodegraph", "Run"): ["Los"]}
    assert 'type="unfinished"' in file.read_text()


# ---- the code ----

SHOWING = {
    "setText", "setWindowTitle", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setPlaceholderText",
    "addAction", "addMenu", "addTab", "tell", "say", "setLabelText", "setTitle", "setInformativeText",
    "setHeaderLabels", "QLabel", "QPushButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox", "QMenu",
    "QDockWidget", "showMessage", "showText", "tell_at", "edit", "getOpenFileName", "getOpenFileNames",
    "getSaveFileName", "getExistingDirectory", "question", "setHtml", "QLineEdit", "emit",
}  # fmt: skip
"""Functions that show what they are given."""
NAMES = {"Nodegraph", "shortcuts", "autosave_s"}
"""Names of the program and of settings, which are the same in every language."""


def literal(node):
    """The words in an expression that are not translated."""
    if isinstance(node, ast.Call | ast.Lambda | ast.Subscript | ast.Compare | ast.Dict):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        words = set(re.findall(r"[A-Za-z_]{2,}", re.sub(r"<[^>]*>", "", node.value)))
        if words - NAMES:
            yield node.value
    for child in ast.iter_child_nodes(node):
        yield from literal(child)


def test_no_text_is_shown_that_is_not_marked():
    package = Path(nodegraph.gui.__file__).parent
    found = []
    for path in sorted(package.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name not in SHOWING:
                continue
            shown = [*call.args, *(word.value for word in call.keywords if word.arg in ("text", "placeholderText"))]
            found += [f"{path.name}:{call.lineno}: {text!r}" for argument in shown for text in literal(argument)]
    assert found == []


# ---- the window ----


def test_german_menus_stand_in_a_german_window(speak, new_window):
    speak("de")
    window = new_window()
    menus = [action.text() for action in window.menuBar().actions()]
    assert [text.replace("&", "") for text in menus[:3]] == ["Datei", "Bearbeiten", "Knoten"]
    assert window.actions_["Save"].text() == "Speichern"
    assert window.docks.widgets["Problems"].windowTitle() == "Probleme"
    assert any(label.text().startswith("Bilder, Ordner") for label in window.findChildren(QLabel))


def test_steps_of_the_history_and_counts_are_german_too(speak, hand):
    speak("de")
    hand.window.scene_.select(["load_image", "upscale"])
    hand.window.actions_["Delete"].trigger()
    assert hand.window.session.undo_name == "2 Knoten löschen"
    assert hand.window.actions_["Undo"].text() == "Rückgängig: 2 Knoten löschen"


def test_nodes_are_called_and_found_in_both_languages(speak, hand):
    speak("de")
    found = [spec.id for spec in matches(hand.window.specs.values(), "Größe")]
    assert "resize" in found
    assert matches(hand.window.specs.values(), "resize")[0].id == "resize"
    assert hand.window.scene_.items_["load_image"].title == "Bild laden"
    for family in ("Kanal", "channel", "Weichzeichner", "blur"):
        assert any(spec.category[0] in ("channel", "filter") for spec in matches(hand.window.specs.values(), family))


def test_ports_and_choices_are_german_and_files_stay_english(speak, hand):
    speak("de")
    spec = hand.window.specs["upscale"]
    text = help_of(spec)
    assert "Kacheln" in text
    assert "automatisch, Größe, keine" in text
    hand.window.scene_.select(["upscale"])
    hand.click(hand.field("upscale", "tiles"))
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == ["automatisch", "Größe", "keine"]
    menu.actions()[2].trigger()
    menu.close()
    assert hand.graph.nodes["upscale"].set == {"tiles": "none"}
    assert "upscale.tiles: none" in hand.view.tip_at(hand.field("upscale", "tiles"))
    assert "Kacheln: keine" in spoken(hand.window.scene_.items_["upscale"], hand.window.session.called)


def test_a_chinese_window_is_chinese(speak, new_window):
    speak("zh_CN")
    assert [action.text() for action in new_window().menuBar().actions()][:2] == ["文件(&F)", "编辑(&E)"]


def test_qt_speaks_along(speak, qapp):
    speak("de")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


@pytest.mark.parametrize(("count", "text"), [(1, "1 file"), (0, "0 files"), (3, "3 files")])
def test_english_counts_without_a_file(count, text):
    assert trn("1 file", "%n files", count) == text


def test_values_with_braces_are_put_in_as_they_are():
    assert tr("Add {what}", what="{x}") == "Add {x}"


@pytest.mark.parametrize(("code", "found"), [("de", "de"), ("zh_CN", "zh_CN"), ("en", "en"), ("xx", "en")])
def test_a_language_that_we_do_not_speak_is_english(code, found):
    assert wished(code).code == found


class Marker(QTranslator):
    """Translates each text of ours into itself in brackets."""

    def isEmpty(self):  # noqa: N802 - Qt's name
        return False

    def translate(self, context, text, disambiguation=None, n=-1):
        return f"⟦{text.replace('%n', str(n))}⟧" if context == languages.CONTEXT else ""


@pytest.fixture
def marked(qapp):
    """All texts that pass the translation are in brackets."""
    translator = Marker()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


SAME = {"", "Nodegraph", "English", "Deutsch", "简体中文", *(name for key, name in RUNTIMES.items() if key != "auto")}


def texts_of(window):
    """All that the widgets of a window show, with where."""
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.objectName().startswith("qt_"):
            continue
        yield widget, widget.toolTip()
        yield widget, widget.accessibleName()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget, widget.text()
        if isinstance(widget, QLineEdit):
            yield widget, widget.placeholderText()
        if isinstance(widget, QComboBox):
            for index in range(widget.count()):
                yield widget, widget.itemText(index)


def test_all_that_a_window_shows_passes_the_translation(marked, new_window):
    window = new_window()
    dialog = window.applying.show_dialog()
    tour = window.beginning.tour()
    alien = set()
    for root in (window, dialog, tour.bubble):
        for widget, text in texts_of(root):
            words = re.search(r"[A-Za-z]{3,}", re.sub(r"⟦.*⟧|<[^>]*>", "", text, flags=re.DOTALL))
            if words and text not in SAME and not text.startswith("/"):
                alien.add((type(widget).__name__, text))
    for menu in window.menuBar().actions():
        for action in menu.menu().actions():
            if action.text() and "⟦" not in action.text():
                alien.add(("menu", action.text()))
    assert sorted(alien) == []


def test_the_end_of_the_engine_is_told_in_german_with_its_last_line_as_it_is(speak):
    speak("de")
    assert end_words("The engine was killed by SIGKILL.") == "Die Engine wurde durch SIGKILL beendet."
    assert end_words("The engine was killed by SIGSEGV: driver lost.").endswith("SIGSEGV beendet: driver lost.")
    assert end_words("The engine ended with code 3.") == "The engine ended with code 3."
