"""Sums in number fields come to what arithmetic says, and nothing that is written there runs away or runs at all."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodegraph.core.errors import ValueRefused
from nodegraph.gui.fields.expression import work_out


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2*1024", 2048),
        ("1920/2", 960),
        ("(1 + 2) * -3", -9),
        ("2^10", 1024),
        ("7 // 2 + 7 % 2", 4),
        ("sqrt(16)", 4),
        ("min(3, 1, 2)", 1),
        ("round(2.6)", 3),
        ("width/2", 400),
        ("out-width * 2", 3200),
        ("0.1 + 0.2", 0.1 + 0.2),
    ],
)
def test_sums_come_to_what_arithmetic_says(text, value):
    assert work_out(text, {"width": 800, "out-width": 1600}) == value


@pytest.mark.parametrize(
    "text",
    [
        "", "2*", "a", "__import__('os')", "().__class__", "lambda: 1", "[1][0]", "'a'*9", "True", "1 if 1 else 2",
        "1/0", "9**9**9", "10.0**400", "(-8)**0.5", "round(5, -1000000000)", "sqrt(-1)", "min()", "1,5", "(" * 90,
        "9" * 300, "max(key=1)", "1j", "open",
    ],
)  # fmt: skip
def test_everything_else_is_refused_in_a_sentence(text):
    with pytest.raises(ValueRefused) as refused:
        work_out(text, {})
    assert str(refused.value).endswith(".")


def test_a_wrong_name_is_answered_with_the_nearest():
    with pytest.raises(ValueRefused, match="did you mean 'width'"):
        work_out("widht*2", {"width": 8})


@given(st.text("0123456789.+-*/%()^ ewidthpmax,", max_size=40))
def test_whatever_is_typed_is_a_number_or_refused(text):
    with contextlib.suppress(ValueRefused):
        assert abs(work_out(text, {"width": 8})) < 2**63
