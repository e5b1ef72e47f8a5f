"""What can go wrong, one class per situation a caller can act on.

    NodegraphError
    |-- GraphError            the graph or the call is wrong; nothing was run (exit code 2)
    |   |-- DeclarationError  a node function is declared wrongly
    |   |-- FileRefused       a graph file, model file or picture cannot be opened at all
    |   |-- ValueRefused      a value is not what a port takes
    |   `-- UnknownName       a node, port or parameter that does not exist
    |-- RunError              something failed while running (exit code 1)
    |   |-- ModelRefused      a model file is broken, unsafe or of no use here
    |   |-- ConversionFailed  a model could not be turned into another form, or came out wrong
    |   |-- StorageFull       no room on the disk or in shared memory
    |   |-- CacheRefused      the cache folder cannot be made
    |   |-- MemoryShort       a step needs more memory than is free
    |   |-- DeviceFault       a device failed in a way that is not lack of memory
    |   `-- ChildDied         a process that served us ended
    `-- Stopped               the person asked to stop (exit code 3)

Every message is one sentence for people: what, where, what to do.
"""

import difflib
from collections.abc import Iterable


class NodegraphError(Exception):
    """Anything this program says on purpose. `str(error)` is the sentence."""

    exit_code = 1


class GraphError(NodegraphError):
    """The graph or the call is wrong; nothing was run."""

    exit_code = 2


class DeclarationError(GraphError):
    """A node function is declared wrongly; the sentence names function and parameter."""


class FileRefused(GraphError):
    """A file cannot be opened at all: missing, a folder, a pipe, truncated, of another kind."""


class ValueRefused(GraphError, ValueError):
    """A value is not what its port takes."""


class UnknownName(GraphError, KeyError):
    """A node, port or parameter that does not exist."""

    def __str__(self) -> str:
        # KeyError shows its argument's repr; the sentence itself is wanted.
        return str(self.args[0]) if self.args else ""


class RunError(NodegraphError):
    """Something failed while running."""


class ModelRefused(RunError):
    """A model file is broken, unsafe or of no use for what was asked."""


class ConversionFailed(RunError):
    """A model could not be turned into another form, or came out wrong."""


class StorageFull(RunError):
    """No room on the disk or in shared memory for what has to be written."""


class CacheRefused(RunError, OSError):
    """The cache folder cannot be made; an `OSError` as well, for those who can do without it."""


class MemoryShort(RunError):
    """A step needs more memory than is free."""


class DeviceFault(RunError):
    """A device failed in a way that is not lack of memory."""


class ChildDied(RunError):
    """A process that served us ended before it answered."""


class Stopped(NodegraphError):
    """The person asked to stop."""

    exit_code = 3


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return ` (did you mean 'x'?)` with the nearest known name, or an empty string."""
    nearest = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" (did you mean {nearest[0]!r}?)" if nearest else ""
