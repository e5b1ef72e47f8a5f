"""Cuts a picture into tiles and joins tiles into a picture."""

from typing import Annotated, NamedTuple

import numpy as np

from nodegraph import Item, Number, Picture, PictureFact, Stream, StreamFact, node
from nodes._kernels.pixels import as_type, changed, check_size
from nodes._kernels.tiling import Grid, grid, shares

TileSize = Annotated[int, Number(16, 16384, unit="px", log=True)]
Overlap = Annotated[int, Number(0, 4096, unit="px")]


class Tile(NamedTuple):
    """One tile and where its upper left corner lies."""

    tile: Picture
    left: int
    top: int


@node(synonyms=("split into tiles", "split spritesheet"))
def tile_split(image: Picture, size: TileSize = 512, overlap: Overlap = 32) -> Stream[Tile]:
    """Cut a picture into tiles of equal size, row by row, which overlap their neighbors.

    Join them again with `tile merge`.
    """
    tiles = grid(image.width, image.height, size, overlap)
    for left, top in tiles.places:
        part = image.pixels[top : top + tiles.height, left : left + tiles.width]
        yield Tile(image.replace(pixels=np.ascontiguousarray(part)), left, top)


@tile_split.infer
def _(image: PictureFact, size: int, overlap: int) -> Tile:
    tiles = grid(image.width, image.height, size, overlap)
    count = len(tiles.places)
    item = changed(image, width=tiles.width, height=tiles.height)
    return Tile(StreamFact(item, count), StreamFact(None, count), StreamFact(None, count))


@node(holes="fail", synonyms=("join tiles", "merge spritesheet"))
def tile_merge(tiles: Stream[Item[Picture]], image: Picture, size: TileSize = 512, overlap: Overlap = 32) -> Picture:
    """Join the tiles of a picture again, faded into each other where they overlap.

    `image` is the picture that was split, with the same size and overlap. The tiles may have become
    larger or smaller on the way, all by the same factor.
    """
    places = grid(image.width, image.height, size, overlap)
    canvas: _Canvas | None = None
    for item in tiles:
        if canvas is None:
            canvas = _Canvas(places, image, overlap, item.value)
        canvas.add(item.place, item.value)
    if canvas is None:
        raise ValueError("No tile arrived; wire the tiles of a picture.")
    return canvas.finish()


@tile_merge.infer
def _(tiles: StreamFact, image: PictureFact, size: int, overlap: int) -> PictureFact | None:
    places = grid(image.width, image.height, size, overlap)
    count = len(places.places)
    if tiles.exact and tiles.length is not None and tiles.length != count:
        raise ValueError(
            f"There are {tiles.length} tiles, but a picture of {image.width}x{image.height} pixels makes {count};"
            " give the size and overlap of the split."
        )
    tile = tiles.item
    if not isinstance(tile, PictureFact) or not isinstance(tile.width, int) or not isinstance(tile.height, int):
        return None
    width, height = _whole(places, image.width, image.height, tile.width, tile.height)
    return changed(tile, width=width, height=height)


def _whole(places: Grid, width: int, height: int, tile_width: int, tile_height: int) -> tuple[int, int]:
    """Return the size of the picture that tiles of this size make. Raises `ValueError` for a distorted tile."""
    across, down = tile_width / places.width, tile_height / places.height
    whole = round(width * across), round(height * down)
    check_size(*whole)
    if abs(across - down) * max(places.width, places.height) > 1:
        raise ValueError(
            f"Tiles of {tile_width}x{tile_height} pixels do not fit: they were cut {places.width}x{places.height}"
            " and must keep these proportions; give the size and overlap of the split."
        )
    return whole


class _Canvas:
    """The picture that grows from its tiles."""

    def __init__(self, places: Grid, image: Picture, overlap: int, first: Picture) -> None:
        self._first = first
        self._count = len(places.places)
        width, height = _whole(places, image.width, image.height, first.width, first.height)
        self._lefts = [min(round(left * first.width / places.width), width - first.width) for left in places.lefts]
        self._tops = [min(round(top * first.height / places.height), height - first.height) for top in places.tops]
        fade = round(overlap * first.width / places.width)
        self._across = shares(self._lefts, first.width, min(fade, first.width), width)
        self._down = shares(self._tops, first.height, min(fade, first.height), height)
        self._sum = np.zeros((height, width, first.channels), np.float32)
        self._seen: set[int] = set()

    def add(self, place: int, tile: Picture) -> None:
        """Lay the tile at its place. Raises `ValueError` for one that does not fit."""
        if tile.pixels.shape != self._first.pixels.shape:
            raise ValueError(
                f"Tile {place + 1} has {tile.width}x{tile.height} pixels and {tile.channels} channels, the first one"
                f" {self._first.width}x{self._first.height} and {self._first.channels}; they must be alike."
            )
        if not 0 <= place < self._count or place in self._seen:
            raise ValueError(f"Tile {place + 1} of {self._count} is one too many; give the size of the split.")
        self._seen.add(place)
        row, column = divmod(place, len(self._lefts))
        left, top = self._lefts[column], self._tops[row]
        weight = self._down[row][:, None, None] * self._across[column][None, :, None]
        self._sum[top : top + tile.height, left : left + tile.width] += as_type(tile.pixels, np.float32) * weight

    def finish(self) -> Picture:
        """Return the picture. Raises `ValueError` where a tile is missing."""
        if len(self._seen) < self._count:
            missing = next(place for place in range(self._count) if place not in self._seen)
            raise ValueError(f"Tile {missing + 1} of {self._count} is missing; give the size and overlap of the split.")
        return self._first.replace(pixels=as_type(self._sum, self._first.pixels.dtype))
