"""Choosing a color: by its numbers, from a field of hues, or with an eyedropper from anywhere on the screen."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog

from nodegraph.core.ports import Value
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.canvas.view import CanvasView
from nodegraph.gui.fields.place import set_value, try_value


def choose_color(view: CanvasView, item: NodeItem, port: str) -> QColorDialog:
    """Let the person choose a color, which the canvas shows meanwhile."""
    name, count = item.name, _count(item.value_of(port))
    dialog = QColorDialog(color_of(item.value_of(port)), view)
    options = QColorDialog.ColorDialogOption
    # The system's own dialogs have no eyedropper everywhere; Qt's has.
    dialog.setOption(options.DontUseNativeDialog)
    dialog.setOption(options.ShowAlphaChannel, count == 4)
    dialog.setWindowTitle(f"{item.title}: {port.replace('_', ' ')}")
    dialog.currentColorChanged.connect(lambda color: try_value(view, name, port, _numbers(color, count)))
    dialog.rejected.connect(view.session.take_back)
    dialog.colorSelected.connect(lambda color: set_value(view, name, port, _numbers(color, count)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def color_of(value: Value) -> QColor:
    """Return the color that a port is at; black where it is none."""
    numbers = [min(max(float(number), 0.0), 1.0) for number in value] if isinstance(value, list) else [0.0]
    return QColor.fromRgbF(*(numbers * 3 if len(numbers) == 1 else numbers))


def _count(value: Value) -> int:
    """Return with how many numbers a color is written: one that was a gray may become any color."""
    return 4 if isinstance(value, list) and len(value) == 4 else 3


def _numbers(color: QColor, count: int) -> list[float]:
    return [round(part, 6) for part in (color.redF(), color.greenF(), color.blueF(), color.alphaF())[:count]]
