"""What is painted of the two sides: whole pictures, and over them the parts that live mode made since."""

from PySide6.QtCore import QPoint

from nodegraph.gui.languages import tr
from nodegraph.gui.viewer.inset import Inset
from nodegraph.gui.viewer.pane import Shown
from nodegraph.gui.viewer.sides import Part, Side

Layers = tuple[Shown | None, Shown | None, Inset | None]


def layers(first: Side, second: Side) -> Layers:
    """Return both whole pictures and what lies over them; the number 0 stands for one of which only the size is known.

    A part is used only where the whole result is missing or older. It is shown alone where its place is not known.
    """
    part = first.part if first.missing else None
    if part is None:
        return first.shown, second.shown, None
    other = second.part.shown if second.part is not None else None
    if part.box is None or part.whole is None:
        return part.shown, other or second.shown, None
    whole = first.shown if first.shown is not None and first.shown.size == part.whole else Shown(0, *part.whole)
    return whole, second.shown or other, Inset(part.shown, other, QPoint(part.box.left, part.box.top))


def part_words(part: Part, *, around: bool) -> str:
    """Return what to say of a picture of which live mode made a part; `around`: there is an older one around it."""
    if part.box is None:
        return tr("Live mode made this of the part; where it lies in the whole result is not known.")
    if part.stale:
        return tr("The framed part is older too; live mode follows.")
    if around:
        return tr("Only the framed part is up to date; around it is an older result.")
    return tr("Only the framed part was made, by live mode.")
