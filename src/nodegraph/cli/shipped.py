"""Lists the models that come along, as their cards describe them."""

import msgspec

from nodegraph.catalogue.cards import Card, shipped

_PURPOSES = {"upscale": "upscales", "dejpeg": "removes JPEG artifacts"}


def show_shipped(*, json: bool) -> None:
    """Print a model a line: name, scale, purpose, architecture, size, license; as JSON the whole card."""
    cards = shipped()
    if json:
        for card in cards:
            print(msgspec.json.encode(card).decode())
        return
    rows = [_row(card) for card in cards]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _row(card: Card) -> tuple[str, ...]:
    size = card.path.stat().st_size
    architecture = f"{card.architecture}, {card.parameters:,} parameters"
    return card.name, f"{card.scale}x", _PURPOSES[card.purpose], architecture, f"{size / 1e6:.1f} MB", card.license
