"""Gathers the texts of the window into Qt's translation files, and compiles these: python packaging/languages.py.

Texts are found where `tr`, `trn`, `mark` and `Command` (`nodegraph.gui`) are called with literals, and in
`resources/specs.json`: labels of the nodes, and, in contexts of their own, names of ports, of what can be chosen there,
and of groups of nodes. New ones are added to each `resources/languages/nodegraph_*.ts` as unfinished, those that are
gone are taken out, translations stay. Edit the files by hand or with Qt Linguist, then run this again: it writes the
`.qm` beside each, which the program reads.
"""

import ast
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCES = REPOSITORY / "src" / "nodegraph" / "gui"
LANGUAGES = REPOSITORY / "resources" / "languages"
MARKS = ("tr", "trn", "mark", "Command")


class Text(NamedTuple):
    """A text to be translated."""

    source: str
    plural: bool
    files: tuple[str, ...]
    context: str = "nodegraph"

    @property
    def key(self) -> "Key":
        """What a translation is known by."""
        return self.context, self.source


Key = tuple[str, str]
"""Context and source of a text."""


def texts() -> list[Text]:
    """Return all marked texts, in the order of files and lines. Raises `ValueError` where one is no literal."""
    places: dict[tuple[str, bool], list[str]] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id not in MARKS:
                continue
            plural = call.func.id == "trn"
            text = call.args[1 if plural else 0]
            if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
                raise ValueError(f"{path.relative_to(REPOSITORY)}:{call.lineno}: only literal texts can be translated")
            name = path.relative_to(SOURCES).as_posix()
            found = places.setdefault((text.value, plural), [])
            if name not in found:
                found.append(name)
    return [Text(source, plural, tuple(files)) for (source, plural), files in places.items()]


def labels() -> list[Text]:
    """Return the labels of the node library."""
    specs = json.loads((REPOSITORY / "resources" / "specs.json").read_bytes())
    return [Text(label, False, ("specs.json",)) for label in sorted({spec["label"] for spec in specs.values()})]


def names() -> list[Text]:
    """Return the names of ports, choices and groups in the node library, each in its context."""
    specs = json.loads((REPOSITORY / "resources" / "specs.json").read_bytes()).values()
    ports = [port for spec in specs for port in (*spec["inputs"], *spec["outputs"])]
    found = {
        "ports": {port["name"] for port in ports},
        "choices": {option for port in ports for option in port["kind"].get("options", ())},
        "groups": {group for spec in specs for group in spec["category"][1:2]},
    }
    return [
        Text(words, False, ("specs.json",), context)
        for context, all_ in found.items()
        for words in sorted({name.replace("_", " ") for name in all_})
    ]


def read(path: Path) -> dict[Key, list[str]]:
    """Return the translations in a `.ts` file: one of each text, or one for each number of a plural."""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") != "unfinished":
                forms = [form.text or "" for form in translation.findall("numerusform")]
                key = context.findtext("name", ""), message.findtext("source", "")
                found[key] = forms or [translation.text or ""]
    return found


def write(path: Path, language: str, gathered: list[Text], translations: dict[Key, list[str]]) -> None:
    """Write a `.ts` file."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for text in gathered:
        if text.context not in contexts:
            contexts[text.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[text.context], "name").text = text.context
        context = contexts[text.context]
        message = ET.SubElement(context, "message", {"numerus": "yes"} if text.plural else {})
        for file in text.files:
            ET.SubElement(message, "location", filename=file)
        ET.SubElement(message, "source").text = text.source
        forms = translations.get(text.key, [])
        translation = ET.SubElement(message, "translation", {} if any(forms) else {"type": "unfinished"})
        if text.plural:
            for form in forms or [""]:
                ET.SubElement(translation, "numerusform").text = form
        elif forms:
            translation.text = forms[0]
    ET.indent(root, " " * 4)
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    path.write_text(head + ET.tostring(root, encoding="unicode") + "\n", encoding="utf-8")


def compile_(source: Path, target: Path) -> None:
    """Write the `.qm` of a `.ts` file."""
    release = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([release, "-silent", "-nounfinished", source, "-qm", target], check=True)


def main() -> None:
    """Bring all languages up to date and tell how far each is."""
    gathered = texts()
    known = {text.source for text in gathered}
    gathered += [text for text in labels() if text.source not in known]
    gathered += names()
    for path in sorted(LANGUAGES.glob("nodegraph_*.ts")):
        translations = read(path)
        write(path, path.stem.removeprefix("nodegraph_"), gathered, translations)
        compile_(path, path.with_suffix(".qm"))
        missing = [text.source for text in gathered if not any(translations.get(text.key, []))]
        print(f"{path.name}: {len(gathered) - len(missing)} of {len(gathered)}")
        for source in missing:
            print(f"  missing: {source!r}")


if __name__ == "__main__":
    main()
