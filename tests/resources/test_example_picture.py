"""The example picture is exactly what its renderer paints."""

import importlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"


@pytest.fixture
def renderer(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    return importlib.import_module("render_street")


def test_street_is_reproduced_bit_for_bit(renderer):
    with Image.open(EXAMPLES / "street.png") as picture:
        shown = np.array(picture)
    assert shown.shape == (320, 480, 3)
    np.testing.assert_array_equal(renderer.street(), shown)
