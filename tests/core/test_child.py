"""A child shares nothing with its parent but its pipes, and ends when its parent does."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import psutil
import pytest

from nodegraph.core import child as child_module
from nodegraph.core.child import Child, start
from tests.waiting import begun, is_gone, until

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and descriptors of POSIX")


class Say(msgspec.Struct, tag="say"):
    code: str


class Heard(msgspec.Struct, tag="heard"):
    text: str


# Runs what it is told and says what it is.
SERVED = """
import msgspec, os, sys, time

class Say(msgspec.Struct, tag="say"):
    code: str

class Heard(msgspec.Struct, tag="heard"):
    text: str

REQUESTS = Say

def serve(peer):
    while True:
        peer.send(Heard(str(eval(peer.receive().code))))
"""

Starter = Callable[..., Child[Heard]]


def ask(child: Child[Heard], code: str) -> str:
    child.peer.send(Say(code))
    heard = child.peer.receive()
    assert heard is not None, child.ending()
    return heard.text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the children's module path."""
    place = tmp_path / "modules"
    place.mkdir()
    (place / "served.py").write_text(SERVED)
    monkeypatch.setenv("PYTHONPATH", str(place))
    return place


@pytest.fixture
def started(folder: Path) -> Iterator[Starter]:
    children: list[Child[Heard]] = []

    def start_one(module: str = "served", **options: object) -> Child[Heard]:
        children.append(start(module, Heard, **options))  # type: ignore[arg-type]
        return children[-1]

    yield start_one
    for child in children:
        child.kill()
        child.peer.close()


def test_a_child_answers(started: Starter) -> None:
    child = started()
    assert ask(child, "6 * 7") == "42"
    assert child.alive
    assert ask(child, "os.getpid()") == str(child.pid)


@posix
def test_what_c_code_prints_goes_to_the_last_lines_and_not_between_the_messages(started: Starter) -> None:
    child = started()
    assert ask(child, "os.write(1, b'from C\\n')") == "7"
    assert ask(child, "print('from Python', flush=True)") == "None"
    assert ask(child, "os.read(0, 10)") == "b''"
    child.kill()
    assert child.last_lines() == ["from C", "from Python"]


def test_the_last_lines_are_bounded(started: Starter) -> None:
    child = started()
    ask(child, "[print(n, 'x' * 5000, file=sys.stderr) for n in range(300)]")
    ask(child, "print('the end', file=sys.stderr, flush=True)")
    child.kill()
    lines = child.last_lines()
    assert lines[-1] == "the end"
    assert sum(map(len, lines)) <= 100_000


@posix
@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV"])
def test_how_a_child_ended_is_said_with_its_last_line(started: Starter, name: str) -> None:
    child = started()
    child.peer.send(
        Say(f"(print('last words', file=sys.stderr, flush=True), os.kill(os.getpid(), {signal.Signals[name].value}))")
    )
    assert child.peer.receive() is None
    assert child.wait(5) == -signal.Signals[name]
    assert child.ending() == f"was killed by {name}: last words"


def test_a_module_that_cannot_be_imported_is_named(started: Starter) -> None:
    child = started("no_such_module")
    assert child.peer.receive() is None
    assert child.wait(5) == 1
    assert child.ending() == "ended with exit code 1: ModuleNotFoundError: No module named 'no_such_module'"


def test_a_child_ends_when_the_line_is_cut_though_it_is_busy(started: Starter) -> None:
    child, bystander = started(), started()
    ask(child, "1")
    ask(bystander, "1")
    child.peer.send(Say("time.sleep(60)"))
    # The bystander was started later: had it inherited the line's other end, the child would live on.
    child.peer.close()
    assert child.wait(3) == 0
    assert ask(bystander, "2") == "2"


@posix
@pytest.mark.parametrize("busy", ["serving", "importing"])
def test_a_child_is_gone_soon_after_its_parent_was_killed(folder: Path, busy: str) -> None:
    (folder / "slow.py").write_text("import time\ntime.sleep(60)\n")
    script = folder / "parent.py"
    script.write_text(
        "import time\n"
        "from nodegraph.core.child import start\n"
        f"child = start({'served' if busy == 'serving' else 'slow'!r}, None)\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with begun([sys.executable, script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert psutil.pid_exists(pid)
        parent.kill()
    until(lambda: is_gone(pid), 3)


@posix
@pytest.mark.parametrize("action", ["Path({!r}).touch()", "(Path({!r}).touch(), time.sleep(60))"])
def test_what_is_to_be_done_at_the_end_is_done_and_bounded(started: Starter, tmp_path: Path, action: str) -> None:
    mark = tmp_path / "ended"
    child = started()
    ask(child, "globals().update(Path=__import__('pathlib').Path)")
    ask(child, "__import__('nodegraph.core.child').core.child.at_end(lambda: " + action.format(str(mark)) + ")")
    child.peer.close()
    assert child.wait(3) == 0
    assert mark.exists()


def test_what_is_done_at_last_is_done_when_the_block_ends_and_not_again(monkeypatch: pytest.MonkeyPatch) -> None:
    endings: dict[object, object] = {}
    monkeypatch.setattr(child_module, "_endings", endings)
    done: list[str] = []
    with pytest.raises(ZeroDivisionError), child_module.at_last(lambda: done.append("failed")):
        _ = 1 // 0
    with child_module.at_last(lambda: done.append("ended")):
        assert len(endings) == 1
        assert done == ["failed"]
    assert done == ["failed", "ended"]
    assert not endings


@posix
def test_what_is_to_be_done_at_last_is_done_where_the_block_never_ends(started: Starter, tmp_path: Path) -> None:
    mark = tmp_path / "ended"
    child = started()
    ask(child, "globals().update(Path=__import__('pathlib').Path)")
    touch = f"at_last(lambda: Path({str(mark)!r}).touch())"
    ask(child, f"globals().update(block=__import__('nodegraph.core.child').core.child.{touch})")
    ask(child, "block.__enter__()")
    assert not mark.exists()
    child.peer.close()
    assert child.wait(3) == 0
    assert mark.exists()


@posix
def test_ctrl_c_is_the_parents_business(started: Starter) -> None:
    child = started()
    ask(child, "1")
    os.kill(child.pid, signal.SIGINT)
    assert ask(child, "2") == "2"


def test_a_child_that_is_told_nonsense_ends(started: Starter) -> None:
    child = started()
    child.peer.send(Heard("not a request"))
    assert child.peer.receive() is None
    assert child.wait(5) == 1
    assert "no known message" in child.ending()


@posix
def test_priority_and_environment_are_set_before_anything_is_imported(started: Starter) -> None:
    own = psutil.Process().nice()
    child = started(nice=min(19, own + 3), environment={"OMP_NUM_THREADS": "3"})
    assert ask(child, "os.environ['OMP_NUM_THREADS']") == "3"
    assert psutil.Process(child.pid).nice() == min(19, own + 3)
    # Raising a priority is not for everybody, and never meant.
    assert psutil.Process(started(nice=1).pid).nice() == max(1, own)


def test_modules_in_the_current_folder_are_not_used(
    started: Starter, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "trap"
    trap.mkdir()
    for name in ("nodes", "cv2", "numpy", "msgspec", "nodegraph"):
        (trap / f"{name}.py").write_text("raise SystemExit('a file of the current folder was run')")
    monkeypatch.chdir(trap)
    # An empty entry, as `PYTHONPATH=$PYTHONPATH:somewhere` leaves it, means the current folder.
    monkeypatch.setenv("PYTHONPATH", f"{os.pathsep}{folder}{os.pathsep}")
    child = started()
    for name in ("nodes", "cv2"):
        origin = ask(child, f"__import__('importlib.util').util.find_spec({name!r}).origin")
        assert not origin.startswith(str(trap))
        assert origin.endswith("__init__.py")


def test_a_child_finds_nodegraph_where_its_parent_found_it(folder: Path, tmp_path: Path) -> None:
    import nodegraph

    # An interpreter that has not installed us, only a path that the script itself added.
    source = Path(nodegraph.__file__).parents[1]
    third = Path(msgspec.__file__).parents[1]
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        f"sys.path += [{str(source)!r}, {str(third)!r}]\n"
        "from nodegraph.core.spawn import environment_of_child\n"
        "import os\n"
        "print(environment_of_child()['PYTHONPATH'].split(os.pathsep))\n"
    )
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    run = [sys.executable, "-I", "-S", str(script)]
    out = subprocess.run(run, capture_output=True, text=True, env=environment, check=True).stdout
    assert str(source) in out
