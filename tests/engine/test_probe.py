"""Facts: rules over ranges and streams, headers, nodes that run while you type, and nodes that take too long."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import pytest

from nodegraph import Folder, Image, ImageFile, ModelFact, Picture, PictureFact, SameImage, Stream, StreamFact, node
from nodegraph.core.facts import Range, ValueFact
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.ports import ModelKind
from nodegraph.core.registry import Library
from nodegraph.engine.probe import Probe

calls: list[str] = []
gate = threading.Event()


class Loaded(NamedTuple):
    image: Picture
    name: str


@node
def load(path: ImageFile) -> Loaded:
    """Load a picture whose size is its file's content."""
    width, height = map(int, path.read_text().split("x"))
    return Loaded(Picture(np.zeros((height, width, 3), np.uint8)), path.stem)


@load.probe
def _(path: Path) -> dict[str, Any]:
    calls.append(path.name)
    text = path.read_text()
    if "x" not in text:
        raise ValueError("The file is damaged; load another one.")
    width, height = map(int, text.split("x"))
    return {"image": PictureFact(width, height, 3, "8", "srgb", str(path)), "name": path.stem}


@node(fresh=True)
def listing(folder: Folder, suffix: Literal[".png", ".jpg"] = ".png") -> Stream[ImageFile]:
    """List files."""
    yield from sorted(folder.glob(f"*{suffix}"))


@node
def double(image: Image) -> Image:
    """Double the size."""
    return np.repeat(np.repeat(image, 2, 0), 2, 1)


@double.infer
def _(image: PictureFact) -> PictureFact:
    assert isinstance(image.width, int)
    assert isinstance(image.height, int)
    if image.width > 100:
        raise ValueError("Too wide; resize first.")
    return PictureFact(image.width * 2, image.height * 2, image.channels)


@node
def blur(image: Image) -> SameImage:
    """Blur."""
    return image


@node
def add(a: float, b: float = 1.0) -> float:
    """Add."""
    return a + b


@node
def join_text(a: str, b: str = "-x") -> str:
    """Join."""
    return a + b


@node
def slow(a: float) -> float:
    """Compute for ever."""
    end = time.perf_counter() + 20
    while time.perf_counter() < end and not gate.is_set():
        pass
    return a


@node
def broken(a: float) -> float:
    """Fail."""
    return 1 / (a - a)


@node
def endless(count: float = 0.0) -> Stream[float]:
    """Count for ever."""
    while True:
        yield count
        count += 1


class Network:
    __port_kind__ = ModelKind()


@node
def enlarge(image: Image, model: Network) -> Image:
    """Enlarge."""
    return image


@enlarge.infer
def _(image: PictureFact, model: ModelFact) -> PictureFact:
    assert isinstance(image.width, int)
    assert model.scale is not None
    return PictureFact(image.width * model.scale, image.height, 3)


@node
def network(path: ImageFile) -> Network:
    """Load."""
    return Network()


@network.probe
def _(path: Path) -> ModelFact:
    return ModelFact(scale=4, name=path.stem)


@pytest.fixture
def probe() -> Probe:
    library = Library()
    for function in (load, listing, double, blur, add, join_text, slow, broken, endless, enlarge, network):
        library.add(function)
    calls.clear()
    gate.clear()
    return Probe(library)


def graph(**nodes: tuple[str, dict[str, Any], dict[str, str]]) -> Graph:
    made = {}
    for name, (kind, values, wires) in nodes.items():
        made[name] = Node(kind, set=values, wires={k: Wire(*w.split(".")) for k, w in wires.items()})
    return Graph(nodes=made)


def pictures(folder: Path, *contents: str) -> str:
    for number, content in enumerate(contents):
        (folder / f"{number:03}.png").write_text(content)
    return str(folder)


def test_headers_rules_and_companions(probe: Probe, tmp_path: Path) -> None:
    folder = pictures(tmp_path, "30x20")
    file = f"{folder}/000.png"
    g = graph(
        load=("load", {"path": file}, {}),
        double=("double", {}, {"image": "load.image"}),
        blur=("blur", {}, {"image": "double.image"}),
        text=("join_text", {}, {"a": "load.name"}),
        model=("network", {"path": file}, {}),
        enlarge=("enlarge", {}, {"image": "blur.image", "model": "model.model"}),
    )
    known = probe.facts(g)
    assert known.problems == []
    assert known.facts["blur"]["image"] == PictureFact(60, 40, 3, "8", "srgb", file)
    assert known.facts["text"]["text"] == ValueFact("000-x")
    assert known.facts["enlarge"]["image"] == PictureFact(240, 40, 3, "8", "srgb", file)


def test_facts_of_a_stream_are_those_of_its_items(probe: Probe, tmp_path: Path) -> None:
    g = graph(
        files=("listing", {"folder": pictures(tmp_path, "30x20", "40x20", "50x20")}, {}),
        load=("load", {}, {"path": "files.path"}),
        double=("double", {}, {"image": "load.image"}),
        text=("join_text", {}, {"a": "load.name"}),
    )
    known = probe.facts(g)
    assert known.problems == []
    assert known.facts["files"]["path"] == StreamFact(ValueFact(None), 3)
    assert known.facts["load"]["image"] == StreamFact(PictureFact(Range(30, 50), 20, 3, "8", "srgb", None), 3)
    image = known.facts["double"]["image"]
    assert isinstance(image, StreamFact)
    assert image.item == PictureFact(Range(60, 100), 40, 3, "8", "srgb", None)


def test_the_name_of_the_only_item_looked_at_is_not_that_of_all(
    probe: Probe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.png").write_text("8x4")
    graph = Graph(
        {
            "listing": Node("listing", set={"folder": str(tmp_path)}),
            "load": Node("load", wires={"path": Wire("listing", "path")}),
            "double": Node("double", wires={"image": Wire("load", "image")}),
        }
    )
    clock = iter(range(10_000))
    monkeypatch.setattr("nodegraph.engine.probe._LIVE_SECONDS", 10.0)
    monkeypatch.setattr("nodegraph.engine.probe.time.perf_counter", lambda: 0.15 * next(clock))
    facts = probe.facts(graph).facts
    image, name = facts["load"]["image"], facts["load"]["name"]
    assert isinstance(image, StreamFact)
    assert isinstance(name, StreamFact)
    assert image.item == PictureFact(8, 4, 3, "8", "srgb", None)
    assert name.item == ValueFact()


def test_at_most_64_items_are_looked_at_the_first_and_the_last_among_them(probe: Probe, tmp_path: Path) -> None:
    g = graph(
        files=("listing", {"folder": pictures(tmp_path, *["8x8"] * 300)}, {}),
        load=("load", {}, {"path": "files.path"}),
    )
    known = probe.facts(g)
    assert known.facts["load"]["image"] == StreamFact(PictureFact(8, 8, 3, "8", "srgb", None), 300)
    assert len(calls) <= 64
    assert {"000.png", "299.png"} <= set(calls)


def test_some_items_refused_is_a_warning_with_the_first_name_all_an_error(probe: Probe, tmp_path: Path) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "all").mkdir()
    some, every = pictures(tmp_path / "some", "8x8", "bad", "bad"), pictures(tmp_path / "all", "bad", "bad")
    g = graph(
        files=("listing", {"folder": some}, {}),
        load=("load", {}, {"path": "files.path"}),
        wrong=("listing", {"folder": every}, {}),
        load_wrong=("load", {}, {"path": "wrong.path"}),
    )
    known = probe.facts(g)
    image = known.facts["load"]["image"]
    assert isinstance(image, StreamFact)
    assert image.item == PictureFact(8, 8, 3, "8", "srgb", str(tmp_path / "some" / "000.png"))
    words = {p.node: (p.severity, p.message) for p in known.problems}
    assert words == {
        "load": ("warning", "001.png: The file is damaged; load another one."),
        "load_wrong": ("error", "000.png: The file is damaged; load another one."),
    }


def test_an_item_that_cannot_be_loaded_is_told_once_and_not_at_the_nodes_behind(tmp_path: Path) -> None:
    import cv2

    from nodegraph.core.edit import add
    from nodegraph.core.registry import load_library
    from nodegraph.engine.known import Known

    (tmp_path / "b.png").write_bytes(b"cut off")
    for name, side in (("a", 4), ("c", 6)):
        cv2.imwrite(str(tmp_path / f"{name}.png"), np.zeros((side, side, 3), np.uint8))
    known = Known(load_library())
    graph, _ = add(Graph(), known.specs["list_images"], values={"folder": str(tmp_path)})
    for kind, wires in (
        ("load_image", {"path": Wire("list_images", "path")}),
        ("invert", {"image": Wire("load_image", "image")}),
        ("save_image", {"image": Wire("invert", "image"), "name": Wire("list_images", "name")}),
    ):
        graph, _ = add(graph, known.specs[kind], wires=wires, specs=known.specs)
    facts, problems = known.check(graph)
    assert [(problem.node, problem.severity) for problem in problems] == [("load_image", "warning")]
    image = facts["invert"]["image"]
    assert isinstance(image, StreamFact)
    assert isinstance(image.item, PictureFact)
    assert image.item.width == Range(4, 6)
    assert isinstance(facts["save_image"]["path"], StreamFact)


def test_a_rule_over_a_range_objects_for_sure_only_if_both_ends_do(probe: Probe, tmp_path: Path) -> None:
    for sizes, severity in (("90x1", "120x1"), "warning"), (("110x1", "120x1"), "error"), (("1x1", "2x1"), None):
        folder = tmp_path / sizes[0]
        folder.mkdir()
        g = graph(
            files=("listing", {"folder": pictures(folder, *sizes)}, {}),
            load=("load", {}, {"path": "files.path"}),
            blur=("blur", {}, {"image": "load.image"}),
            double=("double", {}, {"image": "blur.image"}),
        )
        found = [p.severity for p in probe.facts(g).problems]
        assert found == ([severity] if severity else [])


def test_what_is_not_known_is_not_asked(probe: Probe) -> None:
    g = graph(double=("double", {}, {"image": "gone.image"}), add=("add", {}, {"a": "gone.x"}))
    known = probe.facts(g)
    assert known.problems == []
    assert known.facts["double"]["image"] == PictureFact()
    assert known.facts["add"]["number"] == ValueFact()


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe"])
def test_only_regular_files_are_opened(probe: Probe, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x.png"
    if kind == "folder":
        path.mkdir()
    if kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip(reason="this system has no named pipes")
        os.mkfifo(path)
    [problem] = probe.facts(graph(load=("load", {"path": str(path)}, {}))).problems
    assert "x.png" in problem.message
    assert {"missing": "There is no file", "folder": "is a folder", "pipe": "no regular file"}[kind] in problem.message
    assert calls == []


def test_headers_are_read_again_when_the_file_changed_and_only_then(probe: Probe, tmp_path: Path) -> None:
    file = Path(pictures(tmp_path, "30x20")) / "000.png"
    g = graph(load=("load", {"path": str(file)}, {}))
    for _ in range(3):
        probe.facts(g)
    assert calls == ["000.png"]
    file.write_text("31x20")
    os.utime(file, ns=(1, 1))
    image = probe.facts(g).facts["load"]["image"]
    assert isinstance(image, PictureFact)
    assert image.width == 31
    file.unlink()
    assert "There is no file" in probe.facts(g).problems[0].message


def test_a_node_that_takes_too_long_is_left_behind_and_the_rest_is_known(probe: Probe) -> None:
    g = graph(
        one=("add", {"a": 1.0}, {}),
        slow=("slow", {}, {"a": "one.number"}),
        behind=("add", {}, {"a": "slow.number"}),
        two=("add", {}, {"a": "one.number"}),
    )
    start = time.perf_counter()
    known = probe.facts(g)
    assert time.perf_counter() - start < 10
    assert known.facts["two"]["number"] == ValueFact(3.0)
    assert known.facts["slow"]["number"] == known.facts["behind"]["number"] == ValueFact()
    again = time.perf_counter()
    probe.facts(g)
    assert time.perf_counter() - again < 5, "it is remembered as slow"
    gate.set()


def test_a_node_that_fails_while_typing_is_a_problem_in_words(probe: Probe) -> None:
    [problem] = probe.facts(graph(broken=("broken", {"a": 1.0}, {}))).problems
    assert problem.node == "broken"
    assert problem.message == "Broken cannot say what it delivers: ZeroDivisionError: float division by zero."


def test_an_endless_source_has_at_least_so_many_items(probe: Probe) -> None:
    known = probe.facts(graph(endless=("endless", {}, {}), add=("add", {}, {"a": "endless.number"})))
    stream = known.facts["add"]["number"]
    assert isinstance(stream, StreamFact)
    assert not stream.exact
    assert stream.length is not None
    assert stream.length > 64


def test_nested_streams_know_their_items(probe: Probe, tmp_path: Path) -> None:
    @node
    def folders(folder: Folder) -> Stream[Folder]:
        """List folders."""
        yield from sorted(path for path in folder.iterdir() if path.is_dir())

    library = Library()
    for function in (folders, listing, load):
        library.add(function)
    for name, sizes in {"a": ("8x8", "9x8"), "b": ("10x8",)}.items():
        (tmp_path / name).mkdir()
        pictures(tmp_path / name, *sizes)
    g = graph(
        folders=("folders", {"folder": str(tmp_path)}, {}),
        files=("listing", {}, {"folder": "folders.path"}),
        load=("load", {}, {"path": "files.path"}),
    )
    image = Probe(library).facts(g).facts["load"]["image"]
    assert isinstance(image, StreamFact)
    assert image.length == 2
    assert isinstance(image.item, StreamFact)
    assert image.item.length is None
    assert image.item.item == PictureFact(Range(8, 10), 8, 3, "8", "srgb", None)


def chain(count: int) -> Iterator[tuple[str, Node]]:
    yield "n0", Node("add", set={"a": 1.0})
    for k in range(1, count):
        yield f"n{k}", Node("add", wires={"a": Wire(f"n{k - 1}", "number")})


def test_a_thousand_live_nodes_stay_within_the_time_of_an_edit(probe: Probe) -> None:
    g = Graph(nodes=dict(chain(1000)))
    assert probe.facts(g).facts["n999"]["number"] == ValueFact(1001.0)


def test_what_a_format_cannot_hold_is_a_warning_before_the_run(tmp_path):
    import cv2
    import numpy as np

    from nodegraph.core.edit import add
    from nodegraph.core.graph import Graph, Wire
    from nodegraph.core.registry import load_library
    from nodegraph.engine.known import Known

    cv2.imwrite(str(tmp_path / "deep.png"), np.zeros((4, 4, 3), np.uint16))
    known = Known(load_library())
    graph, _ = add(Graph(), known.specs["load_image"], values={"path": str(tmp_path / "deep.png")})
    values = {"folder": str(tmp_path), "format": "jpeg"}
    wires = {"image": Wire("load_image", "image")}
    graph, _ = add(graph, known.specs["save_image"], values=values, wires=wires, specs=known.specs)
    facts, problems = known.check(graph)
    assert [(problem.node, problem.severity) for problem in problems] == [("save_image", "warning")]
    assert "16" in problems[0].message
    assert facts["save_image"]["path"] is not None
