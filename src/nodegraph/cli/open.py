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
    """Return the graph in a file; what could not be read of it goes to standard error. Raises `FileRefused`."""
    opened = read(file, specs)
    for problem in opened.problems:
        print(f"{problem.severity}: {problem}", file=sys.stderr)
    return opened.graph


def require_sound(graph: Graph, specs: Mapping[str, NodeSpec], file: Path) -> None:
    """Raise `GraphError` with the first error of a graph that cannot run; `nodegraph check` tells them all."""
    errors: list[Problem] = [problem for problem in check(graph, specs) if problem.severity == "error"]
    if errors:
        more = len(errors) - 1
        rest = f" ({more} more: nodegraph check {file})" if more else ""
        raise GraphError(f"{errors[0]}{rest}")
