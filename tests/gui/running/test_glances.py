"""A node that reads a file shows its picture before anything ran, and another one as soon as it names another file."""

import pytest

from nodegraph.core.messages import NodeState
from tests.gui.hand import until

pytestmark = pytest.mark.timeout(200)


def corner(bench, name):
    """The color in the middle of the picture that a node shows; `None` without one."""
    picture = bench.view_of(name).picture
    return None if picture is None else picture.pixelColor(picture.width() // 2, picture.height() // 2).red()


def test_files_are_seen_without_a_run(bench):
    bench.build(
        first=("load_image", {"path": str(bench.picture("a.png", 900, 500, gray=100))}),
        second=("load_image", {"path": str(bench.picture("b.png", gray=30))}),
        turned=("invert", {"image": "@first"}),
    )
    until(lambda: (corner(bench, "first"), corner(bench, "second")) == (100, 30))
    assert max(bench.view_of("first").picture.width(), bench.view_of("first").picture.height()) <= 256
    assert corner(bench, "turned") is None
    bench.set("second", "path", str(bench.picture("c.png", gray=200)))
    until(lambda: corner(bench, "second") == 200)
    assert not bench.ear.of(NodeState), "nothing ran"
    assert bench.view_of("first").state == "idle"


def test_a_file_that_cannot_be_read_is_told_and_others_are_seen(bench):
    broken = bench.two_grays("broken.png")
    broken.write_bytes(broken.read_bytes()[: broken.stat().st_size // 2])
    bench.build(
        broken=("load_image", {"path": str(broken)}),
        whole=("load_image", {"path": str(bench.picture("a.png", gray=100))}),
    )
    until(lambda: corner(bench, "whole") == 100)
    until(lambda: "damaged" in bench.view_of("broken").trouble)
    assert corner(bench, "broken") is None
    bench.set("whole", "path", str(broken))
    until(lambda: "damaged" in bench.view_of("whole").trouble)
    assert corner(bench, "whole") is None, "it shows no picture of another file"
    bench.set("whole", "path", str(bench.picture("b.png", gray=30)))
    until(lambda: corner(bench, "whole") == 30)
    assert not bench.view_of("whole").trouble
