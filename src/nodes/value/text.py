"""Makes and changes texts."""

from nodegraph import node
from nodes._kernels.wording import fill, joined, replace_pattern, replace_plain


@node(synonyms=("concatenate", "append", "string concatenate"))
def join_text(
    first: str = "", second: str = "", third: str | None = None, fourth: str | None = None, separator: str = ""
) -> str:
    """Put texts one behind the other, with the separator between them."""
    return joined([part for part in (first, second, third, fourth) if part is not None], separator)


@node(synonyms=("template", "pattern", "file name"))
def format_text(template: str = "{a}_{b}", a: str = "", b: str = "", c: str = "", d: str = "") -> str:
    """Fill a template: {a} becomes the text or number wired to a, and so on.

    {a:04} writes a number with at least four digits, {a:.2f} with two decimals; {{ is a brace.
    """
    return fill(template, {"a": a, "b": b, "c": c, "d": d})


@node(synonyms=("regex", "regular expression", "substitute", "find", "string replace"))
def replace_text(
    value: str, find: str = "", replacement: str = "", pattern: bool = False, ignore_case: bool = False
) -> str:
    r"""Replace every occurrence of a text by another one.

    As a pattern, `find` is a regular expression, and \1 in the replacement is its first group.
    """
    change = replace_pattern if pattern else replace_plain
    return change(value, find, replacement, ignore_case=ignore_case)
