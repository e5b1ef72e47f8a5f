"""Single questions to the engine: asked in threads, of each topic one at a time and then only the latest."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal

from nodegraph.core.errors import NodegraphError
from nodegraph.core.messages import Request
from nodegraph.gui.link import Link

_THREADS = 4
"""As many topics may be under way at once."""

_Reply = TypeVar("_Reply", bound=msgspec.Struct)


class _Question(NamedTuple):
    request: Request
    reply: type[Any]
    then: Callable[[Any], None]
    otherwise: Callable[[str], None]


class Questions(QObject):
    """Questions under way. Answers come in the window's thread."""

    _answered = Signal(object, object)

    def __init__(self, link: Link, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._pool = ThreadPoolExecutor(_THREADS, "viewer")
        self._lock = threading.Lock()
        self._waiting: dict[str, _Question] = {}
        self._busy: set[str] = set()
        self._on_the_way = 0
        """Answers that the window's thread has not taken yet."""
        self._closed = False
        self._answered.connect(self._hand_on)

    def ask(
        self,
        topic: str,
        request: Request,
        reply: type[_Reply],
        then: Callable[[_Reply], None],
        otherwise: Callable[[str], None],
    ) -> None:
        """Ask the engine; `then` gets the answer, or `otherwise` the sentence that says why there is none.

        While a question of the topic is under way the next one waits, and takes the place of one that waits already.
        """
        with self._lock:
            if self._closed:
                return
            self._waiting[topic] = _Question(request, reply, then, otherwise)
            if topic in self._busy:
                return
            self._busy.add(topic)
        self._pool.submit(self._work, topic)

    @property
    def quiet(self) -> bool:
        """Whether no question is waiting or under way, and all answers were taken."""
        with self._lock:
            return not self._busy and not self._on_the_way

    def close(self) -> None:
        """Ask nothing any more; returns when no thread of it waits. The link may be closed before."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
        self._pool.shutdown(cancel_futures=True)

    def _work(self, topic: str) -> None:
        while True:
            with self._lock:
                question = self._waiting.pop(topic, None)
                if question is None or self._closed:
                    self._busy.discard(topic)
                    return
            hand_on: Callable[[Any], None]
            answer: Any
            try:
                hand_on, answer = question.then, self._link.request(question.request, question.reply)
            except NodegraphError as error:
                hand_on, answer = question.otherwise, str(error)
            if not self._closed:
                with self._lock:
                    self._on_the_way += 1
                self._answered.emit(hand_on, answer)

    def _hand_on(self, take: Callable[[Any], None], answer: Any) -> None:
        with self._lock:
            self._on_the_way -= 1
        if not self._closed:
            take(answer)
