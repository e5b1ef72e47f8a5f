"""Reads numbers out of texts, and tells how long and how large things are."""

import math
import re
from datetime import datetime
from typing import Annotated, Literal

from nodegraph import Color, Number, Text, node
from nodes._kernels.wording import found_pattern

# Behind a letter or a digit a hyphen joins: 2024-05 has no number below zero.
_NUMBER = re.compile(r"(?:(?<!\w)[-+])?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


@node(synonyms=("parse number", "text to number", "int", "float", "cast"))
def read_number(text: str = "0", place: Annotated[int, Number(1, 1000)] = 1) -> float:
    """Read a number out of a text: of `IMG_0042 (2)` the first one is 42, the second 2.

    A hyphen behind a letter or a digit is no minus: `DSC-12` gives 12.
    """
    found = _NUMBER.findall(text.replace("_", " ")[:100_000])
    if len(found) < place:
        raise ValueError(f"{text[:60]!r} has {len(found)} numbers in it, not {place}; take another text or place.")
    value = float(found[place - 1])
    if math.isinf(value):
        raise ValueError(f"{found[place - 1][:60]} is too large a number; take another text or place.")
    return int(value) if value == int(value) and abs(value) < 1e15 else value


@node(synonyms=("len", "count characters", "string length"))
def text_length(text: str = "") -> Annotated[int, Number(0)]:
    """Count the characters of a text."""
    return len(text)


@node(synonyms=("upper", "lower", "capitalize", "title", "uppercase", "lowercase", "trim"))
def change_case(text: str = "", to: Literal["lower", "UPPER", "Title", "Sentence", "trimmed"] = "lower") -> str:
    """Write a text in small or capital letters, or take blanks off its ends (*trimmed*)."""
    change = {"lower": str.lower, "UPPER": str.upper, "Title": str.title, "Sentence": str.capitalize}
    return change.get(to, str.strip)(text)


@node(synonyms=("substring", "slice", "left", "right", "mid"))
def cut_text(text: str = "", first: int = 1, last: Annotated[int, Number(-1_000_000, 1_000_000)] = -1) -> str:
    """Take a part of a text, from one character to another, both included; below 0 it is counted from the end."""
    start = max(0, first - 1) if first > 0 else max(0, len(text) + first)
    stop = last if last >= 0 else len(text) + last + 1
    return text[start : max(start, stop)]


@node(synonyms=("regex", "regular expression", "match", "extract", "search"))
def find_text(
    text: str = "",
    pattern: Annotated[str, Text()] = r"\d+",
    group: Annotated[int, Number(0, 99)] = 0,
    otherwise: str = "",
    ignore_case: bool = False,
) -> str:
    """Find what matches a regular expression in a text: the first match, or one of its groups in parentheses.

    Where nothing matches, *otherwise* comes out.
    """
    found = found_pattern(text, pattern, group, ignore_case=ignore_case)
    return otherwise if found is None else found


@node(fresh=True, synonyms=("now", "today", "clock", "timestamp", "time"))
def date(
    form: Literal["date", "time", "date and time", "for file names", "year"] = "date",
) -> str:
    """Tell today's date, or the time: 2026-05-31, 14:05:09, both, or 2026-05-31_14-05-09 for file names."""
    forms = {
        "date": "%Y-%m-%d",
        "time": "%H:%M:%S",
        "date and time": "%Y-%m-%d %H:%M:%S",
        "for file names": "%Y-%m-%d_%H-%M-%S",
        "year": "%Y",
    }
    return datetime.now().strftime(forms[form])


@node(synonyms=("constant", "rgb", "pick color", "swatch"))
def color(value: Color = (1.0, 1.0, 1.0)) -> Color:
    """A color for several nodes to share."""
    return value
