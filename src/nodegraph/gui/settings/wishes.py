"""The settings while the window lives: each change is kept at once and told to whom it concerns."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from nodegraph.gui.keep import Kept
from nodegraph.gui.settings.choices import NAMES, Choices, Environment, default_of, read_choices


class Wishes(QObject):
    """The settings, beside the file that they lie in."""

    changed = Signal(str)
    """The setting of this name is another one now."""

    def __init__(self, kept: Kept, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept = kept
        self.choices: Choices = read_choices(kept.values)
        self.environment = Environment()
        self.environment.apply(self.choices)

    def put(self, name: str, value: Any) -> None:
        """Change a setting; one that is at its default is not in the file."""
        found = self.choices.put(name, value)
        if found == self.choices:
            return
        self.choices = found
        value = getattr(found, name)
        if value == default_of(name):
            self.kept.drop(name)
        else:
            self.kept.put(name, value)
        self.changed.emit(name)

    def reset(self) -> None:
        """Put all settings back at their defaults."""
        for name in NAMES:
            self.put(name, default_of(name))

    @property
    def shortcuts(self) -> dict[str, str]:
        """Keys that were changed, by the English text of their action; an empty one means none."""
        found = self.kept.get("shortcuts", {})
        return {name: key for name, key in found.items() if isinstance(key, str)}

    def put_shortcut(self, action: str, key: str | None) -> None:
        """Change the key of an action; `None`: it has its own again."""
        found = {name: keys for name, keys in self.shortcuts.items() if name != action}
        if key is not None:
            found[action] = key
        self.kept.put("shortcuts", found)
        self.changed.emit("shortcuts")
