"""What comes before a run: whether a graph from elsewhere is trusted, and whether files are to be replaced."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nodegraph.core.messages import Planned, Settings, Start
from nodegraph.gui.document import Document
from nodegraph.gui.documents.listing import Question
from nodegraph.gui.documents.replacing import Targets, Wish, asks, in_words, targets, wishing
from nodegraph.gui.languages import tr, trn
from nodegraph.gui.reach import will_run

if TYPE_CHECKING:
    from nodegraph.gui.window import Window

_QUIET = "replaces_quietly"
_MOST = 500
_WISHES: tuple[Wish, ...] = ("overwrite", "skip", "number")


class Gate(QObject):
    """Asks what has to be asked before a document runs."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._waiting = False
        self.question: Question | None = None
        """What is being asked at the moment."""

    def open_for(
        self, document: Document, only: tuple[str, ...], go: Callable[[], object], *, replacing: bool = True
    ) -> None:
        """Call `go` when nothing stands against running `only` (empty: everything) of a document, or a person agreed.

        Not `replacing`: the run goes on with an earlier one, for which that was asked.
        """
        if self._waiting or self.question is not None:
            return
        if document.session.reaches:
            self.ask_trust(document, lambda: self._look(document, only, go))
        elif document.first_run or (replacing and not self.is_quiet(document) and self._asks(document, only)):
            self._look(document, only, go)
        else:
            go()

    def _asks(self, document: Document, only: tuple[str, ...]) -> bool:
        graph, specs = document.session.graph, self._window.specs
        return asks(graph, specs, will_run(graph, specs, only))

    # ---- trust ----

    def ask_trust(self, document: Document, then: Callable[[], object] = lambda: None) -> None:
        """Ask whether a graph from elsewhere may touch what it names; `then` is called once it may."""
        reaches = document.session.reaches
        question = self._ask(
            tr("Trust this graph?"),
            tr(
                "{name} was not made here, and it names files outside its own folder. Nothing of them is looked at,"
                " read or written until you say that you trust the graph.",
                name=document.title,
            ),
            tr("Trust this graph"),
        )
        question.begin_with_no()
        rows = []
        for reach in reaches:
            verb = tr("writes") if reach.writes else tr("reads")
            rows.append((reach.path or tr("what comes over its wires"), verb, document.session.called(reach.node)))
        question.show_rows((tr("File or folder"), "", tr("Node")), rows)

        def trust() -> None:
            document.session.trust()
            document.first_run = True
            document.trust_bar.hide()
            then()

        question.ask(trust)

    def say_trust(self, document: Document) -> None:
        """Say above a graph from elsewhere that something of it is kept out."""
        if document.session.reaches:
            document.trust_bar.say(
                tr(
                    "{name} comes from elsewhere and names files outside its folder; they are left alone.",
                    name=document.title,
                ),
                (tr("Look and decide…"), lambda: self.ask_trust(document)),
            )

    # ---- what is replaced ----

    def _look(self, document: Document, only: tuple[str, ...], go: Callable[[], object]) -> None:
        """Ask the engine what would be written, and go on with what it says."""
        self._waiting = True
        graph = document.session.graph
        self._window.tell(tr("Looking at what would be written"))

        def decide(planned: Planned) -> None:
            self._waiting = False
            self._window.tell("")
            if document not in self._window.documents:
                return  # closed meanwhile
            if document.session.graph is not graph:
                self.open_for(document, only, go)
                return
            found = targets(planned, graph, self._window.specs)
            if found.replaced or (document.first_run and found.files):
                self._ask_about(document, found, go)
            else:
                go()

        def give_up(_: str) -> None:
            self._waiting = False
            self._window.tell("")
            if document in self._window.documents:
                # What is wrong with the graph is told by the run itself, at its nodes.
                go()

        self._window.link.ask(Start(0, graph, Settings(only=only), dry=True), Planned, decide, give_up)

    def _ask_about(self, document: Document, found: Targets, go: Callable[[], object]) -> None:
        replaced = found.replaced
        files = found.files if document.first_run else replaced
        if document.first_run:
            title = trn("1 file will be written", "%n files will be written", len(files))
            sentence = tr("This is the first run of a graph from elsewhere:")
        else:
            title = trn("1 file will be replaced", "%n files will be replaced", len(files))
            sentence = trn("It is there already:", "They are there already:", len(files))
        question = self._ask(title, sentence, tr("Run"))
        called = document.session.called
        rows = [(target.path.name, str(target.path.parent), called(target.node), in_words(target)) for target in files]
        question.show_rows((tr("File"), tr("Folder"), tr("Node"), ""), rows)
        if found.unnamed:
            question.add_line(
                trn(
                    "1 more file will be written, whose name was not looked at.",
                    "%n more files will be written, whose names were not looked at.",
                    found.unnamed,
                )
            )
        asked = [target.node for target in replaced if not target.settled]
        if asked:
            question.add_choices(
                (
                    tr("Replace what is there"),
                    tr("Keep what is there and skip what would replace it"),
                    tr("Write beside what is there, with a number"),
                )
            )
        if replaced:
            question.add_quiet(tr("Do not ask again for this graph"))

        def run() -> None:
            document.first_run = False
            if asked:
                wish = _WISHES[max(question.choice, 0)]
                document.session.edit(
                    tr("If a file exists: {wish}", wish=wish),
                    lambda graph: wishing(graph, self._window.specs, asked, wish),
                )
            if question.quiet is not None and question.quiet.isChecked():
                self.be_quiet(document, on=True)
            go()

        question.ask(run)

    def _ask(self, title: str, sentence: str, yes: str) -> Question:
        question = self.question = Question(self._window, title, sentence, yes)
        question.finished.connect(lambda _: self._forget(question))
        return question

    def _forget(self, question: Question) -> None:
        if self.question is question:
            self.question = None

    def is_quiet(self, document: Document) -> bool:
        """Return whether a person does not want to be asked before files of this document's runs are replaced."""
        return document.quiet or str(document.session.path) in self._window.files.kept.get(_QUIET, [])

    def be_quiet(self, document: Document, *, on: bool) -> None:
        """Ask no more before files of this document's runs are replaced, or ask again."""
        document.quiet = on
        path, kept = document.session.path, self._window.files.kept
        if path is not None:
            names = [name for name in kept.get(_QUIET, []) if name != str(path)]
            kept.put(_QUIET, [*names, *([str(path)] if on else [])][-_MOST:])
