"""What is asked without an engine is answered without one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Run

HEAVY = ("numpy", "cv2", "torch", "networkx", "pyvips", "PIL", "psutil", "nodes")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["nodes"], ["nodes", "resize"], ["schema"], ["run", "graph.ng", "--help"]]
)
def test_help_and_lists_import_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "graph.ng").write_text('{"nodegraph": 1, "nodes": {}}')
    code = (
        "import sys\nfrom nodegraph.cli.app import app\n"
        f"try:\n    app({arguments!r})\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]", done.stderr
    assert done.stdout


def test_nodes_lists_every_node_as_json(nodegraph: Run) -> None:
    listed = [json.loads(line) for line in nodegraph("nodes", "--json").stdout.splitlines()]
    assert {"load_image", "upscale", "save_image", "resize"} <= {spec["id"] for spec in listed}
    assert all(spec["help"] for spec in listed)


def test_an_unknown_node_is_refused_with_the_nearest_name(nodegraph: Run) -> None:
    done = nodegraph("nodes", "resise")
    assert done.returncode == 2
    assert "did you mean 'resize'?" in done.stderr


def test_the_schema_is_a_json_schema_that_knows_the_nodes(nodegraph: Run) -> None:
    schema = json.loads(nodegraph("schema").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "resize" in json.dumps(schema)
