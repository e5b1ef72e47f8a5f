"""The curves of wires in a drawing: an S from port to port, or round the boxes that stand in its way."""

from collections.abc import Sequence

from nodegraph.core.arrange import Box

Point = tuple[float, float]
_CLEAR = 14.0
_STEP = 7.0
_SAMPLES = 24


class Curves:
    """Draws curves among boxes; those that go round keep a distance from each other."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._boxes = boxes
        self._lanes: list[float] = []

    def between(self, start: Point, end: Point) -> str:
        """Return the path (SVG `d`) of a wire from an output to an input."""
        straight = _bow(start, end)
        hit = self._hit([_at(start, end, i / _SAMPLES) for i in range(_SAMPLES + 1)], start[0], end[0])
        if not hit:
            return f"M{_point(start)}C{straight}"
        lane = self._lane(hit, start, end)
        # The lane begins and ends beside the boxes in the way; the bends to it lie in the gaps.
        first, last = min(box.x for box in hit), max(box.x + box.width for box in hit)
        inner = (first + 4, lane), (last - 4, lane)
        return f"M{_point(start)}C{_bow(start, inner[0])}L{_point(inner[1])}C{_bow(inner[1], end)}"

    def _hit(self, points: list[Point], left: float, right: float) -> list[Box]:
        """Return the boxes between both ends that a line of points runs into."""
        return [
            box
            for box in self._boxes
            if left < box.x
            and box.x + box.width < right
            and any(box.x - 4 < x < box.x + box.width + 4 and box.y - 4 < y < box.y + box.height + 4 for x, y in points)
        ]

    def _lane(self, hit: list[Box], start: Point, end: Point) -> float:
        """Return the height of the nearer free lane below or above the boxes, and extend them to all it meets."""
        middle = (start[1] + end[1]) / 2
        candidates = []
        for sign in (1, -1):
            boxes = list(hit)
            while True:
                edges = [box.y + box.height if sign > 0 else box.y for box in boxes]
                lane = (max(edges) if sign > 0 else min(edges)) + sign * _CLEAR
                while any(abs(lane - other) < _STEP - 1 for other in self._lanes):
                    lane += sign * _STEP
                more = self._hit([(box.x + box.width / 2, lane) for box in self._boxes], start[0], end[0])
                more = [box for box in more if box not in boxes]
                if not more:
                    break
                boxes += more
            candidates.append((abs(lane - middle), lane))
        lane = min(candidates)[1]
        self._lanes.append(lane)
        return lane


def _bow(start: Point, end: Point) -> str:
    """Return the rest of a cubic curve that leaves and arrives horizontally."""
    bend = _bend(start, end)
    return f"{_point((start[0] + bend, start[1]))} {_point((end[0] - bend, end[1]))} {_point(end)}"


def _bend(start: Point, end: Point) -> float:
    across = end[0] - start[0]
    return max(36.0, across * 0.45) if across > 90 or across < 0 else across * 0.5


def _at(start: Point, end: Point, t: float) -> Point:
    bend = _bend(start, end)
    weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
    xs = start[0], start[0] + bend, end[0] - bend, end[0]
    ys = start[1], start[1], end[1], end[1]
    return sum(w * x for w, x in zip(weights, xs, strict=True)), sum(w * y for w, y in zip(weights, ys, strict=True))


def _point(point: Point) -> str:
    return f"{point[0]:.4g} {point[1]:.4g}"
