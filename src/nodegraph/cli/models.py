"""Shows what a model file is."""

from pathlib import Path

import msgspec

from nodegraph.core.client import Engine
from nodegraph.core.messages import Inspected, InspectModel, Receptive, Seam


def show_model(file: Path, *, json: bool) -> None:
    """Print architecture, scale, channels, size, hash, precisions and how far the model sees."""
    with Engine() as engine:
        answer = engine.request(InspectModel(0, str(file.absolute()), measure=True), Inspected)
    if json:
        print(msgspec.json.encode(answer).decode())
        return
    fact = answer.fact
    rows = {
        "name": fact.name,
        "architecture": fact.architecture,
        "runtime": fact.runtime,
        "scale": f"{fact.scale}x",
        "channels": f"{fact.in_channels} in, {fact.out_channels} out",
        "parameters": f"{fact.parameters:,}" if fact.parameters else None,
        "precisions": " ".join(fact.precisions),
        "tags": ", ".join(fact.tags) or None,
        "sha256": fact.sha256,
        "sees": answer.receptive and describe_receptive(answer.receptive),
        "seam": answer.receptive and describe_seam(answer.receptive, answer.seam),
    }
    for name, value in rows.items():
        if value is not None:
            print(f"{name:<12}  {value}")


def describe_receptive(receptive: Receptive) -> str:
    """Return in words how far a model sees and what tiling costs."""
    steps = receptive.seam * 255
    windows = f", in windows of {receptive.multiple_of} px" if receptive.kind == "windowed" else ""
    if receptive.sees_all or receptive.kind == "global":
        return f"{receptive.kind}: the whole picture{windows}; tiles differ by up to {steps:.1f}/255"
    if not receptive.complete:
        return f"{receptive.kind}: at least {receptive.pixels} px{windows}; there was no time to look farther"
    equal = "tiles equal the whole picture" if steps < 0.25 else f"tiles differ by up to {steps:.1f}/255"
    aligned = " where they are aligned" if windows else ""
    return f"{receptive.kind}: {receptive.pixels} px{windows}; {equal}{aligned}"


def describe_seam(receptive: Receptive, seam: Seam | None) -> str:
    """Return in words what tiles cost, as measured, and what the cap on the overlap of small tiles costs."""
    if seam is None:
        return "not measured: the model takes one size of tile only, or is too slow here"
    told = (
        f"tiles of {seam.tile} px with {seam.overlap} px of overlap differ from the whole picture by "
        f"{_steps(seam.error)} (test picture of {seam.width}x{seam.height})"
    )
    small = seam.small_tile
    if receptive.sees_all or receptive.kind == "global":
        return f"{told}; it sees everything, so that no overlap is enough: larger tiles differ less"
    if receptive.pixels > small // 2:
        return f"{told}; tiles of {small} px get {small // 2} px of overlap and differ by {_steps(seam.small_error)}"
    return told


def describe_seams(answer: Inspected) -> str:
    """Return in one line how far a model sees and what its tiles cost."""
    assert answer.receptive is not None, "asked without measuring"
    sees, costs = describe_receptive(answer.receptive), describe_seam(answer.receptive, answer.seam)
    return f"seams of {answer.fact.name}: {sees}; {costs}"


def _steps(error: float) -> str:
    return f"up to {error * 255:.2f}/255" if error * 255 >= 0.01 else "less than 0.01/255"
