"""What the card of a model that comes along says of it, so that nothing has to be started or measured to know it."""

from nodegraph.catalogue.cards import card_of, twin
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes.overlap import Receptive


def fact_on_card(sha256: str) -> ModelFact | None:
    """Return the facts of the model of that content whose twin is what its card speaks of."""
    card = card_of(sha256)
    if card is None or twin(sha256) is None:
        return None
    return ModelFact(
        architecture=card.architecture,
        runtime="torch",
        scale=card.scale,
        # All of them take and give RGB, in any precision: the recipe makes no others.
        in_channels=3,
        out_channels=3,
        parameters=card.parameters,
        precisions=("fp32", "fp16", "bf16"),
    )


def receptive_on_card(sha256: str) -> Receptive | None:
    """Return how far the model of that content sees, where its layers say it exactly."""
    card = card_of(sha256)
    if card is None or card.reach is None:
        return None
    reach = card.reach
    return Receptive("bounded", False, reach, reach, 1, 0.0, ((reach, 0.0),), complete=True, seconds=0.0)
