"""The models that come along with the program."""

from pathlib import Path
from typing import NamedTuple

from nodegraph.core.errors import FileRefused
from nodegraph.core.places import resources


class BuiltIn(NamedTuple):
    """A model that comes along."""

    path: Path
    scale: int


def built_in(scale: float) -> BuiltIn:
    """Return the model for a scale: for more than 2 the one of four times, where it is there. Raises `FileRefused`."""
    folder = resources() / "models"
    large = BuiltIn(folder / "nodegraph-4x.safetensors", 4)
    if scale > 2 and large.path.is_file():
        return large
    small = BuiltIn(folder / "nodegraph-2x.safetensors", 2)
    if not small.path.is_file():
        raise FileRefused(
            f"The model that comes along is missing ({small.path}); install nodegraph again or name a model."
        )
    return small
