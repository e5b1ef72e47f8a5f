"""Gathers the texts of the window into Qt's translation files, and compiles these: python packaging/languages.py.

Texts are found where `tr`, `trn`, `mark` and `Command` (`nodegraph.gui`) are called with literals, and as labels of the
nodes in `resources/specs.json`. New ones are added
to each `resources/languages/nodegraph_*.ts` as unfinished, those that are gone are taken out, translations stay. Edit
the files by hand or with Qt Linguist, then run this again: it writes the `.qm` beside each, which the program reads.
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


def read(path: Path) -> dict[str, list[str]]:
    """Return the translations in a `.ts` file by their source: one, or one for each number of a plural."""
    found = {}
    for message in ET.parse(path).getroot().iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.get("type") != "unfinished":
            forms = [form.text or "" for form in translation.findall("numerusform")]
            found[message.findtext("source", "")] = forms or [translation.text or ""]
    return found


def write(path: Path, language: str, gathered: list[Text], translations: dict[str, list[str]]) -> None:
    """Write a `.ts` file."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = "nodegraph"
    for text in gathered:
        message = ET.SubElement(context, "message", {"numerus": "yes"} if text.plural else {})
        for file in text.files:
            ET.SubElement(message, "location", filename=file)
        ET.SubElement(message, "source").text = text.source
        forms = translations.get(text.source, [])
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
    for path in sorted(LANGUAGES.glob("nodegraph_*.ts")):
        translations = read(path)
        write(path, path.stem.removeprefix("nodegraph_"), gathered, translations)
        compile_(path, path.with_suffix(".qm"))
        missing = [text.source for text in gathered if not any(translations.get(text.source, []))]
        print(f"{path.name}: {len(gathered) - len(missing)} of {len(gathered)}")
        for source in missing:
            print(f"  missing: {source!r}")


if __name__ == "__main__":
    main()
