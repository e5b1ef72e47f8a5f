"""What a collapsed node says of itself in one line: what comes and goes, and the values that were set."""

from collections.abc import Mapping

import msgspec
from PySide6.QtCore import Qt

from nodegraph.core.facts import Fact, ModelFact, PictureFact, StreamFact
from nodegraph.core.graph import Node
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Choice, ImageKind, PathKind, Value, write_text
from nodegraph.gui.languages import shown
from nodegraph.gui.wording import choice_name, fact_words, port_name

_NOTHING_TOLD = ("unknown", "a picture", "a model")
_MOST = 3
"""Values that are told."""


def told(fact: Fact | None) -> str:
    """Return a fact in words; empty where they would say nothing."""
    if isinstance(fact, StreamFact):
        item = told(fact.item)
        if item and fact.length is not None:
            return f"{'' if fact.exact else '≥ '}{fact.length} × {item}"
        fact = fact if item else msgspec.structs.replace(fact, item=None)
    if isinstance(fact, ModelFact) and fact.name:
        # A node has no room for the architecture as well; which model it is matters most.
        fact = msgspec.structs.replace(fact, architecture=None)
    words = " ".join(fact_words(fact).split())
    return "" if words in map(shown, _NOTHING_TOLD) else words


def shortened(fact: Fact | None) -> Qt.TextElideMode:
    """Return where a fact's words are cut: of a picture the size tells most, which comes first."""
    one = fact.item if isinstance(fact, StreamFact) else fact
    return Qt.TextElideMode.ElideRight if isinstance(one, PictureFact) else Qt.TextElideMode.ElideMiddle


def shown_value(value: Value) -> str:
    """Return a value as it is read in a field: numbers with six digits, texts in one line."""
    if isinstance(value, float):
        return f"{value:.6g}"
    return "" if value is None else " ".join(write_text(value).split())


def key_info(node: Node, spec: NodeSpec, came: Mapping[str, Fact | None], facts: Mapping[str, Fact | None]) -> str:
    """Return the line. `came`: what is known at wired inputs; `facts`: at outputs."""
    parts = []
    main = spec.main
    gone = facts.get(main.name) if main is not None else None
    if told(gone):
        parts.append(_way(_picture(spec, came), gone))
    values = [_value(spec, port, value) for port, value in node.set.items() if port not in node.wires]
    return " · ".join([*parts, *(value for value in values if value)][: _MOST + len(parts)])


def _way(came: Fact | None, gone: Fact | None) -> str:
    """Return `1920x1080 RGB 16-bit → 7680x4320`, or only what goes out where the size stays."""
    before, after = _item(came), _item(gone)
    if isinstance(before, PictureFact) and isinstance(after, PictureFact) and told(before):
        size = (before.width, before.height), (after.width, after.height)
        if size[0] != size[1] and isinstance(after.width, int):
            return f"{told(before)} → {after.width}x{after.height}"
    return told(gone)


def _item(fact: Fact | None) -> Fact | None:
    return fact.item if isinstance(fact, StreamFact) else fact


def _picture(spec: NodeSpec, came: Mapping[str, Fact | None]) -> Fact | None:
    return next((came.get(port.name) for port in spec.inputs if isinstance(port.kind, ImageKind)), None)


def _value(spec: NodeSpec, port: str, value: Value) -> str:
    declared = spec.input(port)
    if declared is None:
        return ""
    words = shown_value(value)
    if isinstance(declared.kind, PathKind):
        return words.replace("\\", "/").rstrip("/").rpartition("/")[2]
    if isinstance(declared.kind, Choice):
        return choice_name(words)
    unit = getattr(declared.kind, "unit", "")
    return f"{port_name(port)} {words}{' ' if unit else ''}{unit}"
