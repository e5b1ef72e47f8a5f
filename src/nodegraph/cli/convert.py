"""`nodegraph convert`: has a model written in another form and says how far both differ."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

import msgspec

from nodegraph.core.client import Engine
from nodegraph.core.errors import GraphError, Stopped
from nodegraph.core.messages import Converted, ConvertModel, Event, Noted

_EQUAL = 200.0


class Conversion(NamedTuple):
    """What a person asked for."""

    model: Path
    output: Path
    fp16: bool
    opset: int | None
    other: Path | None
    share: float
    overwrite: bool
    minutes: float


def run_conversion(wish: Conversion, *, json: bool, quiet: bool) -> None:
    """Convert or blend, tell what is being done, and print the written file and its proof.

    Raises `GraphError` for options that exclude each other, `Stopped` after Ctrl-C, and what the engine refuses.
    """
    if wish.other is not None and (wish.fp16 or wish.opset is not None):
        raise GraphError("--interpolate keeps precision and kind of MODEL; leave --fp16 and --opset out.")

    def show(event: Event) -> None:
        if isinstance(event, Noted) and not (json or quiet):
            print(event.sentence, file=sys.stderr, flush=True)

    request = ConvertModel(
        0,
        _absolute(wish.model),
        _absolute(wish.output),
        "fp16" if wish.fp16 else "fp32",
        wish.opset,
        "" if wish.other is None else _absolute(wish.other),
        wish.share,
        wish.overwrite,
        wish.minutes * 60,
    )
    with Engine() as engine:
        try:
            answer = engine.request(request, Converted, show)
        except KeyboardInterrupt:
            raise Stopped("Stopped; nothing was written.") from None
    if json:
        print(msgspec.json.encode(answer).decode())
        return
    print(answer.path)
    if not quiet:
        print(describe_proof(answer), file=sys.stderr)


def describe_proof(answer: Converted) -> str:
    """Return in words how far the written model is from the one it was made of."""
    psnr = "equal" if answer.psnr >= _EQUAL else f"PSNR {answer.psnr:.1f} dB"
    return (
        f"max difference {answer.max_difference * 255:.3f}/255, mean {answer.mean_difference * 255:.4f}/255, {psnr}, "
        f"on {answer.of}"
    )


def _absolute(path: Path) -> str:
    return os.path.abspath(os.path.expanduser(path))
