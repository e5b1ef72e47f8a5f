"""Texts in the person's language: English stands in the code, other languages in `resources/languages`.

`tr("Add {name}", name=...)` gives a text with its values put in; `trn("1 file", "%n files", n)` one that counts. Both
take literal texts only: `packaging/languages.py` gathers them into Qt's `.ts` files, which translators edit.
"""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFontDatabase

from nodegraph.core.places import resources

CONTEXT, PORTS, CHOICES, GROUPS = "nodegraph", "ports", "choices", "groups"
"""Texts of the window; names of the node library: of ports, of what can be chosen there, of groups within families."""


class Language(NamedTuple):
    """A language that the window speaks."""

    code: str
    """As Qt names it."""
    name: str
    """In itself."""
    script: QFontDatabase.WritingSystem


LANGUAGES = (
    Language("en", "English", QFontDatabase.WritingSystem.Latin),
    Language("de", "Deutsch", QFontDatabase.WritingSystem.Latin),
    Language("zh_CN", "简体中文", QFontDatabase.WritingSystem.SimplifiedChinese),
)
_installed: list[QTranslator] = []


def tr(text: str, /, **values: object) -> str:
    """Return a text in the person's language; `{name}` in it becomes `values["name"]`."""
    found = QCoreApplication.translate(CONTEXT, text)
    return found.format(**values) if values else found


def trn(one: str, many: str, /, count: int, **values: object) -> str:
    """Return the text for a count: `one` for 1, else `many`, in which `%n` becomes the count."""
    found = QCoreApplication.translate(CONTEXT, many, "", count)
    if found == many.replace("%n", str(count)) and count == 1:
        found = one
    return found.format(**values) if values else found


def mark(text: str, /) -> str:
    """Return the text as it is: it is gathered for translation here and translated where it is shown, by `shown`."""
    return text


def shown(text: str, /) -> str:
    """Return a text that was marked elsewhere in the person's language; one that was not stays as it is."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""


def named(context: str, name: str, /) -> str:
    """Return a name of the node library in the person's language, of a plugin as it is; `_` stands for a space."""
    words = name.replace("_", " ")
    return QCoreApplication.translate(context, words) if words else ""


def wished(code: str) -> Language:
    """Return the language of a code; for the empty one the system's, or English where we do not speak that."""
    codes = [code] if code else [*QLocale().uiLanguages(QLocale.TagSeparator.Underscore), QLocale().name()]
    for name in codes:
        for language in LANGUAGES:
            if name == language.code or name.partition("_")[0] == language.code.partition("_")[0]:
                return language
    return LANGUAGES[0]


def install(app: QCoreApplication, language: Language) -> bool:
    """Speak a language from now on, Qt's own dialogs too; widgets that are there keep theirs.

    Returns whether all of it was found: translations and, for its script, a font.
    """
    for old in _installed:
        app.removeTranslator(old)
    _installed.clear()
    QLocale.setDefault(QLocale(language.code))
    if language.code == "en":
        return True
    found = True
    for folder, name in (
        (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{language.code}"),
        (str(resources() / "languages"), f"nodegraph_{language.code}"),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            _installed.append(translator)
        else:
            found = False
    return found and has_font(language)


def has_font(language: Language) -> bool:
    """Return whether a font for its script is installed; without one its texts are boxes."""
    return bool(QFontDatabase.families(language.script))
