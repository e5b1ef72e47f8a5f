"""The models that come along with the program: which one serves a scale, and which one a name means."""

from pathlib import Path
from typing import NamedTuple

from nodegraph.catalogue.cards import models_folder, shipped
from nodegraph.core.errors import FileRefused


class BuiltIn(NamedTuple):
    """A model that comes along."""

    path: Path
    scale: int


def built_in(scale: float) -> BuiltIn:
    """Return the model for a scale: the smallest that reaches it, or else the largest. Raises `FileRefused`."""
    upscalers = [BuiltIn(card.path, card.scale) for card in shipped() if card.purpose == "upscale"]
    if not upscalers:
        raise FileRefused(
            f"The models that come along are missing in {models_folder()}; install nodegraph again or name a model."
        )
    return next((model for model in upscalers if model.scale >= scale), upscalers[-1])


def built_in_named(name: str) -> BuiltIn | None:
    """Return the model that comes along under a name such as `nodegraph-2x`, or `None`. Raises `FileRefused`."""
    return next((BuiltIn(card.path, card.scale) for card in shipped() if card.name == name), None)


def model_file(path: Path) -> Path:
    """Return the model file that a path means: itself, or the model that comes along where only its name is given.

    A path whose last part is such a name counts as the name as well, because a graph's values are made absolute; a file
    that is there always comes first.
    """
    if path.suffix or path.exists():
        return path
    named = built_in_named(path.name)
    return path if named is None else named.path
