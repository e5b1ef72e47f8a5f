"""Pictures of start page, tour, settings and help, in themes, languages, sizes: python tests/gui/shots_looks.py FOLDER.

Beside `shots.py`; each combination is a process of its own, since language and size are chosen when Qt starts.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The functions are those of the script beside this one.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from nodegraph.gui import garbage
from nodegraph.gui.keep import Kept
from nodegraph.gui.languages import has_font, install, wished
from nodegraph.gui.link import Link
from nodegraph.gui.settings.fields import ChoiceField
from nodegraph.gui.settings.wishes import Wishes
from nodegraph.gui.theme import THEMES, dress, font
from nodegraph.gui.window import Window
from tests.gui.shots import shot, until

_PATIENCE = 120.0
COMBINATIONS = (
    ("dark", "en", "1"), ("light", "en", "1"), ("contrast", "en", "1"), ("dark", "en", "2"), ("light", "en", "3"),
    ("dark", "de", "1"), ("light", "zh_CN", "1"),
)  # fmt: skip


def states(app: QApplication, theme: str, language: str, folder: Path, suffix: str) -> None:
    """Write the pictures of one combination."""
    install(app, wished(language))
    if not has_font(wished(language)):
        print(f"no font for {language} is installed: its texts are boxes")
    dress(app, THEMES[theme])
    app.setFont(font())
    window = Window(THEMES[theme], Link(), Wishes(Kept()))
    window.resize(1280, 800)
    window.show()
    until(lambda: not window.beginning.page._waiting, _PATIENCE)
    shot(window, folder, f"40-start-{suffix}")
    dialog = window.applying.show_dialog()
    device = next(box for box in dialog.findChildren(ChoiceField) if box._name == "device")
    until(lambda: device.count() > 1, _PATIENCE)
    for page in range(dialog.pages.count()):
        dialog.list.setCurrentRow(page)
        shot(dialog, folder, f"41-settings-{page}-{suffix}")
    dialog.close()
    tour = window.beginning.tour()
    for step in range(len(tour.steps)):
        shot(window, folder, f"42-tour-{step}-{suffix}")
        tour.go_to(step + 1)
    window.scene_.select(["upscale"])
    until(lambda: any(item.view.facts for item in window.scene_.items_.values()), _PATIENCE)
    window.actions_["Help for the node"].trigger()
    shot(window, folder, f"43-help-{suffix}")
    menu = window.by_keys.connect_()
    assert menu is not None
    shot(menu, folder, f"44-connect-{suffix}")
    menu.close()
    for top in window.menuBar().actions()[:3]:
        top.menu().popup(window.mapToGlobal(window.rect().topLeft()))
        shot(top.menu(), folder, f"45-menu-{top.menu().objectName().lower()}-{suffix}")
        top.menu().close()
    window.session.discard()
    window.close()


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--one", nargs=3, metavar=("THEME", "LANGUAGE", "SCALE"))
    wishes = parser.parse_args()
    wishes.folder.mkdir(parents=True, exist_ok=True)
    if wishes.one is None:
        for one in COMBINATIONS:
            call = [sys.executable, __file__, str(wishes.folder), "--one", *one]
            subprocess.run(call, check=True, env={**os.environ, "QT_SCALE_FACTOR": one[2]})
        return
    app = QApplication([])
    garbage.take_over(app)
    app.setStyle("Fusion")
    theme, language, scale = wishes.one
    with tempfile.TemporaryDirectory() as home:
        os.environ["NODEGRAPH_STATE"] = f"{home}/state"
        states(app, theme, language, wishes.folder.absolute(), f"{theme}-{language}-{scale}00")


if __name__ == "__main__":
    main()
