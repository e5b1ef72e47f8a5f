"""Equal tiles computed together: they go to the worker as one, `(N, H, W, C)`, and their results come one by one.

Which tiles share a batch depends on the picture alone and not on the moment, so that it comes out the same each time.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from nodegraph.runtimes.base import TooBig

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels

    Answers = Generator[Pixels | TooBig]


def in_batches(
    run: "Callable[[Iterable[Pixels]], Answers]", tiles: "Iterable[Pixels]", most: int
) -> "Generator[Pixels | TooBig]":
    """Yield what `run` makes of each tile, in order; it is given up to `most` neighbors of one shape at a time.

    Tiles of a batch that is too big are done one by one, and so is what comes after them.
    """
    sent: deque[list[Pixels]] = deque()
    limit = most

    def stacked() -> "Iterator[Pixels]":
        for batch in _equal(tiles, lambda: limit):
            sent.append(batch)
            yield np.stack(batch) if len(batch) > 1 else batch[0]

    with closing(run(stacked())) as answers:
        for answer in answers:
            batch = sent.popleft()
            if len(batch) == 1:
                yield answer
            elif isinstance(answer, TooBig):
                limit = 1
                for tile in batch:
                    yield from run([tile])
            else:
                yield from answer


def _equal(tiles: "Iterable[Pixels]", limit: Callable[[], int]) -> "Iterator[list[Pixels]]":
    """Yield neighbors of one shape, so many at a time as the limit is then."""
    batch: list[Pixels] = []
    for tile in tiles:
        if batch and tile.shape != batch[0].shape:
            yield batch
            batch = []
        batch.append(tile)
        if len(batch) >= limit():
            yield batch
            batch = []
    if batch:
        yield batch
