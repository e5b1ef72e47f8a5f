"""Fills and changes texts: templates with values, patterns with a limit of time."""

import re
from collections.abc import Mapping

import regex

LONGEST = 100_000
"""Characters in a text that a node makes."""
SECONDS = 0.25
"""Time for one pattern; an honest one takes microseconds."""

_FIELD = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_FORMAT = re.compile(r"0?\d{0,2}(?:\.\d{1,2})?[dfgxX%]?")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with `{a}` replaced by the value of that name.

    `{a:04}`, `{a:.2f}`, `{a:x}` write a number in a form: width with leading zeros, decimals,
    hexadecimal. `{{` and `}}` are braces. Raises `ValueError` with a sentence.
    """

    def replace(match: re.Match[str]) -> str:
        if match.group() in ("{{", "}}"):
            return match.group()[0]
        if match.group(1) is None:
            raise ValueError(f"A brace stands alone in {_short(template)}; write {{{{ or }}}} for a brace itself.")
        name, colon, form = match.group(1).partition(":")
        if name not in values:
            raise ValueError(f"{_short(template)} asks for {name!r}; there are {', '.join(values)}.")
        return _formatted(values[name], form) if colon else values[name]

    return _bounded(_FIELD.sub(replace, template))


def _formatted(value: str, form: str) -> str:
    if not _FORMAT.fullmatch(form):
        raise ValueError(f"{form!r} is no form of a number; write one such as 04, .2f or x.")
    try:
        number = float(value)
        whole = int(value) if value.strip().lstrip("+-").isdigit() else None
        if form[-1:] in ("d", "x", "X"):
            return format(int(number) if whole is None else whole, form)
        return format(number if whole is None else whole, form)
    except (ValueError, OverflowError):
        raise ValueError(f"{_short(value)} is not a number that can be written in the form {form!r}.") from None


def replace_pattern(text: str, pattern: str, replacement: str, *, ignore_case: bool = False) -> str:
    """Return the text with everything that matches the regular expression replaced.

    `\\1` or `\\g<name>` in the replacement stand for groups. Raises `ValueError` with a sentence
    for a pattern that is wrong or takes too long.
    """
    flags = regex.IGNORECASE if ignore_case else 0
    try:
        # The lock is free while it searches, so that a hopeless pattern stops nobody else.
        return _bounded(regex.sub(pattern, replacement, text, flags=flags, timeout=SECONDS, concurrent=True))
    except TimeoutError:
        raise ValueError(
            f"The pattern {_short(pattern)} takes too long; avoid a repetition inside of a repetition."
        ) from None
    except (regex.error, IndexError) as error:
        raise ValueError(f"The pattern {_short(pattern)} with {_short(replacement)} is wrong: {error}.") from None


def replace_plain(text: str, find: str, replacement: str, *, ignore_case: bool = False) -> str:
    """Return the text with every occurrence of `find` replaced; an empty `find` is nowhere."""
    if not find:
        return text
    if text.count(find) * len(replacement) > 10 * LONGEST:
        return _bounded(" " * (LONGEST + 1))
    if not ignore_case:
        return _bounded(text.replace(find, replacement))
    return _bounded(re.sub(re.escape(find), lambda _: replacement, text, flags=re.IGNORECASE))


def joined(parts: list[str], separator: str) -> str:
    """Return the parts with the separator between them. Raises `ValueError` for a result that is too long."""
    return _bounded(separator.join(parts))


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError(f"The text would have more than {LONGEST} characters; make it shorter.")
    return text


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
