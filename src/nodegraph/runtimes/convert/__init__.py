"""Models turned into other forms, and two models into one between them."""

from nodegraph.runtimes.convert.blend import blend
from nodegraph.runtimes.convert.convert import convert, interpolate
from nodegraph.runtimes.convert.prove import Proof

__all__ = ["Proof", "blend", "convert", "interpolate"]
