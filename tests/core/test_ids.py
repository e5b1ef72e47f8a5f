"""Ids are words, unique without regard to case."""

from hypothesis import given
from hypothesis import strategies as st

from nodegraph.core.ids import free_id, is_id

wishes = st.one_of(
    st.text(max_size=6), st.sampled_from(["blur", "blur-2", "Blur", "acme:glow", "9lives", "a-b-3", "ß", "ss"])
)


@given(st.lists(wishes, max_size=30))
def test_a_free_id_is_an_id_and_differs_in_more_than_case(many: list[str]) -> None:
    taken: dict[str, None] = {}
    for wish in many:
        name = free_id(wish, taken)
        assert is_id(name)
        assert name.casefold() not in {other.casefold() for other in taken}
        taken[name] = None


def test_numbers_follow_each_other() -> None:
    taken: list[str] = []
    for _ in range(40):
        taken.append(free_id("blur", taken))
    assert taken == ["blur", *(f"blur-{i}" for i in range(2, 41))]
