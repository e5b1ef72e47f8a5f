"""From bytes to JSON data, strictly: what is refused is refused with a sentence that names the place."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from nodegraph.core.errors import FileRefused

MAX_BYTES = 64 * 2**20
MAX_DEPTH = 64
_LOW, _HIGH = -(2**63), 2**63 - 1


class _Bad(NamedTuple):
    """Stands in the data for something that is refused, until its place is known."""

    why: str


def parse(data: bytes, name: str) -> dict[str, Any]:
    """Return the JSON object in `data`; `name` is the file's name in sentences. Raises `FileRefused`."""
    if len(data) > MAX_BYTES:
        raise FileRefused(f"{name} is larger than 64 MiB, which no graph file is.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(f"{name} is no graph file: byte {error.start} is no UTF-8 text; name a .ng file.") from None
    if not text.strip():
        raise FileRefused(f"{name} is empty; a graph file is JSON.")
    try:
        found = json.loads(
            text, object_pairs_hook=_pairs, parse_constant=_constant, parse_int=_integer, parse_float=_number
        )
    except json.JSONDecodeError as error:
        raise FileRefused(_explain(error, text, name)) from None
    except RecursionError:
        raise FileRefused(f"{name} nests deeper than {MAX_DEPTH} levels.") from None
    for path, depth, value in _walk(found):
        if depth > MAX_DEPTH:
            raise FileRefused(f"{place(name, path)} nests deeper than {MAX_DEPTH} levels.")
        if isinstance(value, _Bad):
            raise FileRefused(f"{place(name, path)}: {value.why}.")
    if not isinstance(found, dict):
        raise FileRefused(f"{name} is no graph file: it holds no JSON object.")
    return found


def place(name: str, path: tuple[str, ...]) -> str:
    """Return a place in a file in words: `cat.ng, node 'resize', port 'width'`."""
    words = [name]
    match path:
        case ("nodes", node, "set" | "in", port, *_):
            words += [f"node {node!r}", f"port {port!r}"]
        case ("nodes", node, key, *_):
            words += [f"node {node!r}", repr(key)]
        case ("nodes", node):
            words.append(f"node {node!r}")
        case ("parameters", parameter, *_):
            words.append(f"parameter {parameter!r}")
        case (key, *_):
            words.append(repr(key))
    return ", ".join(words)


def _pairs(pairs: list[tuple[str, Any]]) -> Any:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        return _Bad(f"{twice!r} is given twice")
    return found


def _constant(text: str) -> Any:
    return _Bad(f"{text} is no number a graph can hold")


def _integer(text: str) -> Any:
    if len(text) <= len(str(_LOW)):
        number = int(text)
        if _LOW <= number <= _HIGH:
            return number
    return _Bad(f"the number {_short(text)} does not fit into 64 bits")


def _number(text: str) -> Any:
    number = float(text)
    return number if abs(number) < float("inf") else _Bad(f"the number {_short(text)} does not fit into 64 bits")


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:20]}..."


def _explain(error: json.JSONDecodeError, text: str, name: str) -> str:
    if error.msg.startswith("Unterminated string") or error.pos >= len(text.rstrip()):
        return f"{name} ends in the middle, in line {error.lineno}: it was not written to its end."
    return f"{name} is no graph file: {error.msg} in line {error.lineno}, column {error.colno}."


def _walk(value: Any) -> Iterator[tuple[tuple[str, ...], int, Any]]:
    """Yield everything in the data with its path (the first four steps) and depth, without recursion."""
    waiting: list[tuple[tuple[str, ...], int, Any]] = [((), 0, value)]
    while waiting:
        path, depth, value = waiting.pop()
        if isinstance(value, dict):
            depth += 1
            for key, inner in value.items():
                waiting.append((path if len(path) == 4 else (*path, key), depth, inner))
        elif isinstance(value, list):
            depth += 1
            waiting += [(path, depth, inner) for inner in value]
        yield path, depth, value
