"""Previews: small pictures of what nodes make, for whoever watches a run.

Only nodes that are watched cost anything, and each shows one picture a second at most: a stream of
thousands of items is neither slowed down nor does it flood its front end.
"""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic
from typing import Any

import numpy as np
import numpy.typing as npt

from nodegraph.core.errors import RunError
from nodegraph.core.messages import Preview
from nodegraph.engine.color import convert
from nodegraph.engine.picture import Picture
from nodegraph.engine.pixels import to_float

SIDE = 256
"""Pixels of a preview's longer side, at most."""
_PAUSE = 1.0
"""Seconds between two previews of one node."""
_ENOUGH = 4
"""Larger pictures are thinned out to this multiple of the preview before they are averaged."""

Hold = Callable[[str, tuple[int, ...], dict[str, Any]], None]
"""Takes the results of a node, by output port, and the index path of the item."""

_DISPLAY = Picture.of(np.zeros((1, 1, 3), np.float32))


class Previews:
    """Shows what the watched nodes of one run make."""

    def __init__(
        self,
        nodes: Iterable[str],
        run: int,
        tell: Callable[[Preview], None],
        viewed: Iterable[str] = (),
        hold: Hold | None = None,
    ) -> None:
        """`hold` is given all results of the `viewed` nodes, and those of watched nodes for items of streams."""
        self._viewed = frozenset(viewed)
        self._hold = hold
        self._due = dict.fromkeys(nodes, 0.0)
        self._run = run
        self._tell = tell
        self._lock = threading.Lock()

    def offer(self, node: str, path: tuple[int, ...], results: dict[str, Any]) -> None:
        """Show the first picture among a step's results, if the node is watched and its last one is a second old."""
        if self._hold is not None and (node in self._viewed or (path and node in self._due)):
            self._hold(node, path, results)
        if node not in self._due:
            return
        port, picture = next(((p, v) for p, v in results.items() if isinstance(v, Picture)), ("", None))
        if picture is None:
            return
        with self._lock:
            if monotonic() < self._due[node]:
                return
            self._due[node] = monotonic() + _PAUSE
        small = thumbnail(picture)
        height, width, _ = small.shape
        self._tell(Preview(self._run, node, port, path, width, height, small.tobytes(), picture.fact))


def thumbnail(picture: Picture, side: int = SIDE) -> npt.NDArray[np.uint8]:
    """Return the picture as RGBA `(h, w, 4)`, 8 bits, sRGB, straight alpha, its longer side at most `side`.

    What is brighter than white or outside sRGB is clipped. Small pictures keep their size.
    """
    # Nobody who watches nothing pays for the import.
    import cv2

    step = max(1, max(picture.height, picture.width) // (_ENOUGH * side))
    few = picture.replace(pixels=np.ascontiguousarray(picture.pixels[::step, ::step]))
    if few.channels > 1 and few.space != "srgb":
        # A profile that cannot be used must not fail the step: its numbers are shown as they are.
        with suppress(RunError):
            few = convert(few, _DISPLAY)
    floats = to_float(few.pixels)
    colors = np.repeat(floats, 3, axis=2) if few.channels == 1 else floats[:, :, :3]
    alpha = floats[:, :, 3:] if few.channels == 4 else np.ones_like(floats[:, :, :1])
    # Averaged with their weight, invisible colors leave no fringes.
    weighted = np.concatenate([np.clip(colors, 0, 1) * alpha, alpha], axis=2)
    factor = min(1.0, side / max(few.height, few.width))
    size = max(1, round(few.width * factor)), max(1, round(few.height * factor))
    small = cv2.resize(weighted, size, interpolation=cv2.INTER_AREA)
    covered = np.maximum(small[:, :, 3:], 1e-6)
    shown = np.concatenate([small[:, :, :3] / covered, small[:, :, 3:]], axis=2)
    made: npt.NDArray[np.uint8] = np.rint(np.clip(shown, 0, 1) * 255).astype(np.uint8)
    return made
