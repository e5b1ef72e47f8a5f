"""Icons and the shapes of ports: names become outlines, drawn as lines in the colors of the theme, sharp in any size.

The outlines lie in `resources/icons/icons.svg`, one group of paths, circles and rectangles an icon, 24 x 24 each.
`icon("save")` is for buttons and menus and follows the palette; `draw` paints one anywhere, also on the canvas.
"""

import math
import re
from functools import cache

from PySide6.QtCore import QFile, QIODevice, QPointF, QRect, QRectF, QSize, Qt, QXmlStreamReader
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPainterPath, QPalette, QPen, QPixmap

from nodegraph.core.places import resources
from nodegraph.core.ports import Choice, ColorKind, ImageKind, ModelKind, Number, PathKind, Text, Truth

SIDE = 24
"""Of the square that an outline is drawn in."""
LINE = 1.75
"""Width of its lines."""
_TOKEN = re.compile(r"[MLHVCSAZmlhvcsaz]|-?(?:\d+\.?\d*|\.\d+)")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}

FAMILIES = ("image", "dimension", "channel", "color", "filter", "adjust", "compose", "texture", "model", "value",
            "measure", "video")  # fmt: skip
"""Categories of nodes that have an icon of the same name."""


def icon(name: str, *, on_accent: bool = False) -> QIcon:
    """Return an icon by its name, for buttons and menus; it follows the palette. Raises `KeyError` for another name.

    `on_accent`: for a button that is filled with the accent.
    """
    outline(name)
    return QIcon(_Engine(name, on_accent=on_accent))


def draw(painter: QPainter, name: str, place: QRectF, color: QColor) -> None:
    """Draw an icon into a square; its lines grow with it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / SIDE, place.height() / SIDE)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPath(outline(name))
    painter.restore()


def of_family(category: tuple[str, ...]) -> str:
    """Return the name of the icon for a category of nodes."""
    return category[0] if category and category[0] in FAMILIES else "node"


@cache
def names() -> tuple[str, ...]:
    """Return the names of all icons."""
    return tuple(_elements())


@cache
def outline(name: str) -> QPainterPath:
    """Return the lines of an icon in a square of 24; to be stroked, not filled. Raises `KeyError` for another name."""
    path = QPainterPath()
    for element in _elements()[name]:
        numbers = {key: float(text) for key, text in element.items() if key != "d"}
        match element:
            case {"d": text}:
                _draw(path, text)
            case {"r": _}:
                path.addEllipse(QPointF(numbers["cx"], numbers["cy"]), numbers["r"], numbers["r"])
            case _:
                box = QRectF(numbers["x"], numbers["y"], numbers["width"], numbers["height"])
                path.addRoundedRect(box, numbers["rx"], numbers["rx"])
    return path


@cache
def port_shape(kind: type | None) -> QPainterPath:
    """Return the shape of ports of a type of kind, to be filled: as large as a circle of radius 1 around the origin.

    Pictures are circles, models hexagons, numbers diamonds, texts squares, truths triangles that point right, choices
    triangles that point down, colors drops, paths pentagons, everything else a cross.
    """
    path = QPainterPath()
    if kind is ImageKind:
        path.addEllipse(QPointF(), 1, 1)
    elif kind is ColorKind:
        path.moveTo(0, -1.35)
        path.cubicTo(0.75, -0.55, 0.95, -0.15, 0.95, 0.2)
        path.cubicTo(0.95, 0.75, 0.5, 1.1, 0, 1.1)
        path.cubicTo(-0.5, 1.1, -0.95, 0.75, -0.95, 0.2)
        path.cubicTo(-0.95, -0.15, -0.75, -0.55, 0, -1.35)
    elif kind in _CORNERS:
        count, turn, size = _CORNERS[kind]
        points = [(size * math.cos(a), size * math.sin(a)) for a in (turn + math.tau * i / count for i in range(count))]
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
    else:
        path.moveTo(-0.4, -1.1)
        for x, y in ((0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4), (0.4, 1.1), (-0.4, 1.1),
                     (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4)):  # fmt: skip
            path.lineTo(x, y)
    path.closeSubpath()
    return path


_CORNERS: dict[type | None, tuple[int, float, float]] = {
    ModelKind: (6, 0.0, 1.15),
    Number: (4, 0.0, 1.25),
    Text: (4, math.pi / 4, 1.3),
    Truth: (3, 0.0, 1.35),
    Choice: (3, math.pi / 2, 1.35),
    PathKind: (5, -math.pi / 2, 1.2),
}
"""Corners, the direction of the first one in radians (down is positive), and their distance from the middle."""


class _Engine(QIconEngine):
    """Draws an icon in the palette's color for the state that is asked for."""

    def __init__(self, name: str, *, on_accent: bool) -> None:
        super().__init__()
        self._name, self._on_accent = name, on_accent

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon."""
        group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        chosen = mode is QIcon.Mode.Selected or self._on_accent
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.ButtonText
        side = min(rect.width(), rect.height())
        place = QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
        draw(painter, self._name, place, QGuiApplication.palette().color(group, role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return a picture of the icon, `size` in pixels of the screen."""
        found = QPixmap(size)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        self.paint(painter, found.rect(), mode, state)
        painter.end()
        return found

    def clone(self) -> QIconEngine:
        return _Engine(self._name, on_accent=self._on_accent)


@cache
def _elements() -> dict[str, list[dict[str, str]]]:
    """Return the attributes of the elements of each group in the file."""
    file = QFile(str(resources() / "icons" / "icons.svg"))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(file.fileName())
    found: dict[str, list[dict[str, str]]] = {}
    reader = QXmlStreamReader(file)
    name = ""
    while not reader.atEnd():
        if not reader.readNextStartElement():
            continue
        listed = reader.attributes()
        entries = (listed.at(index) for index in range(listed.size()))
        attributes = {str(entry.name()): str(entry.value()) for entry in entries}
        if reader.name() == "g":
            name = attributes["id"]
            found[name] = []
        elif name:
            found[name].append(attributes)
    return found


def _draw(path: QPainterPath, text: str) -> None:
    """Add what the `d` of an SVG path says: lines, curves and arcs of circles, absolute and relative."""
    tokens = _TOKEN.findall(text)
    command, index = "M", 0
    handle = QPointF()  # of the curve before, for one that goes on smoothly
    while index < len(tokens):
        if tokens[index].isalpha():
            command, index = tokens[index], index + 1
        count = _ARGUMENTS[command.upper()]
        values = [float(token) for token in tokens[index : index + count]]
        index += count
        here = path.currentPosition()
        base = here if command.islower() else QPointF()
        match command.upper():
            case "M":
                path.moveTo(base + QPointF(*values))
                command = "l" if command == "m" else "L"
            case "L":
                path.lineTo(base + QPointF(*values))
            case "H":
                path.lineTo(base.x() + values[0], here.y())
            case "V":
                path.lineTo(here.x(), base.y() + values[0])
            case "C" | "S":
                points = [base + QPointF(x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
                first = [] if len(points) == 3 else [here * 2 - handle]
                path.cubicTo(*first, *points)
                handle = points[-2]
            case "A":
                _arc(path, values[0], bool(values[3]), bool(values[4]), base + QPointF(*values[5:]))
            case "Z":
                path.closeSubpath()


def _arc(path: QPainterPath, radius: float, large: bool, clockwise: bool, end: QPointF) -> None:
    """Add an arc of a circle (SVG 1.1, appendix F.6.5, for equal radii)."""
    start = path.currentPosition()
    half = (end - start) / 2
    length = math.hypot(half.x(), half.y())
    radius = max(radius, length)
    aside = math.sqrt(max(radius * radius - length * length, 0.0)) / length
    sign = -1 if large is clockwise else 1
    middle = start + half + QPointF(-half.y(), half.x()) * (aside * sign)
    begin = math.degrees(math.atan2(middle.y() - start.y(), start.x() - middle.x()))
    finish = math.degrees(math.atan2(middle.y() - end.y(), end.x() - middle.x()))
    sweep = (finish - begin) % 360
    if clockwise:
        sweep -= 360
    path.arcTo(QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius), begin, sweep)
