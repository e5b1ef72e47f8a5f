"""Letters by which menus are opened with Alt: one for each, none twice."""

from PySide6.QtWidgets import QMenu, QMenuBar


def give_mnemonics(bar: QMenuBar) -> None:
    """Underline a letter of each menu's title; one without Latin letters gets that of its English name behind it."""
    taken: set[str] = set()
    for action in bar.actions():
        menu = action.menu()
        name = menu.objectName() if isinstance(menu, QMenu) else ""
        text = action.text().replace("&", "")
        own = next((index for index, letter in enumerate(text) if _free(letter, taken)), None)
        if own is not None:
            taken.add(text[own].lower())
            action.setText(f"{text[:own]}&{text[own:]}")
            continue
        letter = next((letter for letter in name if _free(letter, taken)), "")
        if letter:
            taken.add(letter.lower())
            action.setText(f"{text}(&{letter.upper()})")


def _free(letter: str, taken: set[str]) -> bool:
    return letter.isascii() and letter.isalpha() and letter.lower() not in taken
