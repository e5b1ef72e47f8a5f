"""Writes a graph as code, as a command line or as a drawing."""

from pathlib import Path
from typing import Literal

from nodegraph.cli.open import open_graph
from nodegraph.core.registry import known_specs


def export(file: Path, to: Literal["python", "cli", "dot", "svg"]) -> str:
    """Return the graph in another form. Raises `FileRefused`."""
    from nodegraph.core import export as forms
    from nodegraph.core.svg import as_svg

    specs = known_specs()
    graph = open_graph(file, specs)
    match to:
        case "python":
            return forms.as_python(graph, specs)
        case "cli":
            return forms.as_cli(graph, specs, file)
        case "dot":
            return forms.as_dot(graph, specs)
        case "svg":
            return as_svg(graph, specs)
