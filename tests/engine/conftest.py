"""A stage for engine tests: a library of small nodes, graphs in one line, runs with their events."""

import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pytest

from nodegraph.core.annotations import Image, Item, Lazy, SameImage, Stream
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.messages import Event, Failed, Finished, Noted, Progress, Settings, Wrote
from nodegraph.core.node import node
from nodegraph.core.nothing import NOTHING
from nodegraph.core.registry import Library
from nodegraph.engine.cache import Cache
from nodegraph.engine.run import Runner

T = TypeVar("T")
U = TypeVar("U")


class Pair(NamedTuple):
    """Two values."""

    a: T  # type: ignore[valid-type]
    b: U  # type: ignore[valid-type]


class Ran(NamedTuple):
    """A run that has ended."""

    finished: Finished
    events: list[Event]
    results: dict[str, dict[str, Any]]

    @property
    def counts(self) -> tuple[int, int, int]:
        return self.finished.done, self.finished.skipped, self.finished.failed

    def of(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def failures(self) -> list[tuple[str, str]]:
        return [(event.node, event.item) for event in self.of(Failed)]

    @property
    def wrote(self) -> list[str]:
        return [event.path for event in self.of(Wrote)]

    @property
    def progress(self) -> list[Progress]:
        return self.of(Progress)

    @property
    def notes(self) -> list[str]:
        return [event.sentence for event in self.of(Noted)]


class Stage:
    """Nodes, and what they did."""

    def __init__(self) -> None:
        self.library = Library()
        self.seen: list[Any] = []
        """What `show` was given."""
        self.calls: Counter[str] = Counter()
        self.lock = threading.Lock()
        for function in _nodes(self):
            self.library.add(function)

    def add(self, *functions: Any) -> None:
        for function in functions:
            self.library.add(function)

    def called(self, name: str) -> None:
        with self.lock:
            self.calls[name] += 1

    def graph(self, **nodes: tuple[Any, ...]) -> Graph:
        """Make a graph: `name=("type", {"port": value or "@node.port"})`."""
        made: dict[str, Node] = {}
        for name, (kind, *rest) in nodes.items():
            ports = rest[0] if rest else {}
            values = {port: value for port, value in ports.items() if not _is_wire(value)}
            wires = {port: self._wire(value, nodes) for port, value in ports.items() if _is_wire(value)}
            made[name] = Node(kind, set=values, wires=wires)
        return Graph(made)

    def _wire(self, text: str, nodes: dict[str, tuple[Any, ...]]) -> Wire:
        name, _, port = text[1:].partition(".")
        spec = self.library.specs.get(nodes[name][0]) if name in nodes else None
        return Wire(name, port or (spec.main.name if spec is not None and spec.main else ""))

    def run(
        self,
        graph: Graph | None = None,
        *,
        cache: Cache | None = None,
        on_event: Callable[[Event], None] | None = None,
        settings: Settings | None = None,
        threads: int = 0,
        **nodes: tuple[Any, ...],
    ) -> Ran:
        events: list[Event] = []

        def emit(event: Event) -> None:
            events.append(event)
            if on_event is not None:
                on_event(event)

        runner = Runner(self.library, settings or Settings(), emit, cache, threads)
        return Ran(runner.run(graph or self.graph(**nodes)), events, runner.results)


def _is_wire(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("@")


@pytest.fixture
def stage() -> Stage:
    """Return a fresh library of small nodes that remembers what it did."""
    return Stage()


def _nodes(stage: Stage) -> list[Any]:
    @node
    def numbers(count: int = 3, on_error: str = "continue") -> Stream[int]:
        """Give 0, 1, 2, ..."""
        stage.called("numbers")
        yield from range(count)

    @node
    def words(text: str = "a b c") -> Stream[str]:
        """Give words."""
        yield from text.split()

    @node
    def paint(value: int = 3) -> Image:
        """Make a picture of one gray."""
        stage.called("paint")
        return np.full((4, 5, 3), value / 255, np.float32)

    @node
    def brighten(image: Image, by: float = 0.25) -> SameImage:
        """Add."""
        stage.called("brighten")
        return image + np.float32(by)

    @node
    def level(image: Image) -> int:
        """Return the first number of a picture, of 255."""
        stage.called("level")
        return round(float(image[0, 0, 0]) * 255)

    @node
    def add(a: int, b: int = 0) -> int:
        """Add numbers."""
        stage.called("add")
        return a + b

    @node
    def odd_fails(value: int) -> int:
        """Refuse odd numbers."""
        stage.called("odd_fails")
        if value % 2:
            raise ValueError("this number is odd")
        return value

    @node
    def is_even(value: int) -> bool:
        """Tell."""
        return value % 2 == 0

    @node
    def when_even(value: int) -> int:
        """Give even numbers only."""
        return value if value % 2 == 0 else NOTHING  # type: ignore[return-value]

    @node(effect=True)
    def show(value: int) -> None:
        """Remember a value."""
        with stage.lock:
            stage.seen.append(value)

    @node(effect=True)
    def save(value: int, folder: str = "out") -> Path:
        """Pretend to write."""
        with stage.lock:
            stage.seen.append(value)
        return Path(folder) / f"{value}.png"

    @node
    def total(values: Stream[int]) -> int:
        """Add up."""
        stage.called("total")
        return sum(values)

    @node
    def listed(values: Stream[int]) -> str:
        """Write in a row."""
        return " ".join(map(str, values))

    @node(holes="fail")
    def all_or_none(values: Stream[int]) -> int:
        """Count whole streams only."""
        return len(list(values))

    @node
    def take(items: Stream[Item[T]], count: int = 2) -> Stream[Item[T]]:
        """Pass the first on."""
        for seen, item in enumerate(items, 1):
            yield item
            if seen == count:
                return

    @node
    def every_nth(items: Stream[Item[T]], step: int = 2) -> Stream[Item[T]]:
        """Pass some on."""
        for seen, item in enumerate(items):
            if seen % step == 0:
                yield item

    @node
    def keep_even(values: Stream[int]) -> Stream[int]:
        """Pass even numbers on."""
        yield from (value for value in values if value % 2 == 0)

    @node
    def pair(a: Stream[Item[T]], b: Stream[Item[U]]) -> Stream[Item[Pair]]:
        """Pair by place."""
        left, right = next(a, None), next(b, None)
        while left is not None and right is not None:
            if left.place < right.place:
                left = next(a, None)
            elif left.place > right.place:
                right = next(b, None)
            else:
                error = left.error or right.error
                yield Item(left.place, None if error else Pair(left.value, right.value), error)
                left, right = next(a, None), next(b, None)

    @node
    def product(a: Stream[T], b: Stream[U]) -> Stream[Pair]:
        """Combine all."""
        others = list(b)
        for one in a:
            for other in others:
                yield Pair(one, other)

    @node(itemwise=True)
    def enumerate_items(items: Stream[Item[T]], first: int = 1) -> Stream[Item[int]]:
        """Number the items."""
        for place, item in enumerate(items):
            yield item if item.error else Item(item.place, first + place)

    @node
    def switch(a: Lazy[T], b: Lazy[T], use_b: bool = False) -> T:
        """Pass one on."""
        return b() if use_b else a()

    @node
    def conditional(value: Lazy[T], condition: bool = True, otherwise: Lazy[T] | None = None) -> T:
        """Pass on, or not."""
        if condition:
            return value()
        return NOTHING if otherwise is None else otherwise()

    return [value for value in locals().values() if value is not stage]


def log(stage: Any) -> Any:
    """Return an effect that writes down the texts it is given."""

    @node(effect=True)
    def log(text: str) -> None:
        """Remember a text."""
        with stage.lock:
            stage.seen.append(text)

    return log
