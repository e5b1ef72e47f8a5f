"""What nodes are called to a person: as on the canvas, with the id behind it where several are called the same."""

from collections import Counter
from collections.abc import Callable, Mapping

from nodegraph.core.graph import Graph, Node
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.problem import Problem
from nodegraph.gui.wording import label_of, port_name

_LONGEST = 60
"""Letters of a name in a list or on a button; the canvas too shows no more."""


def title_of(node: Node, spec: NodeSpec | None) -> str:
    """Return what stands on a node: its own label, else its type's; `spec` is `None` for a grey one."""
    return node.label or (label_of(spec) if spec is not None else node.type)


def names_of(graph: Graph, specs: Mapping[str, NodeSpec]) -> dict[str, str]:
    """Return what each node is called in panels and sentences, by its id, on one line of at most `_LONGEST` letters."""
    labels: dict[tuple[str, int], str] = {}
    titles = {}
    for name, node in graph.nodes.items():
        kind = node.type, node.version
        if node.label or node.extra:
            titles[name] = _short(title_of(node, spec_of(node, specs)))
        else:  # a label is translated once for all nodes of a type
            if kind not in labels:
                labels[kind] = _short(title_of(node, spec_of(node, specs)))
            titles[name] = labels[kind]
    counts = Counter(titles.values())
    return {name: title if title and counts[title] == 1 else f"{title} ({name})" for name, title in titles.items()}


def problem_words(problem: Problem, called: Callable[[str], str]) -> str:
    """Return a problem in words, with its place; `called` says what a node is called."""
    place = [called(problem.node)] if problem.node else []
    place += [port_name(problem.port)] if problem.port else []
    return f"{', '.join(place)}: {problem.message}" if place else problem.message


def on_button(name: str) -> str:
    """Return a name for a button or a menu, where `&` alone would underline the letter behind it."""
    return name.replace("&", "&&")


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
