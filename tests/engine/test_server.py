"""The engine's process from inside: any request is answered, a stop is never lost, what should not happen is data."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nodegraph.core import messages
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.registry import Library
from nodegraph.engine.answering import Server
from nodegraph.engine.known import Known


class Sent:
    """What a server has sent."""

    def __init__(self) -> None:
        self.all: list[Any] = []
        self._changed = threading.Condition()

    def __call__(self, message: Any) -> None:
        with self._changed:
            self.all.append(message)
            self._changed.notify_all()

    def wait(self, wanted: Callable[[Any], bool], seconds: float = 20) -> Any:
        found: list[Any] = []

        def there() -> bool:
            found[:] = [message for message in self.all if wanted(message)]
            return bool(found)

        with self._changed:
            assert self._changed.wait_for(there, seconds), self.all
        return found[0]


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def server(sent: Sent, library: Library) -> Server:
    made = Server(sent)
    made.__dict__["known"] = Known(library)
    return made


@pytest.fixture
def library(started: threading.Event, go: threading.Event) -> Library:
    from nodegraph import RunError, Stream, node, progress

    @node(fresh=True)
    def numbers(count: int = 3) -> Stream[int]:
        """Give numbers."""
        yield from range(count)

    @node(effect=True)
    def show(number: int) -> None:
        """Show, when it may."""
        started.set()
        while not go.wait(0.01):
            progress(0)

    @node(effect=True)
    def refuse(number: int) -> None:
        """Refuse."""
        raise RunError("No.")

    made = Library()
    for function in (numbers, show, refuse):
        made.add(function)
    return made


@pytest.fixture
def started() -> threading.Event:
    return threading.Event()


@pytest.fixture
def go() -> threading.Event:
    return threading.Event()


def graph(effect: str) -> Graph:
    wires = {"number": Wire("numbers", "number")}
    return Graph(nodes={"numbers": Node("numbers"), "last": Node(effect, wires=wires)})


def finished(number: int) -> Callable[[Any], bool]:
    return lambda message: isinstance(message, messages.Finished) and message.id == number


def test_a_run_begins_with_its_ledger_and_ends_with_its_counts(server: Server, sent: Sent, go: threading.Event) -> None:
    go.set()
    server.take(messages.Start(7, graph("show")))
    assert sent.wait(finished(7)).done == 3
    assert isinstance(sent.all[0], messages.Began)
    assert not Path(sent.all[0].ledger).exists(), "nothing is left to go on with"
    server.take(messages.Start(8, graph("refuse")))
    assert sent.wait(finished(8)).failed == 3
    began = sent.wait(lambda message: isinstance(message, messages.Began) and message.id == 8)
    assert Path(began.ledger).is_file()


def test_a_stop_that_comes_before_the_run_has_begun_is_not_lost(server: Server, sent: Sent) -> None:
    slow = server.__dict__.pop("known")
    gate = threading.Event()

    class Slow(Server):
        @property
        def known(self) -> Known:  # type: ignore[override]
            gate.wait(20)
            return slow

    waiting = Slow(sent)
    waiting.take(messages.Start(1, graph("show")))
    waiting.take(messages.Control(1, "stop"))
    gate.set()
    assert sent.wait(finished(1)).outcome == "stopped"


def test_two_runs_are_controlled_each_by_its_number(
    server: Server, sent: Sent, started: threading.Event, go: threading.Event
) -> None:
    server.take(messages.Start(1, graph("show")))
    server.take(messages.Start(2, graph("show")))
    assert started.wait(20)
    server.take(messages.Control(1, "stop"))
    assert sent.wait(finished(1)).outcome == "stopped"
    go.set()
    assert sent.wait(finished(2)).outcome == "done"
    server.take(messages.Control(1, "stop"))
    server.take(messages.Control(99, "pause"))


def test_lengths_are_known_before_the_run(server: Server, sent: Sent, go: threading.Event) -> None:
    go.set()
    server.take(messages.Start(1, graph("show")))
    sent.wait(finished(1))
    totals = {message.total for message in sent.all if isinstance(message, messages.Progress)}
    assert totals == {3}


def test_failures_of_items_and_refusals_of_graphs_are_told_apart(server: Server, sent: Sent) -> None:
    server.take(messages.Start(1, graph("refuse")))
    assert sent.wait(finished(1)).failed == 3
    assert [m.sentence for m in sent.all if isinstance(m, messages.Failed)] == ["No."] * 3
    server.take(messages.Start(2, graph("refus")))
    refused = sent.wait(finished(2))
    assert refused.outcome == "refused"
    assert "did you mean 'refuse'" in str(refused.problems[0])


def test_what_should_not_happen_is_answered_too(
    server: Server, sent: Sent, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = Graph(nodes={"a": 3})  # type: ignore[dict-item]
    server.take(messages.Check(1, broken))
    answer = sent.wait(lambda message: message.id == 1)
    assert isinstance(answer, messages.Refused)
    assert answer.sentence.startswith("This should not happen: ")
    assert "Traceback" in capsys.readouterr().err
    server.take(messages.Start(2, graph("show"), resume=str(tmp_path)))
    answer = sent.wait(lambda message: message.id == 2)
    assert isinstance(answer, messages.Refused)
    assert "ledger cannot be written" in answer.sentence


def test_a_dry_run_does_nothing(server: Server, sent: Sent, started: threading.Event) -> None:
    server.take(messages.Start(1, graph("show"), dry=True))
    planned = sent.wait(lambda message: isinstance(message, messages.Planned))
    assert [name for name, _ in planned.steps] == ["numbers", "last"]
    assert "3 items" in planned.steps[0][1]
    assert not started.is_set()


def test_questions_do_not_wait_for_runs(
    server: Server, sent: Sent, started: threading.Event, go: threading.Event
) -> None:
    server.take(messages.Start(1, graph("show")))
    assert started.wait(20)
    server.take(messages.Check(2, graph("show")))
    checked = sent.wait(lambda message: isinstance(message, messages.Checked))
    assert checked.problems == ()
    assert not any(map(finished(1), sent.all)), "the run still waits"
    go.set()
    sent.wait(finished(1))
