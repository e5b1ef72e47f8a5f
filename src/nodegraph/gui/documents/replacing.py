"""Which files a run would replace, which it would write at all, and what the graph says about that."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from nodegraph.core import edit
from nodegraph.core.graph import Graph
from nodegraph.core.known import spec_of
from nodegraph.core.messages import Planned
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Choice, PathKind, Value
from nodegraph.gui.languages import tr

_PORT = "if_exists"
Wish = Literal["overwrite", "skip", "number"]


class Target(NamedTuple):
    """A file that a run would write."""

    node: str
    path: Path
    exists: bool
    replaced: bool
    """What is there goes: the node neither skips nor numbers."""
    settled: bool
    """The node has no say in it, so that it can neither skip nor number."""
    read: bool
    """The graph reads the very file."""


class Targets(NamedTuple):
    """All that a run would write, as far as names are known."""

    files: list[Target]
    unnamed: int
    """So many more files, of which no name was looked at."""

    @property
    def replaced(self) -> list[Target]:
        return [target for target in self.files if target.replaced]


def targets(planned: Planned, graph: Graph, specs: Mapping[str, NodeSpec]) -> Targets:
    """Return the files of a plan, with what is there already. Looks at each on the disk."""
    sources = _sources(graph, specs)
    files = []
    for name, paths in planned.targets.items():
        wish = _wish(graph, specs, name)
        for text in paths:
            path = Path(text)
            exists = path.exists()
            replaced = exists and wish in (None, "overwrite")
            files.append(Target(name, path, exists, replaced, wish is None, text in sources))
    unnamed = sum(count - len(planned.targets[name]) for name, count in planned.counts.items())
    return Targets(files, unnamed)


def in_words(target: Target) -> str:
    """Return what a run would do with a file."""
    if not target.exists:
        return tr("new")
    if not target.replaced:
        return tr("is skipped")
    if target.read:
        return tr("! replaces what is read")
    return tr("always replaced") if target.settled else tr("replaces")


def asks(graph: Graph, specs: Mapping[str, NodeSpec], names: Iterable[str]) -> bool:
    """Return whether one of these nodes might replace something: it writes, and neither skips nor numbers."""
    for name in names:
        spec = spec_of(graph.nodes[name], specs)
        writes = spec is not None and spec.effect and any(isinstance(port.kind, PathKind) for port in spec.outputs)
        if writes and _wish(graph, specs, name) in (None, "overwrite"):
            return True
    return False


def wishing(graph: Graph, specs: Mapping[str, NodeSpec], names: Iterable[str], wish: Wish) -> Graph:
    """Return the graph whose nodes do that about files that are there; those without a say stay as they are."""
    for name in dict.fromkeys(names):
        if _wish(graph, specs, name) is not None:
            graph = edit.set_value(graph, specs, name, _PORT, wish)
    return graph


def _wish(graph: Graph, specs: Mapping[str, NodeSpec], name: str) -> Value:
    """Return what a node does about a file that is there; `None` where it has no such setting."""
    node = graph.nodes[name]
    spec = spec_of(node, specs)
    port = spec.input(_PORT) if spec is not None else None
    if port is None or not isinstance(port.kind, Choice) or _PORT in node.wires:
        return None
    value = node.set.get(_PORT, port.default)
    return value if isinstance(value, str) else None


def _sources(graph: Graph, specs: Mapping[str, NodeSpec]) -> set[Value]:
    found: set[Value] = set()
    for node in graph.nodes.values():
        spec = spec_of(node, specs)
        for port in spec.inputs if spec is not None else ():
            if isinstance(port.kind, PathKind) and port.kind.role == "open":
                found.add(_text(node.set.get(port.name)))
    return found


def _text(value: Value) -> Value:
    return value if isinstance(value, str) else None
