"""A window with a real engine."""

import pytest

from nodegraph.gui.link import Link
from nodegraph.gui.theme import DARK
from nodegraph.gui.window import Window
from tests.gui.hand import discard


@pytest.fixture
def real(qtbot):
    """A window whose engine answers and runs."""
    window = Window(DARK, Link())
    qtbot.addWidget(window, before_close_func=discard)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.link.close()
