"""A torch model inside the process that exports it: its network as one plain module, and its words."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nodegraph.core.facts import ModelFact
from nodegraph.runtimes.checkpoint import read_checkpoint
from nodegraph.runtimes.torch_build import build, facts
from nodegraph.runtimes.torch_import import import_spandrel

if TYPE_CHECKING:
    import torch


class Network(NamedTuple):
    """What exporters need."""

    module: "torch.nn.Module"
    """`(1, C, H, W)` float32 to `(1, C', H * scale, W * scale)`."""
    fact: ModelFact
    words: dict[str, str]
    """What goes along with the weights: the file's own words, and what is known of it."""


def open_network(path: Path) -> Network:
    """Return the network in a file, in float32 on the CPU. Raises `FileRefused`, `ModelRefused`."""
    spandrel = import_spandrel()
    checkpoint = read_checkpoint(path)
    descriptor = build(path, checkpoint.weights, spandrel)
    fact = facts(path, descriptor)
    descriptor.model.eval().float().requires_grad_(False)
    return Network(_plain(descriptor), fact, with_facts(checkpoint.words, fact))


def with_facts(words: dict[str, str], fact: ModelFact) -> dict[str, str]:
    """Return the words with name, architecture and scale added where they do not say them."""
    known = {"name": fact.name, "architecture": fact.architecture, "scale": fact.scale}
    return {**{name: str(value) for name, value in known.items() if value is not None}, **words}


def _plain(descriptor: Any) -> "torch.nn.Module":
    """Return a module that takes the picture alone: some networks have further inputs with defaults."""
    import torch

    class Plain(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.network = descriptor.model

        def forward(self, image: torch.Tensor) -> torch.Tensor:
            return descriptor._call_fn(self.network, image)  # type: ignore[no-any-return]

    return Plain().eval()
