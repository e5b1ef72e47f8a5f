"""Models turned into other forms, and two models into one between them."""

from nodegraph.runtimes.convert.blends import blend
from nodegraph.runtimes.convert.conversion import convert, interpolate
from nodegraph.runtimes.convert.prove import Proof

__all__ = ["Proof", "blend", "convert", "interpolate"]
