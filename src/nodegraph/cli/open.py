"""Opens a graph file for the command line: what is wrong with it is said once, in its own words."""

import sys
from collections.abc import Mapping
from pathlib import Path

from nodegraph.core.check import check
from nodegraph.core.errors import GraphError
from nodegraph.core.file.read import read
from nodegraph.core.graph import Graph
from nodegraph.core.node import NodeSpec
from nodegraph.core.problem import Problem


def open_graph(file: Path, specs: Mapping[str, NodeSpec]) -> Graph:
    """Return the graph in a file; its problems go to standard error. Raises `FileRefused`."""
    opened = read(file, specs)
    report(opened.problems)
    return opened.graph


def report(problems: list[Problem]) -> None:
    """Print problems to standard error, a line each."""
    for problem in problems:
        print(f"{problem.severity}: {problem}", file=sys.stderr)


def require_sound(graph: Graph, specs: Mapping[str, NodeSpec]) -> None:
    """Raise `GraphError` with the first error of a graph that cannot run; the other ones are printed."""
    errors = [problem for problem in check(graph, specs) if problem.severity == "error"]
    if errors:
        report(errors[1:])
        raise GraphError(str(errors[0]))
