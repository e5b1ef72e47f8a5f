"""Numbers and how far along their range they are: what a slider shows, and what dragging along it means."""

import math

from nodegraph.core.ports import Number

_WIDE = 1000.0
"""Steps above which a range is too wide to be dragged from end to end."""
_PIXELS_A_STEP = 3.0


def share_of(kind: Number, value: float) -> float | None:
    """Return where between its limits a number lies, from 0 to 1; `None` where a slider would say nothing."""
    if kind.low is None or kind.high is None or kind.high <= kind.low:
        return None
    if _logarithmic(kind):
        low, high = _log_ends(kind)
        return min(max((math.log(max(value, low)) - math.log(low)) / (math.log(high) - math.log(low)), 0.0), 1.0)
    if kind.high - kind.low > _WIDE * (kind.step or 1):
        return None
    return min(max((value - kind.low) / (kind.high - kind.low), 0.0), 1.0)


def dragged(kind: Number, value: float, pixels: float, width: float, *, fine: bool = False) -> int | float:
    """Return the number after dragging it by some pixels along a field of a width; `fine` is ten times slower."""
    pixels = pixels / 10 if fine else pixels
    share = share_of(kind, value)
    if share is not None and _logarithmic(kind):
        low, high = _log_ends(kind)
        share += pixels / width
        found = 0.0 if share <= 0 and kind.low == 0 else low * (high / low) ** min(max(share, 0.0), 1.0)
        return _rounded(kind, found, max(abs(found), low) / 100)
    if share is not None:
        assert kind.low is not None
        assert kind.high is not None
        span = kind.high - kind.low
        return _rounded(kind, value + pixels / width * span, span / 1000)
    step = kind.step or (1.0 if kind.integer else max(abs(value), 1.0) / 100)
    return _rounded(kind, value + pixels / _PIXELS_A_STEP * step, step)


def _logarithmic(kind: Number) -> bool:
    return kind.log and kind.low is not None and kind.low >= 0


def _log_ends(kind: Number) -> tuple[float, float]:
    assert kind.low is not None
    assert kind.high is not None
    return (kind.low or kind.high / 10_000), kind.high


def _rounded(kind: Number, value: float, grain: float) -> int | float:
    """Return a number that is allowed, on a step where there are steps, else with as few digits as `grain` asks for."""
    if kind.low is not None:
        value = max(value, kind.low)
    if kind.high is not None:
        value = min(value, kind.high)
    if kind.integer:
        return round(value)
    if kind.step:
        base = kind.low or 0.0
        value = base + round((value - base) / kind.step) * kind.step
        grain = kind.step / 100
    digits = max(0, -math.floor(math.log10(grain)))
    rounded = round(value, digits)
    if (kind.low is not None and rounded < kind.low) or (kind.high is not None and rounded > kind.high):
        return value
    return rounded
