"""Another program on the same screen: offers files to be dragged away, or takes a picture of the screen.

python tests/gui/outside.py offer X Y FILE     a window of 60x60 pixels at X, Y, until it is killed
python tests/gui/outside.py shot FILE          a picture of the whole screen
"""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SIDE = 60


class Offer(QLabel):
    """A file that can be dragged away."""

    def __init__(self, path: str) -> None:
        super().__init__("drag me", windowTitle="drag me")
        self._path = path

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin the drag; it lasts until the button is let go."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._path)])
        drag = QDrag(self)
        drag.setMimeData(data)
        print(drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction).name, flush=True)


def main() -> int:
    """Do what was asked."""
    app = QApplication([])
    match sys.argv[1:]:
        case ["offer", x, y, path]:
            label = Offer(path)
            label.setGeometry(int(x), int(y), SIDE, SIDE)
            label.show()
            return app.exec()
        case ["shot", path]:
            app.primaryScreen().grabWindow(0).save(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
