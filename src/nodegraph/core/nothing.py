"""Nothing: what a node gives that has no result for this item; what needs it does not run.

`conditional` without `otherwise` gives it. A function returns `nodegraph.NOTHING`; a node that
receives it on a required input is left out, an effect counts as skipped, a sink leaves the item out.
"""

from typing import Final, final


@final
class Nothing:
    """The one value `NOTHING`, in every copy and process."""

    _only: "Nothing | None" = None

    def __new__(cls) -> "Nothing":
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __reduce__(self) -> str:
        return "NOTHING"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "NOTHING"


NOTHING: Final = Nothing()
