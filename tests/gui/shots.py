"""Pictures of the window in its main states, to be looked at: python tests/gui/shots.py FOLDER [--scale 2].

The engine is a real one; the run is that of an example graph.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shots_of_nodes import write_shots

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.places import resources
from nodegraph.gui import garbage
from nodegraph.gui.languages import install
from nodegraph.gui.languages import wished as chosen
from nodegraph.gui.link import Link
from nodegraph.gui.theme import THEMES, Theme, dress, font
from nodegraph.gui.window import Window

_PATIENCE = 300.0
_GLANCE_MS = 10


def until(done: Callable[[], bool], seconds: float = _PATIENCE) -> None:
    """Let the window live until something is so."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "The window never came to this state."
        QTest.qWait(_GLANCE_MS)  # it leaves the processor to the engine meanwhile


def shot(widget: QWidget, folder: Path, name: str) -> None:
    """Write a picture of a widget, of a window once its nodes are as sharp as they get."""
    for _ in range(3):
        QApplication.processEvents()
    if isinstance(widget, Window):
        widget.grab()  # painting tells what is stretched
        until(lambda: widget.scene_.sprites.settled)
    widget.grab().save(str(folder / f"{name}.png"))
    print(name)


def states(theme: Theme, folder: Path, examples: Path, suffix: str) -> None:
    """Write pictures of the states that show most."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dress(app, theme)
    window = Window(theme, Link())
    window.resize(1280, 800)
    window.show()
    until(lambda: not any(card.icon().isNull() for card in window.beginning.page.cards))
    shot(window, folder, f"1-empty-{suffix}")
    window.open(examples / "upscale.ng")
    until(lambda: any(item.view.facts for item in window.scene_.items_.values()))
    shot(window, folder, f"2-example-{suffix}")
    window.running.run_all()
    until(lambda: any(item.view.state == "running" for item in window.scene_.items_.values()))
    shot(window, folder, f"3-running-{suffix}")
    until(lambda: window.running.document is None)
    shot(window, folder, f"4-done-{suffix}")
    viewer(window, folder, suffix)
    name = "load_image"
    window.scene_.select([name])
    window.view.search(QPointF(200, 300))
    popup = app.activePopupWidget()
    assert popup is not None
    shot(popup, folder, f"5-search-{suffix}")
    popup.close()

    def spoil(graph):
        specs = window.session.specs
        graph = edit.set_value(graph, specs, name, "path", "/nowhere/cat.png")
        graph, blur = edit.add(graph, specs["gaussian_blur"], (300.0, 420.0))
        return edit.connect(graph, specs, Wire(name, "image"), blur, "image")

    window.session.edit("Spoil", spoil)
    until(lambda: any(item.view.problem for item in window.scene_.items_.values()))
    before = window.document.report
    window.running.run_all()
    until(lambda: window.document.report is not before and window.running.document is None)
    window.view.fit()
    shot(window, folder, f"6-error-{suffix}")
    window.session.discard()
    window.open(examples / "darkroom.ng")
    until(lambda: any(item.view.facts for item in window.scene_.items_.values()))
    shot(window, folder, f"7-large-{suffix}")
    window.session.discard()
    documents(window, folder, examples, suffix)
    write_shots(window, resources() / "models", lambda widget, name: shot(widget, folder, f"{name}-{suffix}"))
    for document in window.documents:
        document.session.discard()
    window.close()


def viewer(window: Window, folder: Path, suffix: str) -> None:
    """Write pictures of the viewer with the result of the example that has run."""
    shown = window.docks.viewer
    view, first, second = shown.view, shown.sides.first, shown.sides.second
    window.docks.show_viewer()
    window.resizeDocks([window.docks.widgets["Viewer"]], [620], Qt.Orientation.Horizontal)

    def settled() -> bool:
        return shown.store.quiet and shown.questions.quiet

    window.scene_.select(["upscale"])
    until(lambda: first.name == "upscale" and second.shown is not None and settled())
    shot(window, folder, f"30-viewer-{suffix}")
    for key, name in ((Qt.Key.Key_W, "wipe"), (Qt.Key.Key_S, "side"), (Qt.Key.Key_D, "difference")):
        QTest.keyClick(view, key)
        view.zoom_to(1.5 * view.devicePixelRatioF())
        shown.light.exposure.setValue(2.0 if name == "difference" else 0.0)
        shown.histogram_switch.setChecked(name == "side")
        until(settled)
        shot(window, folder, f"31-viewer-{name}-{suffix}")
    shown.light.exposure.setValue(0.0)
    QTest.keyClick(view, Qt.Key.Key_O)
    QTest.keyClick(view, Qt.Key.Key_6)

    until(settled)
    # Given to the view itself: the pointer of a screen ends at its edge, and this window may be the larger one.
    at, none = QPointF(view.rect().center()), Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, move)
    until(lambda: bool(shown.readout.first.text()) and settled())
    shot(window, folder, f"32-viewer-grid-{suffix}")
    specs = window.session.specs
    window.session.edit("Tiles", lambda graph: edit.set_value(graph, specs, "upscale", "tiles", "none"))
    until(lambda: bool(shown.note.text()) and settled())
    view.fit()
    until(settled)
    shot(window, folder, f"33-viewer-older-{suffix}")
    window.session.undo()
    window.docks.widgets["Viewer"].hide()


def documents(window: Window, folder: Path, examples: Path, suffix: str) -> None:
    """Write pictures of what is asked and told about files. The example's result lies there from its run."""
    path = examples / "upscale.ng"
    window.open(path)
    window.session.go_to(0)
    window.view.fit()
    until(lambda: all(not item.view.problem for item in window.scene_.items_.values()))
    window.running.run_all()
    until(lambda: window.gate.question is not None)
    question = window.gate.question
    assert question is not None
    shot(question, folder, f"20-replaced-{suffix}")
    question.reject()
    window.docks.widgets["Outputs"].show()
    window.docks.widgets["Outputs"].raise_()
    until(lambda: window.docks.outputs.planned.childCount() > 0)
    shot(window, folder, f"21-outputs-{suffix}")
    window.session.edit("Move", lambda graph: edit.move(graph, {"load_model": (0.0, 400.0)}))
    path.write_text(path.read_text().replace("The main job", "The first job"))
    until(lambda: not window.document.bar.isHidden())
    shot(window, folder, f"22-changed-on-disk-{suffix}")
    for name in ("File", "Export"):
        menu = window.menuBar().findChild(QMenu, name) if name == "File" else window.actions_[name].menu()
        assert isinstance(menu, QMenu)
        menu.popup(window.mapToGlobal(QPoint(0, 0)))
        shot(menu, folder, f"23-menu-{name.lower()}-{suffix}")
        menu.close()
    stranger = examples.parent / "downloads" / "stranger.ng"
    stranger.parent.mkdir(exist_ok=True)
    text = path.read_text().replace('"folder": "out"', '"folder": "/home/me/results"')
    stranger.write_text(text.replace('"street.png"', '"/home/me/pictures/street.png"'))
    window.open(stranger)
    until(lambda: any(item.view.advice for item in window.scene_.items_.values()))
    shot(window, folder, f"24-stranger-{suffix}")
    window.gate.ask_trust(window.document)
    question = window.gate.question
    assert question is not None
    shot(question, folder, f"25-trust-{suffix}")
    question.reject()


def runs(theme: Theme, folder: Path, home: Path, suffix: str) -> None:
    """Write pictures of runs: the line, the report, live mode, the death of a worker and of the engine."""
    window = Window(theme, Link())
    window.resize(1280, 800)
    window.show()
    (home / "in").mkdir()
    for name in ("street", "square", "station"):
        shutil.copy(home / "examples" / "street.png", home / "in" / f"{name}.png")
    (home / "in" / "square.png").write_bytes(b"cut off")
    (home / "slow.toy").write_text('{"toy": 1, "scale": 2, "operation": "nearest", "channels": 3, "delay": 0.3}')
    places = {"folder": str(home / "in")}, {"path": str(home / "slow.toy")}, {"folder": str(home / "out")}
    nodes = {
        "list_images": Node("list_images", at=(0, 0), set=places[0]),
        "load_image": Node("load_image", at=(280, 0), wires={"path": Wire("list_images", "path")}),
        "light": Node("brightness_contrast", at=(560, 0), wires={"image": Wire("load_image", "image")}),
        "load_model": Node("load_model", at=(560, 330), set=places[1]),
        "upscale": Node(
            "upscale",
            at=(840, 0),
            set={"tiles": "size", "tile": 96},
            wires={"image": Wire("light", "image"), "model": Wire("load_model", "model")},
        ),
        "save_image": Node(
            "save_image",
            at=(1120, 0),
            set=places[2],
            wires={"image": Wire("upscale", "image"), "name": Wire("load_image", "name")},
        ),
    }
    window.session.edit("Build", lambda _: Graph(nodes=nodes))
    window.session.save(home / "holiday.ng")
    window.view.fit()
    items = window.scene_.items_
    until(lambda: bool(items["upscale"].view.facts))
    window.document.quiet = True
    window.running.run_all()
    for names in (["light"], ["upscale"]):
        window.scene_.select(names)
        window.running.run_selected()
    window.scene_.select([])
    window.docks.widgets["Runs"].show()
    window.docks.widgets["Runs"].raise_()
    window.docks.queue.list.setCurrentRow(1)
    until(lambda: items["upscale"].view.left is not None)
    window.running.meter.measure()
    until(lambda: bool(window.running.meter.text()))
    shot(window, folder, f"30-runs-{suffix}")
    psutil.Process(window.link.pid).children()[0].kill()
    until(lambda: bool(items["upscale"].view.warning))
    shot(window, folder, f"31-worker-died-{suffix}")
    for job in list(window.running.waiting):
        window.running.take_out(job.number)
    until(lambda: window.running.document is None)
    shot(window, folder, f"32-report-{suffix}")
    window.docks.widgets["Log"].show()
    window.docks.widgets["Log"].raise_()
    shot(window, folder, f"33-log-{suffix}")
    window.actions_["Live"].trigger()
    until(lambda: window.running.current is None)
    specs = window.session.specs
    window.session.try_out(lambda graph: edit.set_value(graph, specs, "light", "brightness", 0.2))
    until(lambda: items["upscale"].view.state == "waiting" and items["light"].view.state == "done")
    shot(window, folder, f"34-live-{suffix}")
    window.session.take_back()
    window.actions_["Live"].trigger()
    window.session.edit("Darker", lambda graph: edit.set_value(graph, specs, "light", "brightness", -0.1))
    window.running.run_all()
    until(lambda: items["upscale"].view.fraction > 0)
    psutil.Process(window.link.pid).kill()
    until(window.banner.isVisible)
    until(lambda: window.running.current is None)
    shot(window, folder, f"35-engine-killed-{suffix}")
    window.link.died.emit("The engine was killed by SIGSEGV: driver lost.\nopening street.png\ndriver lost.")
    window.banner.buttons[-1].click()
    shot(window, folder, f"36-engine-died-{suffix}")
    window.session.discard()
    window.close()


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", default="")
    parser.add_argument("--theme", default="")
    parser.add_argument("--language", default="en")
    wished = parser.parse_args()
    wished.folder.mkdir(parents=True, exist_ok=True)
    if not wished.scale:
        for theme, scale in (("dark", "1"), ("light", "1"), ("dark", "2")):
            call = [sys.executable, __file__, str(wished.folder), "--scale", scale, "--theme", theme]
            subprocess.run(call, check=True, env={**os.environ, "QT_SCALE_FACTOR": scale})
        return
    app = QApplication([])
    garbage.take_over(app)
    app.setStyle("Fusion")
    install(app, chosen(wished.language))
    app.setFont(font())
    with tempfile.TemporaryDirectory() as home:
        os.environ["NODEGRAPH_STATE"] = f"{home}/state"
        examples = Path(home) / "examples"
        shutil.copytree(resources() / "examples", examples)
        theme, suffix = THEMES[wished.theme], f"{wished.theme}-{round(100 * float(wished.scale))}"
        states(theme, wished.folder.absolute(), examples, suffix)
        runs(theme, wished.folder.absolute(), Path(home), suffix)


if __name__ == "__main__":
    main()
