"""Of all that waits for a worker, only what it worked on is blamed for its death."""

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from nodegraph.runtimes import messages
from nodegraph.runtimes.arena import Storage
from nodegraph.runtimes.link import Died, Link

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def link() -> Iterator[Link]:
    storage = Storage()
    link = Link(storage, 0, {})
    assert isinstance(link.ask(lambda number: messages.Release(number, 0)).wait(), messages.Ready)
    # It hears, but answers nothing any more.
    os.kill(link.pid, signal.SIGSTOP)
    yield link
    link.close()
    storage.remove()


def blamed(link: Link, end: str) -> list[bool]:
    tickets = [link.ask(lambda number: messages.Release(number, 0)) for _ in range(3)]
    if end == "crash":
        os.kill(link.pid, signal.SIGKILL)
    else:
        link.kill()
    replies = [ticket.wait() for ticket in tickets]
    return [reply.blamed for reply in replies if isinstance(reply, Died)]


def test_the_oldest_request_is_blamed_for_a_crash(link: Link) -> None:
    assert blamed(link, "crash") == [True, False, False]


def test_nobody_is_blamed_when_we_end_the_worker_ourselves(link: Link) -> None:
    assert blamed(link, "kill") == [False, False, False]


def test_asking_the_dead_is_answered_at_once(link: Link) -> None:
    link.kill()
    assert link.ask(lambda number: messages.Release(number, 0)).wait() == Died(False, "was killed by SIGKILL")
