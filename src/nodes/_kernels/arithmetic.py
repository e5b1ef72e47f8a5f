"""Reads and computes formulas such as `a * 2 + max(b, 1)`.

A recursive-descent parser of our own: no `eval`, nothing but numbers. Everything is a 64-bit
float, so that no operand grows: `9**9**9` overflows at once instead of filling memory. Length and
nesting are limited, so that reading takes a bounded time and stack.
"""

import math
import re
from collections.abc import Callable, Mapping

LONGEST = 1000
DEEPEST = 40

_TOKEN = re.compile(r"\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(\*\*|//|[-+*/%^(),]))")

_CONSTANTS = {"pi": math.pi, "e": math.e}
_FUNCTIONS: dict[str, tuple[int, Callable[..., float]]] = {
    "abs": (1, abs),
    "ceil": (1, math.ceil),
    "cos": (1, math.cos),
    "exp": (1, math.exp),
    "floor": (1, math.floor),
    "log": (1, math.log),
    "log2": (1, math.log2),
    "log10": (1, math.log10),
    "max": (0, max),
    "min": (0, min),
    "round": (1, lambda x: math.floor(x + 0.5)),
    "sin": (1, math.sin),
    "sqrt": (1, math.sqrt),
    "tan": (1, math.tan),
}
"""Per function the number of its arguments (0: one or more) and what computes it."""


def compute(formula: str, variables: Mapping[str, float]) -> float:
    """Return the value of a formula. Whole results of up to 15 digits come back as `int`.

    Operators by precedence: `+ -`; `* / // %`; signs; `**` or `^`, from right to left. Raises
    `ValueError` with a sentence that names the place and what is wrong.
    """
    if len(formula) > LONGEST:
        raise ValueError(f"The formula has {len(formula)} characters; at most {LONGEST} are read.")
    try:
        value = _Formula(formula, variables).value()
    except ZeroDivisionError:
        raise ValueError(f"{_short(formula)} divides by zero.") from None
    except OverflowError:
        raise ValueError(f"{_short(formula)} is too large a number to compute.") from None
    if not math.isfinite(value):
        raise ValueError(f"{_short(formula)} is too large a number to compute.")
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _short(formula: str) -> str:
    return repr(formula if len(formula) <= 60 else formula[:57] + "...")


class _Formula:
    """One formula while it is read: a list of tokens and a place in it."""

    def __init__(self, formula: str, variables: Mapping[str, float]) -> None:
        self._formula = formula
        self._variables = variables
        self._tokens = list(self._split())
        self._next = 0
        self._depth = 0

    def value(self) -> float:
        """Return the value of the whole formula."""
        if not self._tokens:
            raise ValueError("The formula is empty; write one such as a + b.")
        value = self._sum()
        if self._next < len(self._tokens):
            raise self._wrong(f"{self._tokens[self._next]!r} is not expected there")
        return value

    def _split(self) -> list[str]:
        tokens, place = [], 0
        end = len(self._formula.rstrip())
        while place < end:
            match = _TOKEN.match(self._formula, place)
            if match is None:
                raise self._wrong(f"{self._formula[place:].lstrip()[0]!r} means nothing")
            tokens.append(match.group().strip())
            place = match.end()
        return tokens

    def _wrong(self, what: str) -> ValueError:
        return ValueError(f"In the formula {_short(self._formula)} {what}.")

    def _take(self, *wanted: str) -> str | None:
        """Return the next token and go on if it is one of these."""
        if self._next < len(self._tokens) and self._tokens[self._next] in wanted:
            self._next += 1
            return self._tokens[self._next - 1]
        return None

    def _expect(self, token: str) -> None:
        if self._take(token) is None:
            raise self._wrong(f"a {token!r} is missing")

    def _sum(self) -> float:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._wrong(f"more than {DEEPEST} levels are nested")
        value = self._product()
        while operator := self._take("+", "-"):
            right = self._product()
            value = value + right if operator == "+" else value - right
        self._depth -= 1
        return value

    def _product(self) -> float:
        value = self._signed()
        while operator := self._take("*", "/", "//", "%"):
            right = self._signed()
            if operator == "*":
                value *= right
            elif operator == "/":
                value /= right
            elif operator == "//":
                value //= right
            else:
                value %= right
        return value

    def _signed(self) -> float:
        negative = False
        while sign := self._take("-", "+"):
            negative ^= sign == "-"
        value = self._power()
        return -value if negative else value

    def _power(self) -> float:
        # From right to left without recursion: a chain of powers is as long as the formula.
        operands = [self._atom()]
        while self._take("**", "^"):
            negative = False
            while sign := self._take("-", "+"):
                negative ^= sign == "-"
            operand = self._atom()
            operands.append(-operand if negative else operand)
        value = operands.pop()
        while operands:
            value = self._raise(operands.pop(), value)
        return value

    def _raise(self, base: float, exponent: float) -> float:
        value = base**exponent
        if isinstance(value, complex):
            raise self._wrong(f"{base:g} to the power of {exponent:g} is no real number")
        return value

    def _atom(self) -> float:
        if self._next >= len(self._tokens):
            raise self._wrong("something is missing at the end")
        token = self._tokens[self._next]
        self._next += 1
        if token == "(":
            value = self._sum()
            self._expect(")")
            return value
        if token[0].isdigit() or token[0] == ".":
            return float(token)
        if token in _FUNCTIONS and self._take("("):
            return self._call(token)
        if token in self._variables:
            return float(self._variables[token])
        if token in _CONSTANTS:
            return _CONSTANTS[token]
        if token[0].isalpha() or token[0] == "_":
            known = ", ".join([*self._variables, *_CONSTANTS, *(f"{name}()" for name in _FUNCTIONS)])
            raise self._wrong(f"{token!r} is not known; there are {known}")
        raise self._wrong(f"{token!r} is not expected there")

    def _call(self, name: str) -> float:
        arguments = [self._sum()]
        while self._take(","):
            arguments.append(self._sum())
        self._expect(")")
        count, function = _FUNCTIONS[name]
        if count and len(arguments) != count:
            raise self._wrong(f"{name}() takes {count} number, not {len(arguments)}")
        try:
            return float(function(*arguments))
        except ValueError:
            raise self._wrong(f"{name}({', '.join(f'{a:g}' for a in arguments)}) is no real number") from None
