"""What a run tells, gathered per node for the canvas, and in sentences for the log."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QImage

from nodegraph.core.facts import Fact
from nodegraph.core.messages import Checked, Failed, Finished, NodeState, Noted, Preview, Progress, Wrote
from nodegraph.gui.canvas.state import NOTHING_KNOWN, NodeView


class Views:
    """The state of every node beside the document; `show` is called with those that changed."""

    def __init__(self, show: Callable[[Mapping[str, NodeView]], None]) -> None:
        self._show = show
        self._views: dict[str, NodeView] = {}

    def forget_run(self) -> None:
        """Begin anew: no node has run."""
        kept = {
            name: NOTHING_KNOWN._replace(facts=view.facts, problem=view.problem, picture=view.picture)
            for name, view in self._views.items()
        }
        self._change(kept)

    def end_run(self) -> None:
        """The run is over: what still ran does so no longer."""
        self._change(
            {
                name: view._replace(state="idle", fraction=0.0)
                for name, view in self._views.items()
                if view.state == "running"
            }
        )

    def take_facts(self, checked: Checked) -> None:
        """Show what is known, and the first problem of each node."""
        problems: dict[str, str] = {}
        for problem in checked.problems:
            problems.setdefault(problem.node, problem.message)
        names = {*checked.facts, *problems, *self._views}
        nothing: dict[str, Fact | None] = {}
        self._change(
            {
                name: self._of(name)._replace(facts=checked.facts.get(name, nothing), problem=problems.get(name, ""))
                for name in names
            }
        )

    def take_event(self, event: object) -> tuple[str, str]:
        """Show what an event tells; return it as a line for the log, if it is one: (node, line)."""
        match event:
            case Progress(nodes=nodes):
                self._change(
                    {name: self._of(name)._replace(state="running", fraction=share) for name, share in nodes.items()}
                )
            case NodeState(_, name, state, seconds, message):
                self._change({name: self._of(name)._replace(state=state, seconds=seconds, message=message)})
            case Preview(_, name, _, _, width, height, pixels):
                picture = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
                self._change({name: self._of(name)._replace(picture=picture)})
            case Failed(_, name, item, sentence):
                self._change({name: self._of(name)._replace(state="failed", message=sentence)})
                return name, f"✕ {item + ': ' if item else ''}{sentence}"
            case Noted(_, name, sentence):
                return name, sentence
            case Wrote(_, name, path):
                return name, f"✓ {path}"
        return "", ""

    def _of(self, name: str) -> NodeView:
        return self._views.get(name, NOTHING_KNOWN)

    def _change(self, views: Mapping[str, NodeView]) -> None:
        self._views.update(views)
        self._show(views)


def summary(finished: Finished) -> str:
    """Return how a run ended, in words."""
    if finished.outcome == "refused":
        return "The graph cannot run: " + " ".join(str(problem) for problem in finished.problems[:3])
    parts = [f"{finished.done} done"]
    parts += [f"{finished.skipped} skipped"] if finished.skipped else []
    parts += [f"{finished.failed} failed"] if finished.failed else []
    begin = "Stopped: " if finished.outcome == "stopped" else ""
    return f"{begin}{', '.join(parts)} in {finished.seconds:.1f} s"
