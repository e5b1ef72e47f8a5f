"""Looking at results: from the cache, from the last run, from a file; tiles of them, numbers, files for others."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
import pyvips

from nodegraph.core.annotations import Image, Stream
from nodegraph.core.errors import GraphError, RunError
from nodegraph.core.messages import Look, Settings
from nodegraph.core.node import node
from nodegraph.core.pictures import (
    Count,
    Point,
    Prepare,
    Tiles,
    View,
    WritePicture,
    level_size,
    levels_of,
)
from nodegraph.engine import viewing
from nodegraph.engine.cache import Cache
from nodegraph.engine.display import Display, paint_difference
from nodegraph.engine.levels import Levels
from nodegraph.engine.onto import onto
from nodegraph.engine.picture import Picture
from nodegraph.engine.pixels import to_float
from nodegraph.engine.run import Runner
from nodegraph.engine.viewing import Viewing


class Eyes:
    """A library, a cache, and eyes."""

    def __init__(self, stage):
        self.stage = stage
        self.viewing = Viewing()
        self.cache = Cache(2**30)

    def ask(self, request):
        return self.viewing.answer(request, self.stage.library, self.cache)

    def look(self, graph, node, port=""):
        return self.ask(Look(1, graph, node, port))

    def run(self, graph, only, viewed=(), watched=()):
        settings = Settings(only=(only,) if only else (), viewed=viewed, previews=watched)
        runner = Runner(
            self.stage.library, settings, cache=self.cache,
            hold=lambda node, item, results: self.viewing.hold(graph, node, item, results),
        )  # fmt: skip
        assert runner.run(graph).outcome == "done"

    def whole(self, picture, width, height, level, view):
        """A level put together of its tiles."""
        across, down = level_size(width, height, level)
        columns, rows = -(-across // 256), -(-down // 256)
        places = tuple((x, y) for y in range(rows) for x in range(columns))
        drawn = self.ask(Tiles(1, picture, level, places, view))
        made = np.zeros((down, across, 4), np.uint8)
        for (x, y), tile in zip(places, drawn.tiles, strict=True):
            box = made[y * 256 : y * 256 + 256, x * 256 : x * 256 + 256]
            box[...] = np.frombuffer(tile, np.uint8).reshape(box.shape)
        return made


@pytest.fixture
def eyes(stage):
    @node
    def noise(width: int = 600, height: int = 300, channels: int = 3, seed: int = 0) -> Image:
        """Make noise."""
        stage.called("noise")
        return np.random.default_rng(seed).random((height, width, channels), np.float32)

    @node(fresh=True)
    def chance() -> Image:
        """Make something else each time."""
        return np.random.default_rng().random((4, 4, 3), np.float32)

    @node
    def shades(count: int = 3) -> Stream[int]:
        """Give numbers."""
        yield from range(count)

    @node(effect=True)
    def consume(image: Image) -> None:
        """Take a picture."""

    @node
    def read(path: Path, gray: int = 7) -> Image:
        """Read a file."""
        stage.called("read")
        if not path.exists():
            raise ValueError(f"{path} is not there")
        return np.full((2, 3, 1), gray / 255, np.float32)

    @read.probe
    def _(path: Path, gray: int) -> dict[str, object]:
        return {}

    stage.add(noise, chance, shades, consume, read)
    return Eyes(stage)


def test_what_was_not_run_is_not_run_for_a_look(eyes):
    graph = eyes.stage.graph(noise=("noise", {}))
    with pytest.raises(RunError, match="noise was not run as it is now"):
        eyes.look(graph, "noise")
    assert not eyes.stage.calls["noise"]


def test_a_result_in_the_cache_is_looked_at_without_running_again(eyes):
    graph = eyes.stage.graph(noise=("noise", {}), brighten=("brighten", {"image": "@noise"}))
    eyes.run(graph, "brighten")
    found = eyes.look(graph, "brighten")
    assert (found.fact.width, found.fact.height) == (600, 300)
    assert eyes.look(graph, "brighten").picture == found.picture
    assert eyes.look(graph, "noise").picture != found.picture
    assert eyes.stage.calls["noise"] == eyes.stage.calls["brighten"] == 1


def test_an_edit_makes_a_result_another_one(eyes):
    eyes.run(eyes.stage.graph(noise=("noise", {})), "noise", viewed=("noise",))
    with pytest.raises(RunError, match="not run as it is now"):
        eyes.look(eyes.stage.graph(noise=("noise", {"seed": 1})), "noise")


def test_what_no_cache_keeps_is_held_when_it_is_viewed(eyes, monkeypatch):
    graph = eyes.stage.graph(chance=("chance", {}), sink=("consume", {"image": "@chance"}))
    eyes.run(graph, "")
    with pytest.raises(RunError, match="not run as it is now"):
        eyes.look(graph, "chance")
    eyes.run(graph, "", viewed=("chance",))
    assert eyes.look(graph, "chance").fact.width == 4
    eyes.viewing.view(("other",))
    assert eyes.look(graph, "chance").fact.width == 4
    monkeypatch.setattr(viewing, "_BESIDE", 0)
    eyes.viewing.view(("other",))
    with pytest.raises(RunError, match="not run as it is now"):
        eyes.look(graph, "chance")


def test_of_a_stream_the_last_item_is_shown(eyes):
    graph = eyes.stage.graph(
        shades=("shades", {}), paint=("paint", {"value": "@shades"}), sink=("consume", {"image": "@paint"})
    )
    eyes.run(graph, "", viewed=("paint",))
    found = eyes.look(graph, "paint")
    assert found.item in {(0,), (1,), (2,)}
    assert eyes.ask(Point(1, found.picture, 0, 0)).first.values[0] == pytest.approx(found.item[0] / 255)


def test_of_a_stream_that_was_watched_the_last_items_are_shown_as_far_as_there_is_room(eyes, monkeypatch):
    graph = eyes.stage.graph(
        shades=("shades", {}),
        paint=("paint", {"value": "@shades"}),
        twice=("chance", {}),
        sink=("consume", {"image": "@paint"}),
    )
    eyes.run(graph, "")
    with pytest.raises(RunError, match="not run as it is now"):
        eyes.look(graph, "paint")
    eyes.run(graph, "", watched=("paint", "twice"))
    assert eyes.look(graph, "paint").item in {(0,), (1,), (2,)}
    with pytest.raises(RunError, match="not run as it is now"):
        eyes.look(graph, "twice")
    monkeypatch.setattr(viewing, "_BESIDE", 0)
    eyes.run(graph, "", watched=("paint",))
    with pytest.raises(RunError, match="not run as it is now"):
        eyes.look(graph, "paint")


def test_a_file_is_shown_at_once(eyes, tmp_path):
    file = tmp_path / "there"
    graph = eyes.stage.graph(read=("read", {"path": str(file)}))
    with pytest.raises(RunError, match="is not there"):
        eyes.look(graph, "read")
    file.touch()
    assert eyes.look(graph, "read").fact.width == 3
    eyes.look(graph, "read")
    assert eyes.stage.calls["read"] == 2


@pytest.mark.parametrize(
    ("name", "why"),
    [("level", "gives no picture"), ("nobody", "no node 'nobody'"), ("brighten", "'image'")],
)
def test_what_cannot_be_looked_at_is_refused_with_a_sentence(eyes, name, why):
    graph = eyes.stage.graph(noise=("noise", {}), level=("level", {"image": "@noise"}), brighten=("brighten", {}))
    eyes.run(graph, "level")
    with pytest.raises((RunError, GraphError), match=why):
        eyes.look(graph, name)


def test_behind_a_bypassed_node_lies_what_it_passes(eyes):
    graph = eyes.stage.graph(noise=("noise", {}), brighten=("brighten", {"image": "@noise"}))
    eyes.run(graph, "noise")
    bypassed = msgspec.structs.replace(graph.nodes["brighten"], bypassed=True)
    passing = msgspec.structs.replace(graph, nodes={**graph.nodes, "brighten": bypassed})
    assert eyes.look(passing, "brighten").picture == eyes.look(graph, "noise").picture


def test_only_a_few_pictures_are_held(eyes):
    graphs = [eyes.stage.graph(noise=("noise", {"seed": seed, "width": 8, "height": 8})) for seed in range(8)]
    numbers = []
    for graph in graphs:
        eyes.run(graph, "noise")
        numbers.append(eyes.look(graph, "noise").picture)
    with pytest.raises(RunError, match="not held any more"):
        eyes.ask(Tiles(1, numbers[0], 0, ((0, 0),)))
    assert eyes.ask(Tiles(1, numbers[-1], 0, ((0, 0),))).tiles


def test_what_is_on_the_screen_meanwhile_is_held_longer_than_others(eyes):
    numbers = []
    for seed in range(8):
        graph = eyes.stage.graph(noise=("noise", {"seed": seed, "width": 8, "height": 8}))
        eyes.run(graph, "noise")
        numbers.append(eyes.ask(Look(1, graph, "noise", beside=tuple(numbers[:1]))).picture)
    assert eyes.ask(Tiles(1, numbers[0], 0, ((0, 0),))).tiles
    with pytest.raises(RunError, match="not held any more"):
        eyes.ask(Tiles(1, numbers[1], 0, ((0, 0),)))


# Tiles


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("view", [View(), View("luma", 1.0, 1.5), View("alpha")])
def test_tiles_make_the_whole_level(eyes, view, channels):
    graph = eyes.stage.graph(noise=("noise", {"channels": channels, "height": 333}))
    eyes.run(graph, "noise")
    found = eyes.look(graph, "noise").picture
    pixels = np.random.default_rng(0).random((333, 600, channels), np.float32)
    levels, display = Levels(Picture.of(pixels)), Display(Picture.of(pixels))
    for level in range(levels_of(600, 333)):
        across, down = level_size(600, 333, level)
        expected = display.paint(levels.region(level, 0, 0, across, down).pixels, view)
        assert np.array_equal(eyes.whole(found, 600, 333, level, view), expected)


@pytest.mark.parametrize("compare", ["second", "difference"])
def test_the_second_picture_is_scaled_to_the_first(eyes, compare):
    graph = eyes.stage.graph(noise=("noise", {"height": 333}), small=("noise", {"width": 150, "height": 83, "seed": 4}))
    eyes.run(graph, "noise")
    eyes.run(graph, "small")
    first, second = eyes.look(graph, "noise").picture, eyes.look(graph, "small").picture
    one = Levels(Picture.of(np.random.default_rng(0).random((333, 600, 3), np.float32)))
    other = Levels(Picture.of(np.random.default_rng(4).random((83, 150, 3), np.float32)))
    view = View(second=second, compare=compare)
    for level in range(one.count):
        across, down = one.size(level)
        scaled = onto(other, one, level, 0, 0, across, down).pixels
        plain = one.region(level, 0, 0, across, down).pixels
        if compare == "second":
            expected = Display(Picture.of(scaled)).paint(scaled, View())
        else:
            expected = paint_difference(to_float(plain), to_float(scaled), view)
        assert np.array_equal(eyes.whole(first, 600, 333, level, view), expected)


def test_tiles_that_are_not_there_are_refused(eyes):
    graph = eyes.stage.graph(noise=("noise", {}))
    eyes.run(graph, "noise")
    found = eyes.look(graph, "noise").picture
    for level, place in ((9, (0, 0)), (-1, (0, 0)), (0, (3, 0)), (0, (-1, 0))):
        with pytest.raises(RunError, match=r"no level|no tile"):
            eyes.ask(Tiles(1, found, level, (place,)))


# Numbers, histograms, files


def numbers_of(eyes, pixels):
    """Look at a picture of these pixels."""

    @node
    def given() -> Picture:
        """Give the pixels."""
        return Picture.of(pixels)

    eyes.stage.add(given)
    graph = eyes.stage.graph(given=("given", {}))
    eyes.run(graph, "given")
    return eyes.look(graph, "given").picture


@pytest.mark.parametrize(("kind", "top"), [("uint8", 255), ("uint16", 65535), ("float32", 0)])
def test_numbers_of_a_pixel_are_those_of_the_picture(eyes, kind, top):
    pixels = (np.arange(2 * 3 * 4).reshape(2, 3, 4) * 3).astype(kind)
    found = numbers_of(eyes, pixels)
    told = eyes.ask(Point(1, found, 2, 1)).first
    assert told.values == tuple(map(float, pixels[1, 2]))
    assert told.top == top
    with pytest.raises(RunError, match="no pixel 3, 0"):
        eyes.ask(Point(1, found, 3, 0))


def test_the_second_pixel_lies_at_the_same_place(eyes):
    graph = eyes.stage.graph(noise=("noise", {}), small=("noise", {"width": 150, "height": 75, "seed": 4}))
    eyes.run(graph, "noise")
    eyes.run(graph, "small")
    told = eyes.ask(Point(1, eyes.look(graph, "noise").picture, 599, 299, eyes.look(graph, "small").picture))
    assert told.second is not None
    assert told.second.values == tuple(np.random.default_rng(4).random((75, 150, 3), np.float32)[74, 149].tolist())


@pytest.mark.parametrize("kind", ["uint8", "uint16"])
def test_a_histogram_counts_every_number(eyes, kind, monkeypatch):
    monkeypatch.setattr("nodegraph.engine.tally._STRIP", 500)
    pixels = np.random.default_rng(1).integers(0, np.iinfo(kind).max, (40, 30, 3), kind, endpoint=True)
    told = eyes.ask(Count(1, numbers_of(eyes, pixels)))
    steps = pixels.astype(int) >> (8 if kind == "uint16" else 0)
    assert (told.low, told.high) == (0, 1)
    assert [list(c) for c in told.counts] == [
        np.bincount(steps[:, :, c].ravel(), minlength=256).tolist() for c in range(3)
    ]


def test_a_histogram_of_floats_reaches_as_far_as_they_do(eyes):
    pixels = np.array([[[-1.0], [0.5], [3.0], [3.0]]], np.float32)
    told = eyes.ask(Count(1, numbers_of(eyes, pixels)))
    assert (told.low, told.high) == (-1, 3)
    assert sum(told.counts[0]) == 4
    assert (told.counts[0][0], told.counts[0][-1]) == (1, 2)


def test_all_levels_are_there_after_preparing(eyes, monkeypatch):
    monkeypatch.setattr("nodegraph.engine.levels._AT_ONCE", 0)
    pixels = np.random.default_rng(1).integers(0, 255, (700, 600, 3), np.uint8)
    found = numbers_of(eyes, pixels)
    assert eyes.ask(Tiles(1, found, 1, ((0, 0),))).rough
    eyes.ask(Prepare(1, found))
    assert not eyes.ask(Tiles(1, found, 1, ((0, 0),))).rough


@pytest.mark.parametrize("kind", ["uint8", "uint16", "float32"])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_picture_goes_to_other_programs_as_a_file(eyes, tmp_path, kind, channels):
    pixels = np.random.default_rng(1).random((9, 7, channels))
    stored = pixels.astype(kind) if kind == "float32" else (pixels * np.iinfo(kind).max).astype(kind)
    file = tmp_path / "it.png"
    eyes.ask(WritePicture(1, numbers_of(eyes, stored), str(file)))
    read = pyvips.Image.new_from_file(str(file)).numpy().reshape(pixels.shape)
    expected = np.rint(stored * np.float32(65535)) if kind == "float32" else stored
    assert np.array_equal(read, expected)
    assert [found.name for found in tmp_path.iterdir()] == ["it.png"]


def test_a_file_that_cannot_be_written_is_refused_with_a_sentence(eyes, tmp_path):
    found = numbers_of(eyes, np.zeros((4, 4, 3), np.uint8))
    with pytest.raises(RunError, match="cannot be written"):
        eyes.ask(WritePicture(1, found, str(tmp_path / "nowhere" / "it.png")))
