"""What a run tells, gathered per node for the canvas."""

from collections.abc import Callable, Collection, Iterable, Mapping
from time import monotonic

from PySide6.QtGui import QImage

from nodegraph.core.facts import Fact
from nodegraph.core.graph import Graph
from nodegraph.core.messages import Checked, Failed, NodeState, Noted, Preview, Progress
from nodegraph.core.pace import Pace
from nodegraph.gui.canvas.state import NOTHING_KNOWN, NodeView
from nodegraph.gui.languages import tr
from nodegraph.gui.reach import marks_of

_OVER = ("done", "cached", "skipped", "failed")
"""States of nodes whose run is over."""


class Views:
    """The state of every node beside the document; `show` is called with those that changed."""

    def __init__(self, show: Callable[[Mapping[str, NodeView]], None]) -> None:
        self._show = show
        self._views: dict[str, NodeView] = {}
        self._paces: dict[str, Pace] = {}
        """Per node that runs."""
        self._failures: dict[str, list[str]] = {}
        """Per node of the run under way, why items failed there."""
        self._marks: dict[str, int] = {}
        """Per node that ran what its results were made of."""
        self._told: dict[str, NodeView] = {}
        """Per node that ran and was edited since what its run told; it is shown again when the edit is undone."""
        self._known = Graph()
        """What the facts shown are about."""

    def begin_run(self, names: Collection[str], graph: Graph) -> None:
        """These nodes of a graph will run; all others have not."""
        self._paces.clear()
        self._failures.clear()
        self._marks.clear()
        self._told.clear()
        self._change({name: _before_run(view) for name, view in self._views.items()})
        self._change({name: _before_run(self._of(name))._replace(state="queued") for name in names})
        self.take_graph(names, graph)

    def take_graph(self, names: Collection[str], graph: Graph) -> None:
        """What events tell of these nodes from now on is about this graph; what is known of others stays."""
        marks = marks_of(graph)
        for name in names:
            self._told.pop(name, None)
            if name in marks:
                self._marks[name] = marks[name]

    def wait(self, names: Iterable[str]) -> None:
        """What these nodes, and no others, show is not up to date, and will be once an edit is over."""
        wanted = set(names)
        waiting = {name: self._of(name)._replace(state="waiting", fraction=0.0) for name in wanted}
        over = {
            name: view._replace(state="idle")
            for name, view in self._views.items()
            if view.state == "waiting" and name not in wanted
        }
        self._change({**waiting, **over})

    def end_run(self, graph: Graph) -> None:
        """The run is over: what still ran or waited does so no longer, and what was edited meanwhile has not run."""
        self._failures.clear()
        self._change(
            {
                name: view._replace(state="idle", fraction=0.0, left=None)
                for name, view in self._views.items()
                if view.state in ("running", "queued")
            }
        )
        self.follow(graph)

    def follow(self, graph: Graph) -> None:
        """Tell of nodes that ran only while they would give the same again; their pictures stay."""
        ran = {name: view for name, view in self._views.items() if self._has_run(name)}
        if not ran and not self._told:
            return
        marks = marks_of(graph)
        edited = {name: view for name, view in ran.items() if marks.get(name) != self._marks[name]}
        undone = [name for name in self._told if marks.get(name) == self._marks[name]]
        again = {name: _after_run(self._of(name), self._told.pop(name)) for name in undone}
        self._told.update(edited)
        self._change({**again, **{name: _before_run(view) for name, view in edited.items()}})

    def take_facts(self, graph: Graph, checked: Checked) -> None:
        """Show what is known of a graph, and the first problem of each node, or else what is doubtful there."""
        quick = self._failed_before(graph)
        self._known = graph
        problems: dict[str, str] = {}
        advice: dict[str, str] = {}
        for problem in checked.problems:
            (problems if problem.severity == "error" else advice).setdefault(problem.node, problem.message)
        names = {*checked.facts, *problems, *advice, *self._views}
        nothing: dict[str, Fact | None] = {}
        changed: dict[str, NodeView] = {}
        for name in names:
            view, facts, wrong = self._of(name), checked.facts.get(name, nothing), problems.get(name, "")
            doubtful = advice.get(name, "")
            if (wrong, doubtful, facts) != (view.problem, view.advice, view.facts):
                changed[name] = view._replace(facts=facts, problem=wrong, advice=doubtful)
                if view.state == "failed" and facts != view.facts and name not in quick:
                    # It failed with something else.
                    changed[name] = changed[name]._replace(state="idle", message="")
                elif wrong and view.state in ("done", "cached"):
                    # As it is now it was not done.
                    changed[name] = changed[name]._replace(state="idle")
        self._change(changed)

    def show_picture(self, name: str, picture: QImage) -> None:
        """Show a small picture of what a node gives, which no run made, unless one has told of the node meanwhile."""
        if self._has_run(name):
            return
        view = self._of(name)
        state = "idle" if view.state == "failed" else view.state
        self._change({name: view._replace(picture=picture, fresh=False, state=state, message="")})

    def show_refusal(self, name: str, sentence: str) -> None:
        """Show why there is no picture of what a node reads, which no run told."""
        self._marks.pop(name, None)
        self._told.pop(name, None)
        self._change({name: self._of(name)._replace(picture=None, state="failed", message=sentence, fresh=False)})

    def take_event(self, event: object) -> None:
        """Show what an event tells."""
        match event:
            case Progress(nodes=nodes):
                self._change(
                    {
                        name: self._of(name)._replace(state="running", fraction=share, left=self._left(name, share))
                        for name, share in nodes.items()
                    }
                )
            case NodeState(_, name, state, seconds, message):
                if state != "running":
                    self._paces.pop(name, None)
                if name in self._failures and state not in ("running", "failed"):
                    # The others were done; what went wrong is what a person has to see.
                    state, message = "failed", _failed(self._failures[name])
                view = self._of(name)._replace(state=state, seconds=seconds, message=message, left=None)
                self._change({name: view})
            case Preview(_, name, _, _, width, height, pixels):
                picture = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
                self._change({name: self._of(name)._replace(picture=picture, fresh=True)})
            case Failed(_, name, _, sentence) if name:
                told = self._failures.setdefault(name, [])
                told.append(sentence)
                self._change({name: self._of(name)._replace(state="failed", message=_failed(told))})
            case Noted(_, name, sentence, _, warning) if name:
                view = self._of(name)
                notes = (*view.notes, sentence)[-3:]
                self._change({name: view._replace(notes=notes, warning=sentence if warning else view.warning)})

    def _has_run(self, name: str) -> bool:
        """Return whether what is shown of a node was told by a run that is over for it."""
        return name in self._marks and self._of(name).state in _OVER

    def _failed_before(self, graph: Graph) -> set[str]:
        """Return the nodes whose run was quicker than the facts about what it failed with, which come only now."""
        failed = {name for name, view in self._views.items() if view.state == "failed"} & self._marks.keys()
        if not failed:
            return failed
        known, marks = marks_of(self._known), marks_of(graph)
        return {name for name in failed if known.get(name) != marks.get(name)}

    def _left(self, name: str, share: float) -> float | None:
        now, pace = monotonic(), self._paces.setdefault(name, Pace())
        pace.tell(share, now)
        return pace.left(now)

    def _of(self, name: str) -> NodeView:
        return self._views.get(name, NOTHING_KNOWN)

    def _change(self, views: Mapping[str, NodeView]) -> None:
        self._views.update(views)
        self._show(views)


def _before_run(view: NodeView) -> NodeView:
    return NOTHING_KNOWN._replace(facts=view.facts, problem=view.problem, advice=view.advice, picture=view.picture)


def _after_run(view: NodeView, told: NodeView) -> NodeView:
    """Return what is shown of a node with what its run told before an edit, unless something else was told since."""
    if view.state != "idle":
        return view
    return told._replace(facts=view.facts, problem=view.problem, advice=view.advice, picture=view.picture)


def _failed(sentences: list[str]) -> str:
    if len(sentences) == 1:
        return sentences[0]
    return tr("{count} items failed, the first one so: {why}", count=len(sentences), why=sentences[0])
