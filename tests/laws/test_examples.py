"""The example graphs: each is sound, stable in its file, and holds together with the others every node there is."""

import shutil
from pathlib import Path

import pytest

from nodegraph.core.check import check
from nodegraph.core.file.read import decode
from nodegraph.core.file.write import encode
from nodegraph.core.messages import Failed, Noted, Wrote
from nodegraph.core.places import resources
from nodegraph.engine.probe import Probe
from nodegraph.engine.run import Runner

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


@pytest.fixture
def copied(tmp_path):
    """Return the function that copies an example, with all that ships beside it, to where it may write."""

    def copy(path):
        folder = tmp_path / "examples"
        album = folder / "album"
        album.mkdir(parents=True)
        for target in (folder, album):
            for file in ("street.png", "warm-evening.cube"):
                shutil.copy(path.with_name(file), target)
        models = tmp_path / "models"
        models.mkdir()
        for file in (resources() / "models").glob("*.safetensors"):
            shutil.copy(file, models)
        return Path(shutil.copy(path, folder))

    return copy


def marked(path):
    """Mark what turns models into others as slow: each step of it is a process with torch of its own."""
    converts = '"convert_model"' in path.read_text(encoding="utf-8")
    return pytest.param(path, marks=pytest.mark.slow if converts else ())


@pytest.mark.timeout(200)
@pytest.mark.parametrize("path", [marked(path) for path in EXAMPLES], ids=lambda path: path.stem)
def test_an_example_runs(path, library, copied):
    graph = opened(copied(path), library).graph
    events = []
    finished = Runner(library, emit=events.append).run(graph)
    assert not [event.sentence for event in events if isinstance(event, Failed)]
    assert (finished.outcome, finished.problems) == ("done", ())
    assert finished.done > 0
    assert [event for event in events if isinstance(event, Wrote | Noted)], "an example shows something"
    assert all(Path(event.path).is_file() for event in events if isinstance(event, Wrote))
