"""What routes, certificates and conversions need to know of a model: its file, its content, its facts."""

from pathlib import Path
from typing import NamedTuple

from nodegraph.catalogue.cards import twin
from nodegraph.core.facts import ModelFact


class Subject(NamedTuple):
    """A model, as far as the question is how to run it."""

    path: Path
    sha256: str
    fact: ModelFact

    @property
    def framework(self) -> str:
        """The framework of its own file."""
        return self.fact.runtime or "torch"

    @property
    def name(self) -> str:
        """What people call it."""
        return self.fact.name or self.path.stem

    def twin(self) -> Path | None:
        """Return the ncnn description that ships beside a model which comes along, proved when it was made."""
        return twin(self.sha256) if self.framework == "torch" else None
