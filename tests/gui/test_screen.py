"""The real program on a real (virtual) screen, driven from outside by mouse and keys.

NODEGRAPH_SHOTS names a folder for pictures of the screen at each step.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nodegraph.core.graph import Node
from nodegraph.core.places import resources
from nodegraph.core.registry import known_specs
from nodegraph.gui.canvas.shape import shape_of
from tests.gui.outside import SIDE
from tests.waiting import begun, until

NEEDED = ("Xvfb", "xdotool")
OUTSIDE = Path(__file__).with_name("outside.py")
INSTALLED = Path(sys.executable).with_name("nodegraph")


@pytest.fixture
def screen(tmp_path):
    """A virtual screen; the environment of programs on it."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"Not installed here, but this test sees and types with them: {', '.join(missing)}.")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]
    with begun(command, pass_fds=(writing,), stderr=subprocess.DEVNULL):
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start."
        yield {
            **os.environ,
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "NODEGRAPH_STATE": str(tmp_path / "state"),
        }


class Screen:
    """A hand on a virtual screen, and an eye if a folder for pictures is named."""

    def __init__(self, environment):
        self._environment = environment
        self._shots = 0

    def tool(self, *words):
        """Move and press by `xdotool`; return what it says."""
        call = ["xdotool", *(str(word) for word in words)]
        return subprocess.run(call, env=self._environment, capture_output=True, text=True, check=False).stdout

    def window(self, name):
        """Wait for a window with something in its title, and give it the keys."""
        window = until(lambda: self.tool("search", "--onlyvisible", "--name", name).split())[-1]
        self.tool("windowfocus", "--sync", window)

    def drag(self, start, end):
        """Drag by small steps, as hands do: programs wait for a drag to have begun."""
        self.tool("mousemove", *start, "mousedown", 1)
        for share in (0.02, 0.1, 0.5, 0.9, 0.99, 1, 1):
            place = [round(a + (b - a) * share) for a, b in zip(start, end, strict=True)]
            self.tool("mousemove", *place, "sleep", 0.1)
        self.tool("mouseup", 1)

    def below(self, place):
        """Return the number of the window at a place of the screen."""
        return self.tool("mousemove", *place, "sleep", 0.05, "getmouselocation", "--shell").split("WINDOW=")[-1].strip()

    def search(self, place, text):
        """Add a node by a double click beside all nodes, and by its name."""
        beside = place[0] + 30, place[1] + 60
        before = self.below(beside)

        def popped():
            self.tool("mousemove", *place, "click", "--repeat", 2, "--delay", 60, 1, "sleep", 0.5)
            return self.below(beside) != before

        until(popped)
        self.tool("type", "--delay", 40, text)
        self.shot("search")
        self.tool("key", "Return")
        until(lambda: self.below(beside) == before)

    def shot(self, name):
        """Take a picture if pictures are wanted."""
        folder = os.environ.get("NODEGRAPH_SHOTS")
        if folder:
            self._shots += 1
            path = Path(folder) / f"screen-{self._shots}-{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run([sys.executable, str(OUTSIDE), "shot", str(path)], env=self._environment, check=True)


@pytest.mark.slow
def test_the_program_adds_a_node_by_keys_and_saves_what_it_was_given(screen, tmp_path):
    graph = tmp_path / "a.ng"
    graph.write_text('{"nodegraph": 1, "nodes": {"invert": {"node": "invert", "at": [0, 0]}}}')
    hand = Screen(screen)

    def typed():
        hand.tool("key", "shift+a")
        hand.tool("type", "--delay", "30", "gaussian blur")
        hand.tool("key", "Return")
        hand.tool("key", "ctrl+s")
        return "gaussian_blur" in graph.read_text()

    with begun([INSTALLED, "gui", graph], env=screen) as program:
        hand.window("a.ng")
        until(typed)
        assert '"gaussian_blur"' in graph.read_text()
        hand.tool("key", "ctrl+q")
        assert program.wait(20) == 0


def dot(kind, at, port, *, output=False):
    """Return where a node's port is on the screen, if the canvas is shown at its own size."""
    shape = shape_of(Node(kind), known_specs()[kind])
    x, y = shape.dot(shape.row(port, output=output))
    return round(at[0] + x), round(at[1] + y)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_dropped_photo_is_enlarged_by_a_graph_built_with_mouse_and_keys(screen, tmp_path):
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed; it reads what was written.")
    numpy = pytest.importorskip("numpy")
    photo = tmp_path / "photo.png"
    with image.open(resources() / "examples" / "street.png") as street:
        small = street.convert("RGB").resize((160, 120), image.Resampling.LANCZOS)
    small.save(photo)
    hand = Screen(screen)
    load, model, upscale, save = (330, 80), (330, 500), (640, 80), (950, 80)
    offer = 1500, 900
    other = [sys.executable, OUTSIDE, "offer", *(str(part) for part in offer), photo]
    with begun([INSTALLED, "gui"], env=screen) as program, begun(other, env=screen):
        hand.window("drag me")
        hand.window("Untitled")
        hand.shot("empty")
        hand.drag((offer[0] + SIDE // 2, offer[1] + SIDE // 2), load)
        hand.shot("dropped")
        for text, place in (("load model", model), ("upscale", upscale), ("save image", save)):
            hand.search(place, text)
        hand.drag(dot("load_image", load, "image", output=True), dot("upscale", upscale, "image"))
        hand.drag(dot("load_model", model, "model", output=True), dot("upscale", upscale, "model"))
        hand.drag(dot("upscale", upscale, "image", output=True), dot("save_image", save, "image"))
        hand.tool("mousemove", 700, 650)
        hand.shot("wired")
        hand.tool("key", "F5")
        written = until(lambda: [path for path in tmp_path.rglob("*.png") if path != photo and _whole(path)], 300)
        hand.tool("sleep", 1)
        hand.shot("done")
        with image.open(written[0]) as found:
            assert found.size in ((320, 240), (640, 480))
            bicubic = small.resize(found.size, image.Resampling.BICUBIC)
            apart = numpy.abs(numpy.asarray(found.convert("RGB"), float) - numpy.asarray(bicubic, float)).mean()
        assert apart < 12, "This is not the photo, enlarged."
        hand.tool("key", "ctrl+q")
        hand.window("Unsaved changes")
        hand.shot("asked")
        hand.tool("key", "Tab", "Return")  # Discard
        assert program.wait(20) == 0


def _whole(path):
    return not path.name.startswith(".") and "state" not in path.parts
