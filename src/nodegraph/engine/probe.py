"""What nodes deliver, as far as it can be told in time: ranges, items of streams, limits.

A question is asked for a whole graph at once, on a thread of its own that is left behind when a node
takes too long: that node is then unknown, and the graph is asked again without it. Node functions
that run while a person types have 20 ms of computing each and 200 ms together.

Facts of streams are those of their items: up to 64 of them are looked at, and what the first nodes
behind the source make of each is joined (`640..4000 x 480`). The joined fact goes on along the
wires; which items it was joined from is remembered beside it.
"""

import itertools
import threading
import time
from collections import OrderedDict
from pathlib import PurePath
from typing import Any

import msgspec

from nodegraph.core.deduce import Deduction, Memo, deduce
from nodegraph.core.deliver import Given, Outputs, SomeFail
from nodegraph.core.facts import Fact, PictureFact, Range, StreamFact, ValueFact, join
from nodegraph.core.graph import Graph
from nodegraph.core.node import NodeSpec
from nodegraph.core.registry import Library
from nodegraph.engine.ask import Asked, Unknown, facts_of
from nodegraph.engine.fingerprint import source_mark

SAMPLES = 64
_STREAM_SECONDS = 0.2
_LIVE_SECONDS = 0.02
_LIVE_TOGETHER = 0.2
_WALL_FACTOR = 10
_LONGEST = {"live": _LIVE_SECONDS, "rule": 0.2, "source": 2.0, "probe": 15.0}
"""Seconds of computing (of waiting: ten times as much, at most 15) before a thread is left behind."""
_ATTEMPTS = 8
_REMEMBERED = 4096
_LOST: Any = object()
"""Stands among the facts of a stream's items for one that was refused."""


class _LeftBehind(BaseException):
    """Ends a thread that nobody waits for any more."""


class Probe:
    """Answers what is known of graphs, over one library. Keeps what it learned from edit to edit."""

    def __init__(self, library: Library) -> None:
        self._specs = library.specs
        self._asked = {name: Asked(function) for name, function in library.functions.items()}
        self._memo = Memo()
        self._slow: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._samples: OrderedDict[int, tuple[Fact, list[Fact | None]]] = OrderedDict()
        self._marks: dict[str, list[tuple[Any, tuple[int, ...]]]] = {}
        self._lock = threading.Lock()

    def facts(self, graph: Graph) -> Deduction:
        """Return what is known of the graph's outputs and what the rules object to. One question at a time."""
        with self._lock:
            self._memo.forget(self._changed_outside())
            for turn in itertools.count():
                attempt = _Attempt(self, live=turn < _ATTEMPTS)
                deduction = attempt.deduce(graph, self._specs, self._memo)
                if deduction is not None:
                    self._memo.forget(attempt.unfinished)
                    return deduction
                # The thread left behind may still hold the memo.
                self._memo = Memo()
            raise AssertionError("without live nodes an attempt ends")

    def items(self, fact: Fact | None) -> list[Fact | None]:
        """Return the facts of single items that a joined fact of the last answer stands for, else the fact itself."""
        entry = self._samples.get(id(fact))
        return entry[1] if entry is not None and entry[0] is fact else [fact]

    def _changed_outside(self) -> list[str]:
        """Return the nodes whose files are not what they were when they were asked."""
        return [node for node, marks in self._marks.items() if any(source_mark(path) != mark for path, mark in marks)]


class _Attempt:
    """One question about a whole graph: the `Rules` of one deduction."""

    def __init__(self, probe: Probe, live: bool) -> None:
        self._asked = probe._asked
        self._slow = probe._slow
        self._samples = probe._samples
        self._marks = probe._marks
        self._items = probe.items
        self._live = live
        self._left = False
        self._now: tuple[str, str, Given, float] | None = None
        self._live_spent = 0.0
        self._stream_spent = 0.0
        self.unfinished: set[str] = set()
        """Nodes that were not asked for want of time; the next question asks them."""

    def deduce(self, graph: Graph, specs: dict[str, NodeSpec], memo: Memo) -> Deduction | None:
        """Return the facts, or `None` if a node took too long; it is remembered as slow then."""
        answer: list[Deduction | BaseException] = []
        clock: list[int] = []

        def work() -> None:
            clock.extend(_cpu_clock())
            try:
                answer.append(deduce(graph, specs, self, memo))
            except _LeftBehind:
                return
            except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
                answer.append(error)

        thread = threading.Thread(target=work, name="facts", daemon=True)
        thread.start()
        before: tuple[str, str, Given, float] | None = None
        spent = 0.0
        while thread.is_alive():
            thread.join(_LIVE_SECONDS)
            now = self._now
            if now is None or now is not before:
                before, spent = now, _read(clock)
                continue
            longest = _LONGEST[now[0]]
            waited = time.perf_counter() - now[3]
            if _read(clock) - spent >= longest or waited >= min(15.0, longest * _WALL_FACTOR):
                self._left = True
                self._slow[now[1], repr(now[2])] = None
                while len(self._slow) > _REMEMBERED:
                    self._slow.popitem(last=False)
                return None
        if isinstance(answer[0], BaseException):
            raise answer[0]
        return answer[0]

    def outputs(self, spec: NodeSpec, inputs: Given, node: str) -> Outputs:
        """Answer `core.deduce`."""
        asked = self._asked[spec.id]
        if asked.how == "never" or (asked.how == "live" and not self._live):
            return {}
        rows = self._rows(inputs)
        try:
            if rows is not None:
                return self._sampled(asked, rows, node)
            for value in inputs.values():
                if type(value) is PictureFact and (
                    type(value.width) is Range or type(value.height) is Range or type(value.channels) is Range
                ):
                    return self._ends(asked, inputs, node)
            return self._ask(asked, inputs, node)
        except Unknown:
            return {}

    def _ask(self, asked: Asked, inputs: Given, node: str) -> Outputs:
        """Ask once. Raises `ValueError` and `Unknown`."""
        arguments = asked.arguments(inputs)
        how = asked.how
        if self._slow and (asked.spec.id, repr(inputs)) in self._slow:
            raise Unknown
        if how == "rule":
            self._now = (how, asked.spec.id, inputs, time.perf_counter())
            answer = asked.answer(arguments)
            self._now = None
            if self._left:
                raise _LeftBehind
            return answer
        if how == "live" and self._live_spent > _LIVE_TOGETHER:
            self.unfinished.add(node)
            raise Unknown
        if how != "live":
            self._marks[node] = [(path, source_mark(path)) for path in asked.paths(arguments)]
        start = time.perf_counter()
        self._now = (how, asked.spec.id, inputs, start)
        try:
            return self._walk(asked, arguments) if how == "source" else asked.answer(arguments)
        finally:
            self._now = None
            if self._left:
                raise _LeftBehind
            if how == "live":
                self._live_spent += time.perf_counter() - start

    def _ends(self, asked: Asked, inputs: Given, node: str) -> Outputs:
        """Ask with the lowest and the highest numbers of all ranges, and join what comes."""
        rows = [{name: _end(value, high) for name, value in inputs.items()} for high in (False, True)]
        return self._join(asked, rows, node, remember=False)

    def _rows(self, inputs: Given) -> list[Given] | None:
        """Return the inputs once per item of the stream they come from, or `None` where no item is known."""
        known = [
            (name, entry[1])
            for name, value in inputs.items()
            if self._samples and (entry := self._samples.get(id(value))) is not None and entry[0] is value
        ]
        if not known:
            return None
        count = len(known[0][1])
        if any(len(samples) != count for _, samples in known):
            return None  # items of an outer and an inner stream: which belong together is not known
        return [{**inputs, **{name: samples[place] for name, samples in known}} for place in range(count)]

    def _sampled(self, asked: Asked, rows: list[Given], node: str) -> Outputs:
        return self._join(asked, rows, node, remember=True)

    def _join(self, asked: Asked, rows: list[Given], node: str, remember: bool) -> Outputs:
        """Ask for each row and join the answers; refusals of some rows become a warning. Raises as `_ask` does.

        Items that were refused here or before keep their place, so that items of several inputs stay together.
        """
        answers: list[Outputs | None] = []
        refusal: str | None = None
        start = time.perf_counter()
        for row in rows:
            if self._stream_spent + time.perf_counter() - start > _STREAM_SECONDS and answers:
                break
            if any(value is _LOST for value in row.values()):
                answers.append(None)
                continue
            try:
                answers.append(self._ask_row(asked, row, node))
            except SomeFail as some:
                answers.append(some.outputs)
                refusal = refusal or _with_name(row, str(some))
            except ValueError as error:
                answers.append(None)
                refusal = refusal or _with_name(row, str(error))
        self._stream_spent += time.perf_counter() - start
        told = [answer for answer in answers if answer is not None]
        if not told:
            raise ValueError(refusal) if refusal is not None else Unknown
        joined: Outputs = {}
        for name in told[0]:
            if remember:
                joined[name] = self._joined([_LOST if answer is None else answer.get(name) for answer in answers])
                if len(told) == 1 and len(answers) < len(rows):
                    joined[name] = _without_names(joined[name])
            else:
                joined[name] = join([answer.get(name) for answer in told])
        if refusal is not None:
            raise SomeFail(refusal, joined)
        return joined

    def _ask_row(self, asked: Asked, row: Given, node: str) -> Outputs:
        """Ask about one item, of which some picture's size may be a range: it is refused if both ends are."""
        low = {name: _end(value, high=False) for name, value in row.items()}
        try:
            return self._ask(asked, low, node)
        except ValueError:
            high = {name: _end(value, high=True) for name, value in row.items()}
            if high == low:
                raise
            return self._ask(asked, high, node)

    def _joined(self, facts: list[Fact | None]) -> Fact | None:
        """Return the joined fact, as an object of its own that the single facts are remembered beside."""
        streams = [fact for fact in facts if isinstance(fact, StreamFact)]
        known = [fact for fact in facts if fact is not _LOST]
        fact = join(known)
        if isinstance(fact, StreamFact):
            items = [item for stream in streams for item in self._items(stream.item)]
            return StreamFact(self._joined([items[place] for place in _evenly(len(items))]), fact.length, fact.exact)
        if fact is None or all(other == known[0] for other in known):
            return fact
        fact = msgspec.structs.replace(fact)
        self._samples[id(fact)] = fact, facts
        while len(self._samples) > _REMEMBERED:
            self._samples.popitem(last=False)
        return fact

    def _walk(self, asked: Asked, arguments: dict[str, Any]) -> Outputs:
        """Run a source as far as time allows, and return the fact of its stream."""
        deadline = time.perf_counter() + _STREAM_SECONDS
        exact = True
        found: list[dict[str, Any]] = []
        for values in asked.items(arguments):
            if self._left:
                raise _LeftBehind
            found.append(values)
            if time.perf_counter() > deadline:
                exact = False
                break
        chosen = [facts_of(found[place]) for place in _evenly(len(found))]
        return {
            name: StreamFact(self._joined([facts.get(name) for facts in chosen]), len(found), exact)
            for name in asked.names
        }


def _without_names(fact: Fact | None) -> Fact | None:
    """Return what one item says of others that nobody had time to look at: not its name, path or number."""
    match fact:
        case ValueFact():
            return ValueFact()
        case PictureFact():
            return msgspec.structs.replace(fact, path=None)
    return fact


def _evenly(count: int) -> list[int]:
    """Return at most `SAMPLES` places: the first, the last and evenly between."""
    if count <= SAMPLES:
        return list(range(count))
    return [place * (count - 1) // (SAMPLES - 1) for place in range(SAMPLES)]


def _with_name(row: Given, sentence: str) -> str:
    """Return the sentence with the name of the item's file before it, unless it is in it."""
    for value in row.values():
        path = value.path if isinstance(value, PictureFact) else value.value if isinstance(value, ValueFact) else None
        if isinstance(path, str) and path:
            name = PurePath(path).name
            return sentence if name in sentence else f"{name}: {sentence}"
    return sentence


def _cpu_clock() -> list[int]:
    """Return the clock of this thread's computing, where the system has one (Linux)."""
    if hasattr(time, "pthread_getcpuclockid"):
        return [time.pthread_getcpuclockid(threading.get_ident())]
    return []


def _read(clock: list[int]) -> float:
    """Return seconds of computing; without a clock 0, so that only waiting counts."""
    try:
        return time.clock_gettime(clock[0]) if clock else 0.0
    except OSError:
        return 0.0  # the thread has ended


def _end(value: Any, high: bool) -> Any:
    """Return a picture's fact with every range at its one end; any other value as it is."""
    if type(value) is not PictureFact:
        return value
    changes: dict[str, Any] = {}
    for field in ("width", "height", "channels"):
        extent = getattr(value, field)
        if isinstance(extent, Range):
            changes[field] = int(extent.high if high else extent.low)
    return msgspec.structs.replace(value, **changes) if changes else value
