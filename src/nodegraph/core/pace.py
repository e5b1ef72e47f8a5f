"""How long a piece of work still takes, by what it told of its progress so far.

The beginning is not believed: a model is opened there, a card warms up, several items are begun at once. So the speed
is that of the later part of what is done: from a quarter of it on, over the last quarter of the work at most. Nothing
is said while that part is too small to say something: a twenty-fifth of the work, or enough pieces over enough time.
"""

from bisect import bisect_right
from typing import NamedTuple

_SHARE = 0.25
_BELIEVED = 0.03
"""So much of the work at a measured speed tells the rest. It is reached when 4 % are done."""
_PIECES, _SECONDS = 24, 8.0
"""Or so many pieces over so many seconds: a twenty-fifth of a work of hours takes long, too."""
_SHORTEST = 1.0
"""Seconds of measuring at least."""
_STEP = 0.002
"""Of the work, between two moments that are remembered."""


class _Moment(NamedTuple):
    fraction: float
    seconds: float
    pieces: int


class Pace:
    """The progress of one piece of work, against any clock that stands still while the work is held."""

    __slots__ = ("_last", "_moments")

    def __init__(self) -> None:
        self._moments: list[_Moment] = []
        self._last = _Moment(0.0, 0.0, 0)

    def tell(self, fraction: float, seconds: float) -> None:
        """Note that a fraction is done, at a time in seconds. Less than before: another piece of work has begun."""
        if fraction < self._last.fraction:
            self._moments, self._last = [], _Moment(0.0, seconds, 0)
        if fraction <= self._last.fraction:
            return
        self._last = _Moment(fraction, seconds, self._last.pieces + 1)
        if not self._moments or fraction - self._moments[-1].fraction >= _STEP or self._last.pieces <= 2 * _PIECES:
            self._moments.append(self._last)

    def fraction(self) -> float:
        """Return the finished fraction, 0 to 1."""
        return self._last.fraction

    def weight(self, expected: float) -> float:
        """Return the seconds that all of it takes, as far as measured, else the seconds expected."""
        whole = self.whole()
        return expected if whole is None else whole

    def whole(self) -> float | None:
        """Return the seconds that all of it takes at the speed measured, `None` while that cannot be believed."""
        moments, last = self._moments, self._last
        if not moments:
            return None
        begin = max(_SHARE * last.fraction, last.fraction - _SHARE)
        since = moments[max(0, bisect_right(moments, (begin, float("inf"))) - 1)]
        gained, passed = last.fraction - since.fraction, last.seconds - since.seconds
        enough = gained >= _BELIEVED or (last.pieces - since.pieces >= _PIECES and passed >= _SECONDS)
        return passed / gained if enough and passed >= _SHORTEST else None

    def left(self, seconds: float) -> float | None:
        """Return the seconds left at this time, `None` while that cannot be believed."""
        whole = self.whole()
        return None if whole is None else max(0.0, (1 - self._last.fraction) * whole - (seconds - self._last.seconds))
