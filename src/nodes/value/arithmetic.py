"""Computes with numbers."""

from nodegraph import node
from nodes._kernels.arithmetic import compute


@node(synonyms=("math", "maths", "expression", "formula", "add", "multiply"))
def calculate(formula: str = "a + b", a: float = 0.0, b: float = 0.0, c: float = 0.0) -> float:
    """Compute a formula of the numbers a, b and c.

    It may use + - * / // % ** and parentheses, pi and e, and abs, ceil, cos, exp, floor, log, log2,
    log10, max, min, round, sin, sqrt and tan.
    """
    return compute(formula, {"a": a, "b": b, "c": c})
