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
    match receptive.kind:
        case "bounded":
            return f"bounded, {receptive.pixels} px: tiles equal the whole picture"
        case "windowed":
            return (
                f"windowed, {receptive.pixels} px, windows of {receptive.multiple_of} px: "
                f"aligned tiles differ by up to {receptive.seam * 255:.2f}/255"
            )
        case "global":
            return f"the whole picture: tiles differ by up to {receptive.seam * 255:.1f}/255"
