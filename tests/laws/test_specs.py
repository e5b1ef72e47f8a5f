"""Specs are plain data: they travel to processes without the node library, and promise what graphs rely on."""

import runpy
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Choice, Number

GOLDEN = runpy.run_path(str(Path(__file__).with_name("golden.py")))

WITHOUT_LIBRARY = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("nodes", "numpy", "cv2", "torch"):
            raise ImportError(name)

sys.meta_path.insert(0, Refuse())
import msgspec
from nodegraph.core.node import NodeSpec
specs = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=dict[str, NodeSpec])
sys.stdout.buffer.write(msgspec.msgpack.encode(specs))
"""


def test_specs_travel_to_a_process_that_cannot_import_nodes(library):
    sent = msgspec.msgpack.encode(library.specs)
    command = [sys.executable, "-P", "-c", WITHOUT_LIBRARY]
    answer = subprocess.run(command, input=sent, capture_output=True, check=False)
    assert answer.returncode == 0, answer.stderr.decode()
    assert msgspec.msgpack.decode(answer.stdout, type=dict[str, NodeSpec]) == library.specs


def test_specs_equal_the_golden_file(library):
    golden = GOLDEN["read"]()
    broken = GOLDEN["broken_promises"](golden, library.specs)
    assert not broken, "\n".join(broken)
    written = GOLDEN["golden_file"]().read_bytes()
    assert written == GOLDEN["encode"](library.specs), "run `python tests/laws/golden.py` and look at what changed"


def changed(spec, port, **changes):
    inputs = tuple(msgspec.structs.replace(p, **changes) if p.name == port else p for p in spec.inputs)
    return {spec.id: msgspec.structs.replace(spec, inputs=inputs)}


@pytest.mark.parametrize(
    ("port", "changes"),
    [
        ("factor", {"default": 3.0}),
        ("factor", {"kind": Number(0.5, 100)}),
        ("interpolation", {"kind": Choice(("cubic",))}),
        ("width", {"name": "across"}),
    ],
)
def test_a_change_that_breaks_graphs_needs_a_new_version(library, port, changes):
    old = library.specs["resize"]
    new = changed(old, port, **changes)
    assert len(GOLDEN["broken_promises"]({"resize": old}, new)) == 1
    newer = {"resize": msgspec.structs.replace(new["resize"], version=2)}
    assert not GOLDEN["broken_promises"]({"resize": old}, newer)


def test_a_change_that_breaks_nothing_needs_none(library):
    old = library.specs["resize"]
    assert not GOLDEN["broken_promises"]({"resize": old}, changed(old, "factor", kind=Number(0.0001, 200)))
    renamed = {"scale": msgspec.structs.replace(old, id="scale", was=("resize",))}
    assert not GOLDEN["broken_promises"]({"resize": old}, renamed)
    assert GOLDEN["broken_promises"]({"resize": old}, {})
