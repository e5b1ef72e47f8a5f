"""What is asked of the process that `apart` calls functions in, and what it answers."""

from typing import Any

import msgspec


class Call(msgspec.Struct, frozen=True, tag="call"):
    """Call a function of a module."""

    module: str
    function: str
    arguments: dict[str, Any]


class Returned(msgspec.Struct, frozen=True, tag="returned"):
    """It returned this."""

    value: Any


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """It raised this."""

    sentence: str


Reply = Returned | Failed
