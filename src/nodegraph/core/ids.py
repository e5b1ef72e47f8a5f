"""Node ids: words like `resize-2`, of the letters of any script, unique without regard to case."""

import re
from collections.abc import Collection

from nodegraph.core.errors import ValueRefused

_ID = re.compile(r"(?!\d)\w+(-[0-9]+)?")


def is_id(text: str) -> bool:
    """Return whether `text` may name a node."""
    return _ID.fullmatch(text) is not None


def require_id(text: str) -> None:
    """Raise `ValueRefused` where `text` cannot name a node."""
    if not is_id(text):
        raise ValueRefused(
            f"{text!r} cannot name a node; use letters, digits and _, no digit first, and at most one number "
            f"behind a dash, such as 'resize-2'."
        )


def free_id(wish: str, taken: Collection[str]) -> str:
    """Return `wish`, or `wish-2`, `wish-3`, ... where it is taken; never differing from a taken id in case only.

    `wish` may be a node type of a plugin (`acme:glow` asks for `glow`).
    """
    base = re.sub(r"\W", "_", re.sub(r"-[0-9]+$", "", wish.rpartition(":")[2])) or "node"
    if base[0].isdigit():
        base = "_" + base
    folded = set(map(str.casefold, taken))
    if wish.casefold() not in folded and is_id(wish):
        return wish
    prefix = base.casefold()
    if prefix not in folded:
        return base
    # Doubling, then halving, finds a free number behind a taken one in few steps, also in a chain of thousands.
    taken_number, free = 1, 2
    while f"{prefix}-{free}" in folded:
        taken_number, free = free, free * 2
    while free - taken_number > 1:
        middle = (taken_number + free) // 2
        if f"{prefix}-{middle}" in folded:
            taken_number = middle
        else:
            free = middle
    return f"{base}-{free}"
