"""The example graphs: each is sound, stable in its file, and holds together with the others every node there is."""

from pathlib import Path

import pytest

from nodegraph.core.check import check
from nodegraph.core.file.read import decode
from nodegraph.core.file.write import encode
from nodegraph.core.places import resources
from nodegraph.engine.probe import Probe

EXAMPLES = sorted((resources() / "examples").glob("*.ng"))


def opened(path, library):
    return decode(path.read_bytes(), path.parent, library.specs, path.name)


def test_every_node_appears_in_an_example(library):
    used = {node.type for path in EXAMPLES for node in opened(path, library).graph.nodes.values()}
    assert set(library.functions) <= used


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_no_problems(path, library):
    graph, problems = opened(path, library)
    assert not problems
    assert not check(graph, library.specs)
    assert not Probe(library).facts(graph).problems
    assert "about" in graph.notes, "an example says what it is for"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_lies_as_it_would_be_written(path, library):
    assert path.read_bytes() == encode(opened(path, library).graph, path.parent, library.specs)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_reads_only_what_ships_with_it(path, library):
    for name, node in opened(path, library).graph.nodes.items():
        for port, value in node.set.items():
            kind = library.specs[node.type].input(port).kind
            if getattr(kind, "role", "save") == "open":
                assert Path(value).is_file(), f"{name}.{port}"
