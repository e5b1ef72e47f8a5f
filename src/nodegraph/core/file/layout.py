"""How JSON is laid out in a graph file: sorted keys, two spaces, one entry a line, plain lists in one line."""

import json
from typing import Any


def lay_out(value: Any, indent: str = "") -> str:
    """Return the JSON text of a value (nested 64 levels at most). Equal values give equal texts."""
    deeper = indent + "  "
    if isinstance(value, dict) and value:
        entries = [f"{deeper}{_scalar(key)}: {lay_out(value[key], deeper)}" for key in sorted(value)]
        return "{\n" + ",\n".join(entries) + f"\n{indent}}}"
    if isinstance(value, list | tuple):
        if any(isinstance(inner, dict | list | tuple) for inner in value):
            entries = [deeper + lay_out(inner, deeper) for inner in value]
            return "[\n" + ",\n".join(entries) + f"\n{indent}]"
        return "[" + ", ".join(_scalar(inner) for inner in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    # A name with bytes that are no UTF-8 (possible on Linux) holds lone surrogates, which JSON can only escape.
    return text if text.isascii() or _encodes(text) else json.dumps(value)


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
