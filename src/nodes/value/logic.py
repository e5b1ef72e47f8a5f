"""Compares values and decides which branch runs."""

from typing import Annotated, Literal, TypeVar

from nodegraph import NOTHING, Lazy, Number, When, node

T = TypeVar("T")
Order = Literal["equal", "different", "less", "at most", "greater", "at least"]


@node(synonyms=("if", "equal", "less", "greater"))
def compare_numbers(
    a: float = 0.0,
    b: float = 0.0,
    how: Order = "equal",
    tolerance: Annotated[float, Number(0), When(how=("equal", "different"))] = 0.0,
) -> bool:
    """Compare two numbers. Numbers that differ by no more than the tolerance are equal."""
    return {
        "equal": abs(a - b) <= tolerance,
        "different": abs(a - b) > tolerance,
        "less": a < b,
        "at most": a <= b,
        "greater": a > b,
        "at least": a >= b,
    }[how]


@node(synonyms=("if", "equal", "contains"))
def compare_texts(
    a: str = "",
    b: str = "",
    how: Literal["equal", "different", "contains", "begins with", "ends with"] = "equal",
    ignore_case: bool = False,
) -> bool:
    """Compare two texts, or see whether the first contains the second."""
    if ignore_case:
        a, b = a.casefold(), b.casefold()
    return {
        "equal": a == b,
        "different": a != b,
        "contains": b in a,
        "begins with": a.startswith(b),
        "ends with": a.endswith(b),
    }[how]


@node(synonyms=("and", "or", "not", "xor", "boolean", "logic operation"))
def logic(
    a: bool = False,
    b: Annotated[bool, When(how=("and", "or", "either"))] = False,
    how: Literal["and", "or", "either", "not"] = "and",
) -> bool:
    """Combine two truths: `and` both, `or` at least one, `either` exactly one, `not` the reverse of a."""
    return {"and": a and b, "or": a or b, "either": a != b, "not": not a}[how]


@node(synonyms=("select", "choose", "if", "either"))
def switch(a: Lazy[T], b: Lazy[T], use_b: bool = False) -> T:
    """Pass on a or b. The branch that is not used does not run."""
    return b() if use_b else a()


@node(synonyms=("if", "gate", "only if"))
def conditional(value: Lazy[T], condition: bool = True, otherwise: Lazy[T] | None = None) -> T:
    """Pass the value on if the condition holds, else what `otherwise` gives.

    With nothing wired to `otherwise` nothing comes out: what needs it does not run, and a save is skipped.
    """
    if condition:
        return value()
    return NOTHING if otherwise is None else otherwise()
