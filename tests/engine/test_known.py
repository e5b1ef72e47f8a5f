"""What is known before a run: every problem once, lengths of sources, what would be written."""

from pathlib import Path
from typing import Any

import pytest

from nodegraph import Folder, GraphError, ImageFile, Stream, node
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.registry import Library
from nodegraph.engine.known import Known


@node(fresh=True)
def listing(folder: Folder) -> Stream[ImageFile]:
    """List files."""
    yield from sorted(folder.iterdir())


@node
def stem(path: ImageFile) -> str:
    """Return the name."""
    return path.stem


@node
def both(a: str, b: str) -> str:
    """Join."""
    return a + b


@node(effect=True)
def save(name: str, folder: Folder) -> Path:
    """Save."""
    return folder / name


@save.infer
def _(name: str, folder: Path) -> Path:
    if name == "wrong":
        raise ValueError("Wrong.")
    return folder / f"{name}.txt"


@pytest.fixture
def known() -> Known:
    library = Library()
    for function in (listing, stem, both, save):
        library.add(function)
    return Known(library)


def graph(**nodes: tuple[str, dict[str, Any], dict[str, str]]) -> Graph:
    return Graph(
        nodes={
            name: Node(kind, set=values, wires={port: Wire(*wire.split(".")) for port, wire in wires.items()})
            for name, (kind, values, wires) in nodes.items()
        }
    )


def folder_of(place: Path, *names: str) -> str:
    place.mkdir()
    for name in names:
        (place / name).touch()
    return str(place)


def test_what_would_be_written_is_foreseen_item_by_item(known: Known, tmp_path: Path) -> None:
    g = graph(
        files=("listing", {"folder": folder_of(tmp_path / "in", "a.png", "b.png")}, {}),
        stem=("stem", {}, {"path": "files.path"}),
        save=("save", {"folder": "/out"}, {"name": "stem.text"}),
        single=("save", {"folder": "/out", "name": "one"}, {}),
    )
    planned = known.foresee(7, g)
    steps, writes = planned.steps, planned.writes
    assert planned.id == 7
    assert planned.targets["single"] == (str(Path("/out/one.txt")),)
    assert len(planned.targets["save"]) == 2
    assert sorted(writes) == [str(Path("/out") / name) for name in ("a.txt", "b.txt", "one.txt")]
    assert {name for name, _ in steps} == {"files", "stem", "save", "single"}
    assert dict(steps)["files"] == "Listing, 2 items"
    assert known.lengths(g) == {"files": 2}


def test_a_graph_that_cannot_run_is_not_foreseen(known: Known) -> None:
    with pytest.raises(GraphError, match="save: Wrong"):
        known.foresee(1, graph(save=("save", {"folder": "/out", "name": "wrong"}, {})))
    with pytest.raises(GraphError, match="name"):
        known.foresee(1, graph(save=("save", {"folder": "/out"}, {})))


def test_streams_that_do_not_go_together_are_a_problem_of_the_check(known: Known, tmp_path: Path) -> None:
    one, two = folder_of(tmp_path / "one", "a.png"), folder_of(tmp_path / "two", "b.png")
    g = graph(
        first=("listing", {"folder": one}, {}),
        second=("listing", {"folder": two}, {}),
        a=("stem", {}, {"path": "first.path"}),
        b=("stem", {}, {"path": "second.path"}),
        both=("both", {}, {"a": "a.text", "b": "b.text"}),
    )
    facts, problems = known.check(g)
    assert facts["first"]["path"] is not None
    assert len(problems) == 1
    assert "first" in str(problems[0])
    assert "second" in str(problems[0])
    assert "zip" in str(problems[0])


def test_lengths_need_no_more_than_the_sources(known: Known, tmp_path: Path) -> None:
    g = graph(
        files=("listing", {"folder": folder_of(tmp_path / "in", "a.png")}, {}),
        gone=("listing", {"folder": str(tmp_path / "none")}, {}),
        save=("save", {"folder": "/out", "name": "wrong"}, {}),
    )
    assert known.lengths(g) == {"files": 1}
    assert known.lengths(graph(save=("save", {"folder": "/out", "name": "x"}, {}))) == {}
