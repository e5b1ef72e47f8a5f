"""Tiles from the engine: kept, asked for in threads, those that are wanted most first and no others.

What is out of view is not wanted any more: its question is never asked. So at most two small questions are under way,
however fast somebody scrolls.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from nodegraph.core.errors import ChildDied, NodegraphError
from nodegraph.core.pictures import TILE, Drawn, Tiles, View, level_size
from nodegraph.gui.link import Link

_THREADS = 2
_TOGETHER = 4
"""Tiles of one level that are asked for at once."""
_KEPT = 240
"""Tiles that are kept at least, 60 MiB; three times as many as are in view, where that are more."""


class Key(NamedTuple):
    """A tile."""

    picture: int
    size: tuple[int, int]
    """Width and height of the picture."""
    view: View
    level: int
    column: int
    row: int


class _Tile(NamedTuple):
    image: QImage
    rough: bool


class TileStore(QObject):
    """The tiles that a viewer has, and those that it wants."""

    arrived = Signal()
    """Wanted tiles are there."""
    failed = Signal(str)
    """The engine does not give what was wanted; the sentence says why."""
    lost = Signal(str)
    """It ended over it."""
    _came = Signal(object, object)

    def __init__(self, link: Link, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._pool = ThreadPoolExecutor(_THREADS, "tiles")
        self._lock = threading.Lock()
        self._wanted: list[Key] = []
        self._under_way: set[Key] = set()
        self._threads = 0
        self._closed = False
        self._tiles: OrderedDict[Key, _Tile] = OrderedDict()
        self._room = _KEPT
        self._came.connect(self._take)

    def get(self, key: Key) -> QImage | None:
        """Return a tile if it is there."""
        found = self._tiles.get(key)
        if found is None:
            return None
        self._tiles.move_to_end(key)
        return found.image

    def want(self, keys: Sequence[Key]) -> None:
        """Ask for these tiles, the first ones first, instead of those that were wanted before."""
        self._room = max(_KEPT, 3 * len(keys))
        with self._lock:
            self._wanted = [
                key for key in keys if (key not in self._tiles or self._tiles[key].rough) and key not in self._under_way
            ]
            starting = 0 if self._closed else min(_THREADS - self._threads, len(self._wanted))
            self._threads += starting
        for _ in range(starting):
            self._pool.submit(self._ask_all)

    @property
    def quiet(self) -> bool:
        """Whether nothing is wanted or on its way."""
        with self._lock:
            return not self._wanted and not self._under_way

    def forget_rough(self, picture: int) -> None:
        """Forget the tiles of a picture that were rough: better ones can be had."""
        for key in [
            key for key, tile in self._tiles.items() if tile.rough and picture in (key.picture, key.view.second)
        ]:
            del self._tiles[key]

    def close(self) -> None:
        """Ask for nothing any more; returns when no thread of it waits. The link may be closed before."""
        with self._lock:
            self._closed = True
            self._wanted = []
        self._pool.shutdown(cancel_futures=True)

    def _ask_all(self) -> None:
        """Ask for what is wanted until nothing is."""
        while keys := self._next():
            first = keys[0]
            places = tuple((key.column, key.row) for key in keys)
            try:
                drawn = self._link.request(Tiles(0, first.picture, first.level, places, first.view), Drawn)
            except NodegraphError as error:
                with self._lock:
                    self._wanted = []
                    self._under_way.difference_update(keys)
                    self._threads -= 1
                    closed = self._closed
                if not closed:
                    (self.lost if isinstance(error, ChildDied) else self.failed).emit(str(error))
                return
            images = [_Tile(_image(key, pixels), drawn.rough) for key, pixels in zip(keys, drawn.tiles, strict=True)]
            if self._closed:
                return
            self._came.emit(keys, images)

    def _next(self) -> list[Key]:
        """Take the tiles to ask for together; none where the thread is not needed any more."""
        with self._lock:
            if not self._wanted or self._closed:
                self._threads -= 1
                return []
            first = self._wanted[0]
            keys = [key for key in self._wanted if key[:4] == first[:4]][:_TOGETHER]
            taken = set(keys)
            self._wanted = [key for key in self._wanted if key not in taken]
            self._under_way |= taken
            return keys

    def _take(self, keys: Iterable[Key], tiles: Iterable[_Tile]) -> None:
        for key, tile in zip(keys, tiles, strict=True):
            self._tiles[key] = tile
            self._tiles.move_to_end(key)
        with self._lock:
            self._under_way.difference_update(keys)
        while len(self._tiles) > self._room:
            self._tiles.popitem(last=False)
        self.arrived.emit()


def tile_size(key: Key) -> tuple[int, int]:
    """Return the width and height of a tile in pixels of its level."""
    width, height = level_size(*key.size, key.level)
    return min(TILE, width - key.column * TILE), min(TILE, height - key.row * TILE)


def _image(key: Key, pixels: bytes) -> QImage:
    """Return the tile in the format that is painted fastest; it owns its pixels."""
    width, height = tile_size(key)
    image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888_Premultiplied)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
