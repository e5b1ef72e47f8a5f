"""Sums in number fields: `2*1024`, `sqrt(2)`, `width/2` with the graph's parameters, worked out with bounded effort."""

import ast
import math
from collections.abc import Callable, Mapping

from nodegraph.core.errors import ValueRefused, did_you_mean

_LONGEST = 200
"""Letters of an expression."""
_LARGEST = 2.0**63
_CONSTANTS = {"pi": math.pi, "e": math.e}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "abs": abs, "ceil": math.ceil, "floor": math.floor, "max": max, "min": min, "sqrt": math.sqrt,
    "round": lambda number: round(number),  # with one argument: rounding to many digits takes for ever
}  # fmt: skip
_OPERATIONS: dict[type, Callable[[float, float], float]] = {
    ast.Add: lambda one, other: one + other,
    ast.Sub: lambda one, other: one - other,
    ast.Mult: lambda one, other: one * other,
    ast.Div: lambda one, other: one / other,
    ast.FloorDiv: lambda one, other: one // other,
    ast.Mod: lambda one, other: one % other,
    # Floats overflow at once where whole numbers would grow and grow.
    ast.Pow: lambda one, other: float(one) ** float(other),
}


def work_out(text: str, names: Mapping[str, float]) -> float:
    """Return what an expression comes to: `+ - * / // % **`, brackets, a few functions, `pi`, `e` and `names`.

    A name may hold `-` where it stands for a parameter (`out-width`). `^` is a power. Raises `ValueRefused` with a
    sentence. Numbers stay below 2^63.
    """
    if len(text) > _LONGEST:
        raise ValueRefused(f"The expression is longer than {_LONGEST} letters.")
    known = {**_CONSTANTS, **names}
    plain, known = _without_dashes(text.replace("^", "**"), known)
    try:
        tree = ast.parse(plain.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueRefused(f"{text!r} is no number and no sum; write something like 2*1024.") from None
    try:
        found = _value(tree.body, known, text)
    except ValueRefused:
        raise
    except ZeroDivisionError:
        raise ValueRefused(f"{text!r} divides by zero.") from None
    except (OverflowError, ValueError, TypeError, RecursionError):
        raise ValueRefused(f"{text!r} cannot be worked out.") from None
    # `4/2` is the whole number 2, so that it fits where one is wanted.
    return int(found) if isinstance(found, float) and found.is_integer() else found


def _value(node: ast.expr, names: Mapping[str, float], text: str) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            found: float = number
        case ast.Name(id=name):
            if name not in names:
                hint = did_you_mean(name, [*names, *_FUNCTIONS])
                raise ValueRefused(f"{text!r}: nothing here is called {name!r}{hint}.")
            found = names[name]
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
            found = _value(operand, names, text) * (-1 if isinstance(sign, ast.USub) else 1)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATIONS:
            found = _OPERATIONS[type(sign)](_value(left, names, text), _value(right, names, text))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS and arguments:
            found = _FUNCTIONS[name](*(_value(argument, names, text) for argument in arguments))
        case _:
            raise ValueRefused(f"{text!r} is no number and no sum; write something like 2*1024.")
    if isinstance(found, complex) or not math.isfinite(found) or abs(found) >= _LARGEST:
        raise ValueRefused(f"{text!r} is out of every range.")
    return found


def _without_dashes(text: str, names: Mapping[str, float]) -> tuple[str, dict[str, float]]:
    """Return text and names with `_` for the `-` in names, the longest names first."""
    for name in sorted((name for name in names if "-" in name), key=len, reverse=True):
        text = text.replace(name, name.replace("-", "_"))
    return text, {name.replace("-", "_"): value for name, value in names.items()}
