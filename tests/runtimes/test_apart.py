"""Functions called in a process that may die: its end is one sentence, and the next call finds a new one."""

import os
import sys
import threading

import pytest

from nodegraph import RunError, apart
from nodegraph.core.context import Context, current
from nodegraph.core.errors import ChildDied, Stopped

posix = pytest.mark.skipif(sys.platform == "win32", reason="a command of POSIX")


def test_a_result_comes_back_and_the_process_is_kept():
    first = apart("os", "getpid")
    assert apart("os", "getpid") == first
    assert first != os.getpid()
    assert apart("base64", "b64encode", s=b"\0\xff") == b"AP8="


def test_what_a_function_says_is_the_error():
    with pytest.raises(RunError, match="Invalid literal for Fraction"):
        apart("fractions", "Fraction", numerator="one half")
    with pytest.raises(RunError, match="no attribute"):
        apart("fractions", "Vulgar")


@pytest.mark.parametrize("how", ["abort", "_exit"])
def test_a_crash_is_one_sentence_and_the_next_call_works(how):
    before = apart("os", "getpid")
    with pytest.raises(ChildDied, match="the process that did it"):
        apart("os", how, **({"status": 3} if how == "_exit" else {}))
    assert apart("os", "getpid") != before


@posix
def test_what_takes_too_long_is_ended():
    with pytest.raises(ChildDied, match="longer than"):
        apart("subprocess", "getoutput", 0.05, cmd="sleep 3")
    assert apart("os", "getpid") > 0


@posix
def test_stop_ends_it():
    stop = threading.Event()
    stop.set()
    token = current.set(Context(stop=stop))
    try:
        with pytest.raises(Stopped):
            apart("subprocess", "getoutput", cmd="sleep 3")
    finally:
        current.reset(token)
