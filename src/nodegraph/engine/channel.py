"""A channel between two threads: one hands items over, the other takes them, neither runs far ahead."""

import threading
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nodegraph.engine.course import Course

ENDED: Any = object()
"""What `take` returns after the last item."""


class Channel:
    """At most `room` items under way."""

    def __init__(self, course: "Course", room: int = 2) -> None:
        self._course = course
        self._room = room
        self._items: deque[Any] = deque()
        self._changed = threading.Condition()
        self._ended = False
        self._error: BaseException | None = None
        self._left = False

    def give(self, item: Any) -> bool:
        """Hand an item over once there is room; false where nobody takes any more. Raises `Stopped`."""
        with self._changed:
            self._course.wait(self._changed, lambda: self._left or len(self._items) < self._room)
            if self._left:
                return False
            self._items.append(item)
            self._changed.notify_all()
            return True

    def end(self, error: BaseException | None = None) -> None:
        """Say that no item follows; `error` is raised at the taker after the last one."""
        with self._changed:
            self._ended, self._error = True, error
            self._changed.notify_all()

    def take(self) -> Any:
        """Return the next item, or `ENDED`. Raises `Stopped`, or what ended the channel."""
        with self._changed:
            self._course.wait(self._changed, lambda: bool(self._items) or self._ended)
            if self._items:
                item = self._items.popleft()
                self._changed.notify_all()
                return item
            if self._error is not None:
                raise self._error
            return ENDED

    def leave(self) -> None:
        """Say that no item will be taken any more."""
        with self._changed:
            self._left = True
            self._items.clear()
            self._changed.notify_all()

    @property
    def left(self) -> bool:
        """Whether the taker has gone."""
        return self._left
