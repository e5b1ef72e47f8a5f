"""Shows what a model file is."""

from pathlib import Path

import msgspec

from nodegraph.core.client import Engine
from nodegraph.core.messages import Inspected, InspectModel, Receptive


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
        "tags": " ".join(fact.tags) or None,
        "sha256": fact.sha256,
        "sees": answer.receptive and describe_receptive(answer.receptive),
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
