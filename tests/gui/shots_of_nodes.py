"""Pictures of nodes in all states and of their fields while they are open, for `shots.py`; nothing runs."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QWidget

from nodegraph.core import edit
from nodegraph.core.facts import ModelFact, PictureFact, StreamFact, ValueFact
from nodegraph.core.graph import Graph, Wire
from nodegraph.gui.canvas.state import NodeView
from nodegraph.gui.menus import show_menu
from nodegraph.gui.window import Window

_PATIENCE = 120.0
_GLANCE_MS = 10
Shot = Callable[[QWidget, str], None]
_PLACES = {
    "load_image": (0, 0), "load_model": (0, 400), "upscale": (300, 0), "save_image": (600, 0), "text": (900, 0),
    "pad_to_size": (900, 190), "add_noise": (1200, 0), "white_balance": (1200, 330), "resize": (600, 400),
    "gaussian_blur": (300, 420), "format_text": (1200, 620), "pass_through": (380, 520), "list_images": (0, 560),
}  # fmt: skip
_VALUES = {
    "load_image": {"path": "/pictures/cat.jpg"},
    "save_image": {"folder": "/pictures/large"},
    "text": {"value": "first line\nsecond, longer line that wraps around\nthird\nfourth"},
    "pad_to_size": {"fill": "color", "color": [0.2, 0.5, 0.9, 0.5], "place": "top right"},
    "add_noise": {"seed": 12345},
    "resize": {"by": "size", "width": 800},
    "list_images": {"folder": "/pictures"},
}
_WIRES = (
    ("load_image", "image", "upscale", "image"), ("load_model", "model", "upscale", "model"),
    ("upscale", "image", "save_image", "image"), ("load_image", "image", "gaussian_blur", "image"),
    ("gaussian_blur", "image", "pass_through", "value"), ("pass_through", "value", "resize", "image"),
)  # fmt: skip


def write_shots(window: Window, models: Path, shot: Shot) -> None:
    """Write pictures of nodes and fields, in a new tab; `models` is a folder of models to offer."""
    document = window.new()
    document.session.edit("Build", lambda graph: _built(graph, window))
    end = time.monotonic() + _PATIENCE
    while not document.scene_.items_["list_images"].view.foot:  # what the engine finds is replaced then
        assert time.monotonic() < end, "The engine never said what is known."
        QTest.qWait(_GLANCE_MS)
    document.scene_.show_views(_views())
    document.scene_.select(["white_balance"])
    document.view.fit()
    shot(window, "50-nodes")
    _open_fields(window, models, shot)
    document.session.discard()
    window.close_tab(window.tabs.indexOf(document))


def _built(graph: Graph, window: Window) -> Graph:
    specs = window.specs
    for name, at in _PLACES.items():
        graph, _ = edit.add(graph, specs[name], at, values=_VALUES.get(name, {}))
    for source, output, target, port in _WIRES:
        graph = edit.connect(graph, specs, Wire(source, output), target, port)
    graph = edit.expose(graph, specs, "width", [Wire("resize", "width")])
    graph = edit.restyle(graph, ["pass_through", "gaussian_blur"], collapsed=True)
    return edit.frame(edit.bypass(graph, ["format_text"]), ["load_model"], "The model", "#b692f6")[0]


def _views() -> dict[str, NodeView]:
    picture = QImage(120, 80, QImage.Format.Format_RGB32)
    picture.fill(QColor("#557799"))
    small, large = PictureFact(480, 320, 3, "8"), PictureFact(960, 640, 3, "8")
    path = {"path": ValueFact("/pictures/cat.jpg"), "name": ValueFact("cat"), "folder": ValueFact("/pictures")}
    return {
        "load_image": NodeView(facts={"image": small, **path}, state="cached", picture=picture),
        "load_model": NodeView(facts={"model": ModelFact(scale=2, architecture="Compact", name="nodegraph-2x")}),
        "upscale": NodeView(facts={"image": large}, state="running", fraction=0.4, left=12.3),
        "save_image": NodeView(state="queued"),
        "text": NodeView(facts={"text": ValueFact("first line")}, state="skipped"),
        "gaussian_blur": NodeView(facts={"image": small}, state="done", seconds=1.25),
        "pass_through": NodeView(facts={"value": small}),
        "resize": NodeView(facts={"image": PictureFact(800, 533, 3, "8")}, warning="It was made smaller than asked."),
        "add_noise": NodeView(problem="'image' is not connected; wire an image to it."),
        "white_balance": NodeView(advice="Nothing reads its result."),
        "list_images": NodeView(facts={"path": StreamFact(ValueFact(), 12)}),
    }


def _open_fields(window: Window, models: Path, shot: Shot) -> None:
    kept, view = window.files.kept, window.view
    kept.put("models_folder", str(models))
    kept.put("paths", {"model": [str(next(models.glob("*.safetensors")))]})

    def popup() -> QWidget:
        found = QApplication.activePopupWidget()
        assert found is not None
        return found

    window.fields.open(view, "load_model", "path")
    window.fields.shelf.finish()
    shot(popup(), "51-models")
    popup().close()
    window.adding.search(QPointF(), None)
    search = popup()
    QTest.keyClicks(search.focusWidget() or search, "blur")
    shot(search, "52-search")
    search.close()
    for name, port, typed in (("resize", "height", "width*2/3"), ("load_image", "path", ""), ("text", "value", "")):
        window.fields.open(view, name, port)
        editor = window.focusWidget()
        QTest.keyClicks(editor, typed)
        shot(window, f"53-field-{name}")
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    item = view.scene_.items_["resize"]
    place = item.pos() + item.field_rect(item.shape_.row("height", output=False)).center()
    menu = show_menu(window.document, place, QPoint(40, 40), window)
    shot(menu, "54-field-menu")
    menu.close()
    window.fields.open(view, "pad_to_size", "color")
    dialog = view.findChild(QColorDialog)
    shot(dialog, "55-color")
    dialog.reject()
