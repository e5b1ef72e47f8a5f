"""Shows how fast and how exact every way is to run a model on this machine."""

import sys
from pathlib import Path

import msgspec

from nodegraph.core.client import Engine
from nodegraph.core.messages import Bench, Benched, BenchRow

_HEADER = ("runtime", "device", "precision", "tile", "ms/megapixel", "speed", "max diff", "PSNR dB", "verdict")
_EQUAL = 200.0


def show_bench(file: Path, device: str, *, json: bool) -> None:
    """Prove and time all ways, then print them as a table, the fastest first, or as one JSON object."""
    with Engine() as engine:
        if not json:
            print(f"measuring every way to run {file.name}; this takes a minute or two", file=sys.stderr)
        answer = engine.request(Bench(0, str(file.absolute()), device), Benched)
    if json:
        print(msgspec.json.encode(answer).decode())
        return
    rows = [_HEADER, *(_cells(row) for row in answer.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _cells(row: BenchRow) -> tuple[str, ...]:
    timed, compared = row.tile > 0, row.psnr > 0
    verdict = row.fault or ("proved, chosen" if row.chosen else "proved")
    return (
        row.runtime,
        row.device,
        row.precision,
        (f"{row.batch} x " if row.batch > 1 else "") + (str(row.tile) if timed else "-"),
        f"{row.ms_per_megapixel:.0f}" if timed else "-",
        f"{row.speedup:.2f}x" if timed else "-",
        f"{row.max_difference * 255:.2f}/255" if compared else "-",
        ("equal" if row.psnr >= _EQUAL else f"{row.psnr:.1f}") if compared else "-",
        verdict,
    )
