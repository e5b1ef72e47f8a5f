"""A problem: what is wrong with a graph, a node or a plugin, as data that can be shown."""

from typing import Literal

import msgspec


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing a person should know, with the place it belongs to."""

    message: str
    """One sentence: what, where, what to do."""
    node: str = ""
    port: str = ""
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = ".".join(part for part in (self.node, self.port) if part)
        return f"{place}: {self.message}" if place else self.message
