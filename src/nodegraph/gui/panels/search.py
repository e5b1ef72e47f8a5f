"""The search popup: a line to type in, and below it the nodes that fit, the best match first."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QListWidgetItem, QWidget

from nodegraph.core.node import NodeSpec
from nodegraph.gui import icons
from nodegraph.gui.languages import tr
from nodegraph.gui.panels.popup import KEY, ListPopup
from nodegraph.gui.panels.rows import ASIDE
from nodegraph.gui.wording import family_name, group_name, label_of, summary

_SIZE = 380, 388
_MOST = 60
_WHOLE = 1000
"""The score of a name that is the whole text."""
_OTHER_NAME = 9
"""The score of a word that is a whole synonym: labels that begin with it, or hold it as a word, come before.

Of labels alike in that, those come first whose node is also called by the word alone."""
_FIRST = ("load_image", "list_images", "upscale", "save_image", "resize", "crop")
"""What a first graph is made of: before anything was searched or used, these are seen first."""
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_MARKS = re.compile(r"[^\w.]+|_")


def matches(specs: Iterable[NodeSpec], text: str, uses: Mapping[str, int] | None = None) -> list[NodeSpec]:
    """Return the nodes that all words of a text are found in, the best first: by label, then synonyms, then help.

    A label or a synonym that is the whole text comes first. Of equally good ones the most used come first, then those
    with short labels; without a text those that a first graph is made of, then all by label. A word may leave letters
    out (`gblur` finds Gaussian blur), but then only of the label. Marks between words and capitals do not count:
    `ImageScaleBy` is `image scale by`.
    """
    words = plain(text).split()
    whole = " ".join(words)
    found = []
    for spec in specs:
        scores = [_score(spec, word) for word in words]
        if whole == plain(spec.label):
            scores = [_WHOLE + 1]
        elif whole and whole in _names(spec):
            scores = [_WHOLE if len(words) > 1 else max(_OTHER_NAME, scores[0] + 1)]
        if all(scores):
            length = len(spec.label) if words else 0
            first = _FIRST.index(spec.id) if not words and spec.id in _FIRST else len(_FIRST)
            found.append((-sum(scores), -(uses or {}).get(spec.id, 0), first, length, spec.label, spec))
    return [entry[-1] for entry in sorted(found, key=lambda entry: entry[:5])]


def reason(spec: NodeSpec, text: str) -> str:
    """Return the synonym by which a text finds a node; empty where its label does, or only its help."""
    words = plain(text).split()
    label = plain(spec.label)
    if not words or all(word in label for word in words):
        return ""
    return next((name for name in spec.synonyms if all(word in plain(name) for word in words)), "")


@lru_cache(2048)
def plain(text: str) -> str:
    """Return a text as it is compared: small letters, words of `CamelCase` apart, marks as spaces."""
    return _MARKS.sub(" ", _HUMPS.sub(" ", text).lower()).strip()


def _names(spec: NodeSpec) -> set[str]:
    return {plain(name) for name in (spec.label, label_of(spec), spec.id, *spec.synonyms)}


def _family(spec: NodeSpec) -> str:
    return " › ".join((family_name(spec.category[0]), *map(group_name, spec.category[1:2]))) if spec.category else ""


def _score(spec: NodeSpec, word: str) -> int:
    """Return how well a word fits a node, by its label in English or in the person's language."""
    labels = {plain(spec.label), plain(label_of(spec))}
    return max(_score_by(label, spec, word) for label in labels)


def _score_by(label: str, spec: NodeSpec, word: str) -> int:
    if label.startswith(word):
        return 12
    if f" {word}" in f" {label}":
        return 10
    if word in label or word in spec.id:
        return 8
    if any(word in plain(synonym) for synonym in spec.synonyms):
        return 6
    if word in plain(" ".join((*spec.category, _family(spec)))):
        return 4
    letters = iter(label)
    if len(word) > 1 and all(letter in letters for letter in word):
        return 3
    return 2 if len(word) > 2 and word in spec.help.lower() else 0


class SearchPopup(ListPopup):
    """Shown at a place; calls back with the chosen node, and closes."""

    def __init__(
        self, specs: list[NodeSpec], uses: Mapping[str, int], choose: Callable[[NodeSpec], None], parent: QWidget
    ) -> None:
        """`uses`: how often each node was added, by id: the most used ones come first."""
        super().__init__(tr("Search nodes"), tr("Nodes found"), QSize(*_SIZE), parent)
        self._specs, self._uses, self._choose = {spec.id: spec for spec in specs}, uses, choose
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setMinimumHeight(2 * self.about.fontMetrics().lineSpacing())
        self.column.addWidget(self.about)
        self.list.currentItemChanged.connect(lambda item: self.about.setText(item.toolTip() if item else ""))
        self.fill("")

    def fill(self, text: str) -> None:
        """Show the nodes that fit a text."""
        self.list.clear()
        for spec in matches(self._specs.values(), text, self._uses)[:_MOST]:
            item = QListWidgetItem(icons.icon(icons.of_family(spec.category)), label_of(spec))
            item.setData(ASIDE, reason(spec, text) or _family(spec))
            item.setToolTip(summary(spec))
            item.setData(KEY, spec.id)
            self.list.addItem(item)
        if not self.list.count():
            self.add_words(tr("No node is called “{text}”", text=text))
        self.step(0)

    def take(self, key: object) -> None:
        """Add the node."""
        self._choose(self._specs[str(key)])
