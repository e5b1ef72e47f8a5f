"""Ends streams: counts, joins and summarizes their items."""

import math
from typing import Annotated, Any, NamedTuple, TypeVar

from nodegraph import Number, Stream, StreamFact, node
from nodes._kernels.wording import LONGEST, joined

T = TypeVar("T")


@node(synonyms=("length", "how many"))
def count_items(items: Stream[T]) -> Annotated[int, Number(0)]:
    """Count the items of a stream."""
    return sum(1 for _ in items)


@count_items.infer
def _(items: StreamFact) -> int | None:
    return items.length if items.exact else None


@node(synonyms=("collect", "concatenate", "report"))
def join_items(items: Stream[str], separator: str = "\n") -> str:
    """Join the texts of a stream into one, a line each or with another separator."""
    parts, length = [], 0
    for part in items:
        parts.append(part)
        length += len(part) + len(separator)
        if length > LONGEST + len(separator):
            break
    return joined(parts, separator)


class Summary(NamedTuple):
    """What many numbers have in common."""

    mean: float
    total: float
    lowest: float
    highest: float
    count: int


@node(synonyms=("average", "mean", "sum", "minimum", "maximum", "statistics"))
def summarize(values: Stream[float]) -> Summary:
    """Give the mean, sum, smallest, largest and number of the numbers of a stream. All are 0 where there are none."""
    total, compensation, lowest, highest, count = 0.0, 0.0, math.inf, -math.inf, 0
    for value in values:
        # Neumaier's sum: a long stream keeps its small numbers.
        new = total + value
        compensation += (total - new) + value if abs(total) >= abs(value) else (value - new) + total
        total, count = new, count + 1
        lowest, highest = min(lowest, value), max(highest, value)
    if not count:
        return Summary(0.0, 0.0, 0.0, 0.0, 0)
    total += compensation
    return Summary(total / count, total, lowest, highest, count)


@node(synonyms=("nth", "index", "first", "get"))
def pick_item(items: Stream[T], number: Annotated[int, Number(1, 1_000_000_000)] = 1) -> T:
    """Give one item of a stream: the first, the second, ..."""
    for seen, item in enumerate(items, start=1):
        if seen == number:
            return item
    raise ValueError(f"The stream has fewer than {number} items; ask for an earlier one.")


@pick_item.infer
def _(items: StreamFact, number: int) -> Any:
    if items.exact and items.length is not None and items.length < number:
        raise ValueError(f"The stream has {items.length} items; ask for one of these, not for number {number}.")
    return items.item
