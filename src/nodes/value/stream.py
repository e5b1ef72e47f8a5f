"""Makes streams of values and chooses among the items of streams."""

from collections.abc import Callable, Iterator
from typing import Annotated, NamedTuple, TypeVar

from nodegraph import Item, Number, Stream, StreamFact, Text, node

T = TypeVar("T")
U = TypeVar("U")
Count = Annotated[int, Number(0, 1_000_000_000)]

MOST = 10_000_000


@node(synonyms=("range", "sequence", "loop", "repeat"))
def count_up(first: float = 1.0, last: float = 10.0, step: float = 1.0) -> Stream[float]:
    """Give the numbers from first to last, both included, one after the other."""
    for place in range(_steps(first, last, step)):
        yield first + place * step


def _steps(first: float, last: float, step: float) -> int:
    if step == 0 or (last - first) / step < 0:
        raise ValueError(f"Steps of {step:g} never lead from {first:g} to {last:g}; change the step.")
    # A billionth of a step lets 0, 0.1, ... reach 1 in spite of rounding.
    steps = (last - first) / step + 1e-9
    if steps >= MOST:
        raise ValueError(f"From {first:g} to {last:g} by {step:g} are more than {MOST} numbers; take larger steps.")
    return int(steps) + 1


@node(synonyms=("lines", "list", "separate"))
def split_text(value: Annotated[str, Text(lines=True)], separator: str = "") -> Stream[str]:
    """Give the parts of a text one after the other: its lines, or what stands between the separators."""
    parts = value.split(separator) if separator else value.splitlines()
    yield from (part.strip() for part in parts if part.strip())


@node(synonyms=("limit", "first", "head", "skip"))
def take(items: Stream[Item[T]], count: Count = 10, skip: Count = 0) -> Stream[Item[T]]:
    """Pass on the first items only; `skip` leaves out so many before."""
    if not count:
        return
    for seen, item in enumerate(items):
        if seen >= skip:
            yield item
        if seen + 1 >= skip + count:
            return


@take.infer
def _(items: StreamFact, count: int, skip: int) -> StreamFact:
    return _shortened(items, lambda length: max(0, min(count, length - skip)))


@node(synonyms=("step", "thin out", "skip"))
def every_nth(
    items: Stream[Item[T]], step: Annotated[int, Number(1, 1_000_000_000)] = 2, skip: Count = 0
) -> Stream[Item[T]]:
    """Pass on every second, third, ... item, beginning with the first; `skip` leaves out so many before."""
    for seen, item in enumerate(items):
        if seen >= skip and (seen - skip) % step == 0:
            yield item


@every_nth.infer
def _(items: StreamFact, step: int, skip: int) -> StreamFact:
    return _shortened(items, lambda length: max(0, -(-(length - skip) // step)))


def _shortened(items: StreamFact, count: Callable[[int], int]) -> StreamFact:
    """Return the fact of a part of the items; `count` makes its length of the whole one's."""
    return StreamFact(items.item, None if items.length is None else count(items.length), items.exact)


@node(synonyms=("where", "select", "only if"))
def filter_items(items: Stream[Item[T]], keep: Stream[Item[bool]]) -> Stream[Item[T]]:
    """Pass on the items for which `keep` says yes. An item without an answer is one that failed."""
    for item, answer in _pairs(items, keep):
        error = item.error or answer.error
        if error is not None:
            yield Item(item.place, None, error)
        elif answer.value:
            yield item


class Numbered(NamedTuple):
    """An item and its number."""

    value: T
    number: int


@node(itemwise=True, synonyms=("number", "index", "counter"))
def enumerate_items(items: Stream[Item[T]], first: int = 1) -> Stream[Item[Numbered]]:
    """Give every item a number: 1, 2, 3, ..."""
    for place, item in enumerate(items):
        if item.error is not None:
            yield item
        else:
            yield Item(item.place, Numbered(item.value, first + place))


@enumerate_items.infer
def _(items: StreamFact) -> Numbered:
    return Numbered(items, StreamFact(None, items.length, items.exact))


class Pair(NamedTuple):
    """Two items that belong together."""

    a: T
    b: U


@node(synonyms=("zip", "pair", "together"))
def zip_streams(a: Stream[Item[T]], b: Stream[Item[U]]) -> Stream[Item[Pair]]:
    """Go through two streams side by side: the first item with the first, the second with the second.

    The shorter stream ends both. Where an item of one side failed, the pair failed.
    """
    for left, right in _pairs(a, b):
        error = left.error or right.error
        yield Item(left.place, None, error) if error is not None else Item(left.place, Pair(left.value, right.value))


@node(synonyms=("combinations", "cross", "grid"))
def product(a: Stream[T], b: Stream[U]) -> Stream[Pair]:
    """Pair every item of one stream with every item of the other. The second one is kept in memory."""
    others = list(b)
    for left in a:
        for right in others:
            yield Pair(left, right)


def _pairs(a: Iterator[Item[T]], b: Iterator[Item[U]]) -> Iterator[tuple[Item[T], Item[U]]]:
    """Yield the items that have the same place in both streams; places grow along a stream."""
    left, right = next(a, None), next(b, None)
    while left is not None and right is not None:
        if left.place < right.place:
            left = next(a, None)
        elif left.place > right.place:
            right = next(b, None)
        else:
            yield left, right
            left, right = next(a, None), next(b, None)
