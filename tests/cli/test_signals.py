"""`kill` and a closed terminal stop a command as Ctrl-C does: nothing is left half done, and the code tells why."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.waiting import begun, until

from ..runtimes.convert.conftest import names, save_onnx
from .conftest import PROGRAM, Watched, load, marked, marks, part_files, picture, toy, tree

if sys.platform == "win32":
    pytest.skip("Windows has neither of these signals", allow_module_level=True)

import fcntl
import termios

CODES = {signal.SIGTERM: 143, signal.SIGHUP: 129}


def slow(folder: Path, seconds: float = 1) -> tuple[Path, Path]:
    """Return a model whose tiles take some time, and the folder in which it counts them."""
    counter = marks(folder / "marks")
    return toy(folder / "slow.toy", delay=seconds, die={"at": 10**6, "marks": str(counter)}), counter


@pytest.mark.parametrize("number", list(CODES))
def test_a_signal_in_the_middle_of_a_picture_leaves_nothing(
    watched: Watched, tmp_path: Path, number: signal.Signals
) -> None:
    picture(tmp_path / "a.png", 128, 128)
    model, counter = slow(tmp_path)
    running = watched("upscale", "a.png", "-o", "out/b.png", "--model", model, "--tile", "16")
    until(lambda: marked(counter, "tile"), 30)
    # A closed terminal often tells twice; that is not a person who is in a hurry.
    running.send(number)
    running.send(number)
    code, _ = running.finish(20)
    assert code == CODES[number]
    assert running.of("Finished")[0]["outcome"] == "stopped"
    assert tree(tmp_path / "out") == []
    assert part_files(tmp_path) == []


# Where a `KeyboardInterrupt` is turned into another error, reported and dropped, or dropped silently.
_MAKING = "class Word:\n    def __set_name__(self, *_): {press}\nclass Owner:\n    word = Word()\n"
_ENDING = "class Word:\n    def __del__(self): {press}\nWord()\n"
_ASKING = """
import msgspec, typing
words = typing.Literal["a", "b"]
def pressed(alias):
    {press}
    return 0
type(words).__hash__ = pressed
msgspec.msgpack.Decoder(words)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, *CODES])
@pytest.mark.parametrize(
    ("place", "imported"), [(_MAKING, True), (_ENDING, True), (_ENDING, False), (_ASKING, True), (_ASKING, False)]
)
def test_a_signal_is_heard_wherever_it_comes(
    tmp_path: Path, place: str, imported: bool, number: signal.Signals
) -> None:
    text = place.format(press=f"__import__('signal').raise_signal({int(number)})")
    (tmp_path / "pressed.py").write_text(text)
    code = f"""if True:
        import time
        from nodegraph.cli import signals
        signals.listen()
        try:
            {"import pressed" if imported else f"exec({text!r})"}
            time.sleep(20)
        except KeyboardInterrupt:
            print("stopped")
    """
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False)
    assert (ended.stdout, ended.stderr) == ("stopped\n", "")


@pytest.mark.parametrize("word", ["opening", "converting", "proving"])
def test_a_killed_conversion_leaves_nothing(tmp_path: Path, word: str) -> None:
    save_onnx(tmp_path / "model.onnx")
    command = [str(PROGRAM), "convert", "model.onnx", "model.param"]
    with begun(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert any(line.strip() == word for line in process.stderr)
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        rest = process.communicate(timeout=20)[1]
    assert process.returncode == 143, rest
    assert "Stopped" in rest
    assert names(tmp_path) == ["model.onnx"]
    assert psutil.wait_procs(children, timeout=10)[1] == []


def test_a_closed_terminal_leaves_nothing(tmp_path: Path) -> None:
    picture(tmp_path / "a.png", 128, 128)
    model, counter = slow(tmp_path)
    ours, theirs = os.openpty()
    command = [str(PROGRAM), "upscale", "a.png", "-o", "out/b.png", "--model", str(model), "--tile", "16"]
    ends = {"stdin": theirs, "stdout": theirs, "stderr": theirs, "start_new_session": True}
    with begun(command, cwd=tmp_path, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0), **ends) as process:
        os.close(theirs)
        until(lambda: marked(counter, "tile"), 30)
        children = psutil.Process(process.pid).children(recursive=True)
        os.close(ours)
        assert process.wait(20) == 129
    assert tree(tmp_path / "out") == []
    assert psutil.wait_procs(children, timeout=10)[1] == []


def test_what_is_told_to_survive_its_terminal_does(tmp_path: Path) -> None:
    pixels = picture(tmp_path / "a.png", 64, 64)
    model, counter = slow(tmp_path, 0.2)
    command = [str(PROGRAM), "upscale", "a.png", "-o", "b.png", "--model", str(model), "--tile", "32", "--quiet"]
    # As `nohup` does.
    ignoring = {"preexec_fn": lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)}
    with begun(command, cwd=tmp_path, start_new_session=True, **ignoring) as process:
        until(lambda: marked(counter, "tile"), 30)
        os.killpg(process.pid, signal.SIGHUP)
        assert process.wait(30) == 0
    assert (load(tmp_path / "b.png") == pixels).all()
