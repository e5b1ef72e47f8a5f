"""The nodes of a scene by name, of which some may still be to come."""

from collections.abc import Callable

from nodegraph.gui.canvas.node_item import NodeItem


class Items(dict[str, NodeItem]):
    """Nodes by name; whoever asks for one that is not shown yet gets it."""

    def __init__(self, complete: Callable[[], None]) -> None:
        """`complete` makes all that are still to come."""
        super().__init__()
        self._complete = complete

    def __missing__(self, name: str) -> NodeItem:
        self._complete()
        if name not in self:
            raise KeyError(name)
        return self[name]
