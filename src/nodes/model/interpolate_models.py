"""Blends two neural networks."""

from typing import Annotated

import nodegraph
from nodegraph import Model, ModelFact, Number, node
from nodes._kernels.files import Refused

Share = Annotated[float, Number(0, 1)]


@node(synonyms=("blend models", "merge models", "mix models", "interpolate checkpoints"))
def interpolate_models(first: Model, second: Model, share: Share = 0.5) -> Model:
    """Make the model between two of the same architecture: `share` is how much of the second is in it.

    Their weights are mixed number by number: between a sharp and a faithful model of one family lie all degrees. Both
    are torch models or both ncnn models; of others, and of two with different layers, it says why not.
    """
    _refuse(first.fact, second.fact)
    # The file lies in the cache folder, where it is found the next time.
    return nodegraph.blend(first, second, share)


def _refuse(first: ModelFact, second: ModelFact) -> None:
    """Raise `Refused` for models that cannot be blended, as far as their facts tell."""
    for model in (first, second):
        if model.runtime not in ("torch", "ncnn", None):
            raise Refused(f"{model.name} is a model for {model.runtime}; two for torch, or two for ncnn, can be mixed.")
    for what in ("runtime", "architecture", "scale", "in_channels", "out_channels"):
        one, other = getattr(first, what), getattr(second, what)
        if one is not None and other is not None and one != other:
            raise Refused(f"The {what.replace('_', ' ')} of both models must be the same, but is {one} and {other}.")


@interpolate_models.infer
def _between(first: ModelFact, second: ModelFact, share: float) -> ModelFact:
    _refuse(first, second)
    return ModelFact(
        name=f"{first.name}-{second.name}-{share:g}",
        architecture=first.architecture,
        runtime=first.runtime,
        scale=first.scale,
        in_channels=first.in_channels,
        out_channels=first.out_channels,
        parameters=first.parameters,
        multiple_of=first.multiple_of,
        minimum=first.minimum,
        precisions=first.precisions,
        tags=first.tags,
    )
