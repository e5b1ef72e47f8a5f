"""An engine is changed for one that knows the new environment, without a word and without losing a question."""

import pytest

from nodegraph.core.graph import Graph
from nodegraph.core.messages import Devices, ListDevices
from nodegraph.gui.link import Link

PATIENCE = 50_000


@pytest.mark.timeout(120)
def test_the_engine_starts_again_with_the_next_question_and_nobody_hears_of_a_death(qtbot, monkeypatch, tmp_path):
    link = Link()
    told = []
    link.died.connect(told.append)
    link.troubled.connect(told.append)
    answers = []
    try:
        link.ask(ListDevices(0), Devices, answers.append)
        qtbot.waitUntil(lambda: len(answers) == 1, timeout=PATIENCE)
        before = link.pid
        monkeypatch.setenv("NODEGRAPH_CACHE", str(tmp_path / "elsewhere"))
        link.renew()
        qtbot.waitUntil(lambda: link.pid != before, timeout=PATIENCE)
        with qtbot.waitSignal(link.checked, timeout=PATIENCE):
            link.check(Graph())
        assert link.pid not in (None, before)
        assert any((tmp_path / "elsewhere").iterdir())
        assert told == []
    finally:
        link.close()
