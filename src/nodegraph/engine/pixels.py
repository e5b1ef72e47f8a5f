"""Pixels: the one form every picture has, whether numbers are finite, and conversions remembered.

Nodes may return `(H, W)`, views, float64 or bool; `canonical` makes pixels of them.
"""

import threading
import weakref
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any, cast

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8] | npt.NDArray[np.uint16] | npt.NDArray[np.float32]
Floats = npt.NDArray[np.float32]

_STORED = {np.dtype(np.uint8), np.dtype(np.uint16), np.dtype(np.float32)}
_BECOME_FLOAT = {np.dtype(np.float64), np.dtype(np.float16), np.dtype(np.bool_)}


def canonical(array: Any) -> Pixels:
    """Return the array as pixels: `(H, W, C)`, C = 1, 3 or 4, C-contiguous, read-only, in native byte order.

    `(H, W)` gets a channel; float64, float16 and bool become float32; a small view of a large
    array is copied, so that it does not keep the large one. The array given becomes read-only.
    Raises `ValueError` with a sentence for any other shape or type, and for an empty picture.
    """
    if not isinstance(array, np.ndarray):
        raise ValueError(f"a picture is an array, not a {type(array).__name__}.")
    if array.ndim == 2:
        array = array[:, :, np.newaxis]
    if array.ndim != 3 or array.shape[2] not in (1, 3, 4):
        raise ValueError(f"a picture has the shape (height, width, 1, 3 or 4), not {array.shape}.")
    if not array.size:
        raise ValueError(f"a picture of {array.shape[1]}x{array.shape[0]} has no pixels.")
    kind = array.dtype
    if kind not in _STORED or not kind.isnative:
        native = kind.newbyteorder("=")
        if native in _BECOME_FLOAT:
            with np.errstate(over="ignore"):
                array = array.astype(np.float32)
        elif native in _STORED:
            array = array.astype(native)
        else:
            raise ValueError(f"pixels are uint8, uint16 or float32, not {kind}.")
    if not array.flags.c_contiguous or _holds_much_more(array):
        array = array.copy(order="C")
    array.flags.writeable = False
    return cast("Pixels", array)


def _holds_much_more(array: npt.NDArray[Any]) -> bool:
    base = array.base
    return type(base) is np.ndarray and base.nbytes > 2 * array.nbytes + 65536


def finite(pixels: Pixels) -> bool:
    """Whether all numbers are finite. Integers always are."""
    if pixels.dtype != np.float32:
        return True
    # A sum is not finite if one number is not; the reverse fails only for huge numbers, where it is counted.
    with np.errstate(over="ignore", invalid="ignore"):
        total = pixels.sum()
    return bool(np.isfinite(total)) or bool(np.isfinite(pixels).all())


def to_float(pixels: Pixels) -> Floats:
    """Return pixels as float32, integer types scaled to [0, 1]; float32 itself comes back as it is."""
    if pixels.dtype == np.float32:
        return pixels  # type: ignore[return-value]
    top = np.iinfo(pixels.dtype).max  # type: ignore[type-var]
    floats = np.multiply(pixels, np.float32(1 / top), dtype=np.float32)
    floats.flags.writeable = False
    return floats


class Conversions:
    """Remembers what pixels were converted to, while the pixels live and room for it lasts.

    A picture read by three nodes is converted once. At most `room` bytes are kept, the ones not
    used for longest go first; what belongs to pixels that are gone goes at once. Any thread may ask.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._held = 0
        # Not reentrant on purpose: pixels may die, and `_forget` be called, in the middle of our own code.
        self._lock = threading.Lock()
        self._dead: deque[tuple[Any, ...]] = deque()
        self._known: OrderedDict[tuple[Any, ...], tuple[weakref.ref[Any], Any, int]] = OrderedDict()

    def floats(self, pixels: Pixels) -> Floats:
        """Return the pixels as float32."""
        floats: Floats = self.keep(pixels, ("float",), lambda: to_float(pixels))
        return floats

    def keep(self, pixels: Pixels, how: tuple[Any, ...], convert: Callable[[], Any]) -> Any:
        """Return what `convert` makes of these pixels, from memory where it was made before.

        `how` names the conversion.
        """
        key = (id(pixels), *how)
        with self._lock:
            entry = self._known.get(key)
            if entry is not None and entry[0]() is pixels:
                self._known.move_to_end(key)
                return entry[1]
        made = convert()
        size = getattr(made, "pixels", made).nbytes
        if size <= self._room:
            owner = weakref.ref(pixels, lambda _: self._forget(key))
            with self._lock:
                self._drop_dead()
                self._drop(key)
                self._known[key] = (owner, made, size)
                self._held += size
                while self._held > self._room:
                    self._drop(next(iter(self._known)))
        return made

    def _forget(self, key: tuple[Any, ...]) -> None:
        self._dead.append(key)
        if self._lock.acquire(blocking=False):
            try:
                self._drop_dead()
            finally:
                self._lock.release()

    def _drop_dead(self) -> None:
        while self._dead:
            key = self._dead.popleft()
            # The id may serve new pixels by now.
            if (entry := self._known.get(key)) is not None and entry[0]() is None:
                self._drop(key)

    def _drop(self, key: tuple[Any, ...]) -> None:
        if (entry := self._known.pop(key, None)) is not None:
            self._held -= entry[2]

    @property
    def held(self) -> int:
        """Bytes kept now."""
        return self._held


memory_of_floats = Conversions(256 * 2**20)
"""The process's conversions."""
