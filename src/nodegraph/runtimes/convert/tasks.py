"""What a conversion asks of the process that does it, and what that one says."""

import msgspec


class Make(msgspec.Struct, frozen=True, tag="make"):
    """Write a model in another form."""

    way: str
    """See `maker.WAYS`."""
    source: str
    target: str
    """The file to write, in a folder of its own; for a pair of ncnn, its description."""
    scratch: str
    """A folder for what is needed on the way."""
    precision: str = "fp32"
    opset: int | None = None
    other: str = ""
    """The second model of two that are blended ..."""
    share: float = 0.0
    """... and its share, 0 to 1."""
    side: int = 64
    """Rows and columns of the picture that a network is watched with while it is exported."""


class Made(msgspec.Struct, frozen=True, tag="made"):
    """The files are there."""


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """They are not; `kind` is the name of a class in `core.errors`."""

    kind: str
    sentence: str


Reply = Made | Failed
