"""Whether a step fits into memory, asked before it starts: a sentence now is better than a killed process later."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from nodegraph.core.errors import MemoryShort
from nodegraph.core.facts import Fact, PictureFact
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import ImageKind
from nodegraph.engine.picture import Picture
from nodegraph.runtimes.memory import free_memory

_NEVER_ASK = 256 * 2**20


def check_memory(spec: NodeSpec, values: Mapping[str, Any], facts: Mapping[str, Fact | None] | None = None) -> None:
    """Refuse a step on whole arrays that needs more bytes than are free.

    `values` are the raw values at its input ports, `facts` what is known of its outputs. Counted are the
    float32 arrays it is given and those it returns; what it needs besides is not known. Costs
    under 2 us for pictures of usual size. Raises `MemoryShort`.
    """
    needed = bytes_needed(spec, values, facts or {})
    if needed < _NEVER_ASK:
        return
    free = free_memory()
    if needed > free:
        raise MemoryShort(
            f"{spec.label} needs {gigabytes(needed)} GB of memory, {gigabytes(free)} GB are free; resize first."
        )


def bytes_needed(spec: NodeSpec, values: Mapping[str, Any], facts: Mapping[str, Fact | None]) -> int:
    """Return the bytes of the arrays that a step gets made for it and returns, as far as they are known."""
    needed = first = 0
    for port in spec.inputs:
        value = values.get(port.name)
        if isinstance(port.kind, ImageKind) and isinstance(value, Picture):
            floats = value.pixels.size * 4
            first = first or floats
            if not port.kind.picture and value.pixels.dtype != np.float32:
                needed += floats
    for output in spec.outputs:
        if isinstance(output.kind, ImageKind) and not output.kind.picture:
            fact = facts.get(output.name)
            match fact:
                case PictureFact(width=int(width), height=int(height), channels=int(channels)):
                    needed += width * height * channels * 4
                case _ if output.same:
                    needed += first
    return needed


def gigabytes(count: int) -> str:
    """Return a number of bytes as gigabytes with at most one decimal."""
    return f"{count / 1e9:.1f}".removesuffix(".0")
