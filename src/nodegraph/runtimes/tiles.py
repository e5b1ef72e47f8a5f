"""Where the tiles of a picture lie: what each one sees, what it supplies, how neighbors fade into each other.

Pure planning, no pixels of a model. All numbers are pixels of the *padded* picture, whose length on each axis is a
multiple of what the model asks for. A tile sees `start..stop` and supplies `first..last`; between the two lies the
context the model needs. All tiles of a plan see areas of the same size, because frameworks prepare their kernels per
shape; tiles at the border of the picture end exactly there, so that a model meets its own border as it does untiled.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class Ramp(NamedTuple):
    """A linear fade between `begin` and `end`: in when `rising`, else out."""

    begin: int
    end: int
    rising: bool


class Span(NamedTuple):
    """One axis of a tile."""

    start: int
    stop: int
    first: int
    last: int
    ramps: tuple[Ramp, ...] = ()

    def weights(self, scale: int) -> "npt.NDArray[np.float32]":
        """Return the weight of each of the `(last - first) * scale` result pixels, 0 to 1.

        The weights of all spans of a plan add up to 1 everywhere.
        """
        import numpy as np

        centers = self.first + (np.arange((self.last - self.first) * scale) + 0.5) / scale
        weights = np.ones(len(centers), np.float32)
        for ramp in self.ramps:
            part = np.clip((centers - ramp.begin) / (ramp.end - ramp.begin), 0, 1)
            weights *= (part if ramp.rising else 1 - part).astype(np.float32)
        return weights


class Tile(NamedTuple):
    """A rectangle of the picture."""

    y: Span
    x: Span

    @property
    def seen(self) -> int:
        """Return how many pixels the model sees."""
        return (self.y.stop - self.y.start) * (self.x.stop - self.x.start)

    @property
    def supplied(self) -> int:
        """Return how many pixels the tile adds to the result (before scaling)."""
        return (self.y.last - self.y.first) * (self.x.last - self.x.first)


class Shape(NamedTuple):
    """How tiles are cut: the side that a tile adds, and what the model asks for."""

    core: int
    """The largest side a tile supplies inside the picture; it sees up to `core + 2 * overlap`."""
    overlap: int = 0
    multiple_of: int = 1
    minimum: int = 1
    feather: int = 0
    """Width over which neighbors fade into each other, centered on their border; at most `2 * overlap` counts."""
    fixed: tuple[int, int] | None = None
    """Height and width that every tile sees, for a model that takes no other; core, grid and minimum do not count."""

    def along(self, axis: int) -> "Shape":
        """Return the shape that holds for the rows (0) or the columns (1)."""
        if self.fixed is None:
            return self
        side = self.fixed[axis]
        return self._replace(core=side - 2 * self.overlap, multiple_of=1, minimum=side)

    def capped(self) -> "Shape":
        """Return the shape with the core a multiple of the grid and the overlap at most half of it (or one window)."""
        if self.fixed is not None:
            return self._replace(overlap=min(self.overlap, min(self.fixed) // 4))
        grid = self.multiple_of
        core = max(self.core // grid, 1) * grid
        most = max(core // 2 // grid, 1 if grid > 1 else 0) * grid
        return self._replace(core=core, overlap=min(round_up(self.overlap, grid), most))


def round_up(value: int, multiple: int) -> int:
    """Return the smallest multiple that is not below the value."""
    return -(-value // multiple) * multiple


def spans(first: int, last: int, length: int, shape: Shape) -> list[Span]:
    """Return the spans that supply `first..last` of an axis of that (padded) length, in order.

    `length` must be a multiple of `shape.multiple_of` and at least `shape.minimum`. Starts and sizes are multiples of
    `multiple_of`, so that the windows of a model lie in a tile as they lie in the whole picture.
    """
    grid = shape.multiple_of
    overlap = round_up(shape.overlap, grid)
    begin = max(0, (first - overlap) // grid * grid)
    end = min(length, round_up(last + overlap, grid))
    count = max(1, -(-(end - begin - 2 * overlap) // shape.core)) if end - begin > shape.core + 2 * overlap else 1
    size = round_up(-(-(end - begin + 2 * overlap * (count - 1)) // count), grid)
    size = min(max(size, round_up(shape.minimum, grid)), length)
    starts = [max(0, min(begin, end - size))]
    while starts[-1] + size < end:
        starts.append(min(starts[-1] + max(size - 2 * overlap, grid), end - size))

    # Two neighbors share the middle of what both of them see.
    cuts = [(left + size + right) // 2 for left, right in pairwise(starts)]
    edges = [first, *cuts, last]
    room = [left + size - right for left, right in pairwise(starts)]
    gaps = [right - left for left, right in pairwise(edges)]
    half = min([shape.feather, *room, *gaps]) // 2 if cuts else 0

    result = []
    for index, start in enumerate(starts):
        low, high = edges[index], edges[index + 1]
        ramps = []
        if half and index > 0:
            low -= half
            ramps.append(Ramp(low, low + 2 * half, rising=True))
        if half and index < len(cuts):
            high += half
            ramps.append(Ramp(high - 2 * half, high, rising=False))
        result.append(Span(start, start + size, low, high, tuple(ramps)))
    return result


class Frame:
    """A picture of `height` x `width`, padded to what a model asks for.

    The padding mirrors the picture at its last pixel, as often as needed (a picture of one pixel becomes flat); with
    `wrap` it repeats the picture on all four sides, for textures.
    """

    def __init__(self, height: int, width: int, shape: Shape, *, wrap: bool = False) -> None:
        down, across = shape.along(0), shape.along(1)
        margin = round_up(shape.overlap, down.multiple_of) if wrap else 0
        self.height, self.width = height, width
        self.shape, self.margin = shape, margin
        self._rows = _positions(height, margin, _padded(height + 2 * margin, down), wrap)
        self._columns = _positions(width, margin, _padded(width + 2 * margin, across), wrap)

    def tiles(self) -> list[Tile]:
        """Return the tiles that supply the picture, row by row."""
        rows = spans(self.margin, self.margin + self.height, len(self._rows), self.shape.along(0))
        columns = spans(self.margin, self.margin + self.width, len(self._columns), self.shape.along(1))
        return [Tile(y, x) for y in rows for x in columns]

    def split(self, tile: Tile, shape: Shape) -> list[Tile]:
        """Return smaller tiles that supply together exactly what `tile` does, with the same weights.

        `shape` says how; its core does not count. Context is kept as it is where the model then sees a quarter less;
        else it is cut down to half of the new core, and further until the model sees less at all. Returns an empty list
        for what cannot be split.
        """
        if shape.fixed is not None:
            return []
        for most, enough in ((1.0, 0.75), (1 / 2, 1.0), (1 / 4, 1.0), (1 / 8, 1.0), (0.0, 1.0)):
            rows = _halves(tile.y, len(self._rows), shape, most)
            columns = _halves(tile.x, len(self._columns), shape, most)
            parts = [Tile(y, x) for y in rows for x in columns]
            if max(part.seen for part in parts) < enough * tile.seen:
                return parts
        return []

    def place(self, span: Span) -> slice:
        """Return where on its axis of the (unpadded) picture the span supplies pixels."""
        return slice(span.first - self.margin, span.last - self.margin)

    def cut(self, pixels: "npt.NDArray[np.generic]", tile: Tile) -> "npt.NDArray[np.generic]":
        """Return what the tile sees of `(height, width, C)` pixels; a view where nothing is padded."""
        rows = _inside(tile.y, self.margin, self.height)
        columns = _inside(tile.x, self.margin, self.width)
        part = pixels[rows] if rows else pixels[self._rows[tile.y.start : tile.y.stop]]
        return part[:, columns] if columns else part[:, self._columns[tile.x.start : tile.x.stop]]


def _padded(length: int, shape: Shape) -> int:
    return round_up(max(length, shape.minimum, 1), shape.multiple_of)


def _positions(length: int, margin: int, total: int, wrap: bool) -> "npt.NDArray[np.intp]":
    import numpy as np

    places = np.arange(-margin, total - margin)
    if wrap or length == 1:
        return places % length
    period = 2 * (length - 1)
    places %= period
    return np.minimum(places, period - places)


def _inside(span: Span, margin: int, length: int) -> slice | None:
    if span.start >= margin and span.stop <= margin + length:
        return slice(span.start - margin, span.stop - margin)
    return None


def _halves(span: Span, length: int, shape: Shape, most: float) -> list[Span]:
    """Return the two halves of a span; their context is at most this part of their core, all of it for 1."""
    core = round_up(-(-(span.last - span.first) // 2), shape.multiple_of)
    overlap = shape.overlap
    if most < 1:
        overlap = min(overlap, int(core * most) // shape.multiple_of * shape.multiple_of)
    parts = spans(span.first, span.last, length, shape._replace(core=core, overlap=overlap))
    return [part._replace(ramps=part.ramps + span.ramps) for part in parts]
