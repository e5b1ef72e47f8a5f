"""What a person asks for of a model's run: runtime, device, precision, options; `auto` where they leave it open."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from nodegraph.core.errors import ValueRefused, did_you_mean
from nodegraph.runtimes.options import DEFAULT, Options

AUTO = "auto"
_YES, _NO = ("on", "yes", "true", "1"), ("off", "no", "false", "0")
_LONGEST_BLOCKTIME = 400
_LARGEST_BATCH = 64


class Wish(msgspec.Struct, frozen=True):
    """Wishes for one model, or for all models of a run."""

    runtime: str = AUTO
    """Name of a framework."""
    device: str = AUTO
    """Name of a device, or of a kind of devices."""
    precision: str = AUTO
    """`fp32`, `fp16` or `bf16`."""
    options: dict[str, str] = {}
    """Options of the framework by name, as a person writes them; see `read_options`."""

    def over(self, other: "Wish") -> "Wish":
        """Return these wishes, and those of `other` where these leave something open."""
        return Wish(
            self.runtime if self.runtime != AUTO else other.runtime,
            self.device if self.device != AUTO else other.device,
            self.precision if self.precision != AUTO else other.precision,
            {**other.options, **self.options},
        )


OPEN = Wish()
"""No wish at all."""


def read_options(texts: Mapping[str, str], base: Options = DEFAULT) -> Options:
    """Return `base` with options set from texts: `{"threads": "half", "winograd": "off"}`.

    Raises `ValueRefused` for a name that is none, and for a value that the option does not take.
    """
    return msgspec.structs.replace(
        base, **{name: _read(name, text.strip().lower(), text) for name, text in texts.items()}
    )


def split_options(pairs: list[str]) -> dict[str, str]:
    """Return `NAME=VALUE` texts by name. Raises `ValueRefused` for what is not written so, or means nothing."""
    texts: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ValueRefused(f"--runtime-option {pair!r} has no value; write NAME=VALUE, such as winograd=off.")
        texts[name.strip()] = value
    read_options(texts)
    return texts


def _read(name: str, text: str, written: str) -> object:
    if name not in Options.__struct_fields__:
        names = Options.__struct_fields__
        raise ValueRefused(
            f"There is no runtime option {name!r}{did_you_mean(name, names)}; choose {', '.join(names)}."
        )
    if name == "provider":
        return written.strip() or AUTO
    if name == "threads":
        return _threads(text)
    if name == "blocktime":
        return None if text == AUTO else _number(name, text, 0, _LONGEST_BLOCKTIME)
    if name == "batch":
        return _number(name, text, 1, _LARGEST_BATCH)
    if text in (*_YES, *_NO):
        return text in _YES
    raise ValueRefused(f"The runtime option {name} is {written!r}; write on or off.")


def _threads(text: str) -> int | Literal["auto", "half"]:
    if text == "auto":
        return "auto"
    if text == "half":
        return "half"
    return _number("threads", text, 1, 1024)


def _number(name: str, text: str, low: int, high: int) -> int:
    if text.isascii() and text.isdigit() and low <= int(text) <= high:
        return int(text)
    more = {"threads": "auto, half or ", "blocktime": "auto or "}.get(name, "")
    raise ValueRefused(f"The runtime option {name} is {text!r}; write {more}a whole number from {low} to {high}.")
