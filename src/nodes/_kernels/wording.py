"""Fills and changes texts: templates with values, patterns with a limit of time."""

import re
from collections.abc import Mapping

LONGEST = 100_000
"""Characters in a text that a node makes."""
LONGEST_PATTERN = 1000
LONGEST_REPLACEMENT = 1000
"""Characters that may stand for one match; groups in them multiply it."""
SECONDS = 0.1
"""Time for one pass of a pattern, of which a search takes up to two; an honest one takes microseconds."""
LARGEST_PATTERN = 20_000
"""Elements of a pattern with its counted repetitions written out, which is how it lies in memory."""

_FIELD = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_ELEMENT = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(\d*)(?:,(\d*))?\}|.", re.DOTALL)
_FORMAT = re.compile(r"0?\d{0,2}(?:\.\d{1,2})?[dfgxX%]?")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with `{a}` replaced by the value of that name.

    `{a:04}`, `{a:.2f}`, `{a:x}` write a number in a form: width with leading zeros, decimals,
    hexadecimal. `{{` and `}}` are braces. Raises `ValueError` with a sentence.
    """

    room = _Room()

    def replace(match: re.Match[str]) -> str:
        if match.group() in ("{{", "}}"):
            return match.group()[0]
        if match.group(1) is None:
            raise ValueError(f"A brace stands alone in {_short(template)}; write {{{{ or }}}} for a brace itself.")
        name, colon, form = match.group(1).partition(":")
        if name not in values:
            raise ValueError(f"{_short(template)} asks for {name!r}; there are {', '.join(values)}.")
        return room.take(_formatted(values[name], form) if colon else values[name])

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
    import regex  # not at the top: every save fills a template, and few programs need patterns

    _check_pattern(text, pattern)
    if len(replacement) > LONGEST_REPLACEMENT:
        raise ValueError(f"The replacement has {len(replacement)} characters; at most {LONGEST_REPLACEMENT} are taken.")
    flags = regex.IGNORECASE if ignore_case else 0
    room = _Room()
    try:
        return _bounded(
            regex.sub(
                pattern,
                lambda match: room.take(match.expand(replacement)),
                text,
                flags=flags,
                timeout=SECONDS,
                concurrent=True,  # the lock is free while it searches: a hopeless pattern stops nobody else
            )
        )
    except TimeoutError:
        raise _too_slow(pattern) from None
    except (regex.error, IndexError) as error:
        raise ValueError(f"The pattern {_short(pattern)} with {_short(replacement)} is wrong: {error}.") from None


def found_pattern(text: str, pattern: str, group: int, *, ignore_case: bool = False) -> str | None:
    """Return the first match of the regular expression, or one of its groups; `None` where nothing matches.

    Raises `ValueError` with a sentence for a pattern that is wrong, takes too long or has no such group.
    """
    import regex

    _check_pattern(text, pattern)
    flags = regex.IGNORECASE if ignore_case else 0
    try:
        match = regex.search(pattern, text, flags=flags, timeout=SECONDS, concurrent=True)
        return None if match is None else match.group(group)
    except TimeoutError:
        raise _too_slow(pattern) from None
    except regex.error as error:
        raise ValueError(f"The pattern {_short(pattern)} is wrong: {error}.") from None
    except IndexError:
        raise ValueError(f"The pattern {_short(pattern)} has no group {group}; groups are in parentheses.") from None


def _check_pattern(text: str, pattern: str) -> None:
    """Raise `ValueError` for a text or pattern that is too long to be looked at."""
    _bounded(text)
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(f"The pattern has {len(pattern)} characters; at most {LONGEST_PATTERN} are read.")
    if _written_out(pattern) > LARGEST_PATTERN:
        raise ValueError(f"The pattern {_short(pattern)} repeats too often; take smaller counts in its braces.")


def _too_slow(pattern: str) -> ValueError:
    return ValueError(f"The pattern {_short(pattern)} takes too long; avoid a repetition inside of a repetition.")


def _written_out(pattern: str) -> int:
    """Return about how many elements a pattern has with its counted repetitions written out.

    `((a{1000}){1000}){1000}` would take all memory before any limit of time is looked at.
    """
    groups, last = [0], [0]
    for match in _ELEMENT.finditer(pattern):
        element = match.group()
        if element == "(":
            groups.append(0)
            last.append(0)
        elif element == ")" and len(groups) > 1:
            last.pop()
            last[-1] = groups.pop()
            groups[-1] += last[-1]
        elif len(element) > 1 and element[0] == "{":
            more = last[-1] * (max([1, *(int(number) for number in match.groups() if number)]) - 1)
            groups[-1] += more
            last[-1] += more
        else:
            last[-1] = 1
            groups[-1] += 1
    return sum(groups)


def replace_plain(text: str, find: str, replacement: str, *, ignore_case: bool = False) -> str:
    """Return the text with every occurrence of `find` replaced; an empty `find` is nowhere."""
    if not find:
        return text
    room = _Room()
    flags = re.IGNORECASE if ignore_case else 0
    return _bounded(re.sub(re.escape(find), lambda _: room.take(replacement), text, flags=flags))


def joined(parts: list[str], separator: str) -> str:
    """Return the parts with the separator between them. Raises `ValueError` for a result that is too long."""
    return _bounded(separator.join(parts))


class _Room:
    """What is left of the longest text while pieces are put into it."""

    def __init__(self) -> None:
        self._left = LONGEST

    def take(self, piece: str) -> str:
        """Return the piece. Raises `ValueError` where it no longer fits."""
        self._left -= len(piece)
        if self._left < 0:
            raise _too_long()
        return piece


def _too_long() -> ValueError:
    return ValueError(f"The text would have more than {LONGEST} characters; make it shorter.")


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise _too_long()
    return text


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
