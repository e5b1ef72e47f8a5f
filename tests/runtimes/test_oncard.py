"""What cards say of the models that come along is what measuring finds."""

import pytest

from nodegraph.catalogue.cards import shipped
from nodegraph.runtimes.model import open_model
from nodegraph.runtimes.oncard import receptive_on_card
from nodegraph.runtimes.overlap import measure
from nodegraph.runtimes.pool import shared


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("card", shipped(), ids=lambda card: card.name)
def test_a_model_sees_as_far_as_its_card_says_and_no_farther(card):
    model = open_model(card.path)
    said = receptive_on_card(card.sha256)
    opened = shared().open(card.path, runtime="torch_", device="cpu", precision="fp32")
    found = measure(opened.run, model.fact, exact=True, seconds=120)
    assert found.complete
    assert (found.kind, found.exact, found.multiple_of) == (said.kind, said.exact, said.multiple_of)
    assert model.receptive() == said
