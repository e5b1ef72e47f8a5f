"""A process started ahead is the one that is asked for later, or is ended; none is left."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from nodegraph.core import spawn
from nodegraph.core.child import start
from tests.waiting import is_gone, until

from .test_child import SERVED, Heard, ask

Children = Callable[[], list[int]]


@pytest.fixture
def children() -> Children:
    """Tell this process's children, without those that tests of other files left to be used again."""
    others = {child.pid for child in psutil.Process().children()}
    return lambda: [child.pid for child in psutil.Process().children() if child.pid not in others]


@pytest.fixture(autouse=True)
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, children: Children) -> Iterator[None]:
    """A module that children can serve; afterwards nothing may wait any more."""
    for name in ("served", "other"):
        (tmp_path / f"{name}.py").write_text(SERVED)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    yield
    spawn.dismiss()
    assert children() == []


def test_what_was_started_ahead_is_what_is_asked_for(children: Children) -> None:
    spawn.ahead("served")
    (early,) = children()
    child = start("served", Heard)
    assert child.pid == early
    assert ask(child, "6 * 7") == "42"
    second = start("served", Heard)
    assert second.pid != early, "it is given once"
    for each in (child, second):
        each.kill()
        each.peer.close()


@pytest.mark.parametrize("dead", [False, True])
def test_what_does_not_suit_is_ended(dead: bool, children: Children) -> None:
    spawn.ahead("served")
    (early,) = children()
    if dead:
        psutil.Process(early).kill()
        until(lambda: is_gone(early), 3)
    child = start("served", Heard, environment={} if dead else {"HUE": "blue"})
    assert child.pid != early
    assert children() == [child.pid]
    assert ask(child, "os.environ.get('HUE')") == str(None if dead else "blue")
    child.kill()
    child.peer.close()


def test_what_nobody_wants_is_ended(children: Children) -> None:
    spawn.ahead("served")
    spawn.dismiss()
    assert children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no tree of processes")
def test_a_child_starts_others_ahead_of_its_own_import_and_takes_them_along() -> None:
    spawn.ahead("other", "served")
    child = start("served", Heard)
    theirs = ask(child, "[p.pid for p in __import__('psutil').Process().children()]")
    taken = "__import__('nodegraph.core.spawn').core.spawn.spawn('other').pid"
    assert theirs == f"[{ask(child, taken)}]"
    child.peer.hang_up()
    assert child.wait(5) == 0
    child.peer.close()
    until(lambda: is_gone(int(theirs.strip("[]"))), 3)


@pytest.mark.parametrize(("name", "value"), [("GOMP_SPINCOUNT", "7"), ("OMP_WAIT_POLICY", "active")])
def test_how_threads_of_a_child_wait_is_the_persons_choice(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("GOMP_SPINCOUNT", "OMP_WAIT_POLICY"):
        monkeypatch.delenv(variable, raising=False)
    assert spawn.environment_of_child()["GOMP_SPINCOUNT"] == "2000", "threads that wait leave the cores to others"
    monkeypatch.setenv(name, value)
    given = spawn.environment_of_child()
    assert given[name] == value
    assert given.get("GOMP_SPINCOUNT") in (None, value)
