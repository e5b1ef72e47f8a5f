"""Cards: what is known about the models that come along, and whether the files beside a card are those it speaks of."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from nodegraph.core.errors import FileRefused
from nodegraph.core.places import resources

Purpose = Literal["upscale", "dejpeg"]
Scores = dict[str, dict[str, dict[str, tuple[float, float]]]]


class TwinCard(msgspec.Struct, frozen=True):
    """The same network once more, for another framework."""

    framework: str
    file: str
    sha256: dict[str, str]
    """By name, of every file it consists of."""
    precision: str
    """Of the weights in the file; it is run in any."""
    max_difference: float
    """From torch, where white is 1, measured by the recipe on a photograph."""


class Card(msgspec.Struct, frozen=True):
    """A model that comes along, as its card beside it says."""

    name: str
    purpose: Purpose
    file: str
    sha256: str
    architecture: str
    scale: int
    parameters: int
    precision: str
    license: str
    training: dict[str, Any]
    scores: Scores
    """Group, picture or `mean`, way (`model`, `bicubic`, `Lanczos`, `input`): PSNR of luma in dB, SSIM."""
    twin: TwinCard | None = None
    reach: int | None = None
    """How many pixels around each one its result depends on; `None` where the layers do not say it."""

    @property
    def path(self) -> Path:
        """Where the model lies."""
        return models_folder() / self.file


def models_folder() -> Path:
    """Return the folder of the models that come along, and of their cards."""
    return resources() / "models"


def shipped() -> list[Card]:
    """Return the cards of the models that come along and are there: upscalers first, then by scale.

    Raises `FileRefused` for a card that cannot be read.
    """
    cards = [_read(path) for path in models_folder().glob("*.json")]
    return sorted(
        (card for card in cards if card.path.is_file()), key=lambda card: (card.purpose != "upscale", card.scale)
    )


def card_of(sha256: str) -> Card | None:
    """Return the card of the model of that content, or `None` where no model that comes along has it."""
    return next((card for card in shipped() if card.sha256 == sha256), None)


@cache
def twin(sha256: str) -> Path | None:
    """Return the twin of a model that comes along, such as its `.param`, or `None` where it has none to be trusted.

    `sha256` is that of the model's own file, wherever that lies: a copy is the same model. Every file of the twin is
    hashed, once a process (5 ms): it counts only while it is what the card speaks of.
    """
    card = card_of(sha256)
    if card is None or card.twin is None:
        return None
    folder = models_folder()
    intact = all(_sha256(folder / name) == expected for name, expected in card.twin.sha256.items())
    return folder / card.twin.file if intact else None


def _read(path: Path) -> Card:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Card)
    except (OSError, msgspec.MsgspecError) as error:
        raise FileRefused(f"The card {path} cannot be read ({error}); install nodegraph again.") from None


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
