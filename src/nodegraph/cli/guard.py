"""The edge between the program and a person: errors become one sentence and an exit code."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from nodegraph.core.errors import NodegraphError, Stopped


@contextmanager
def guarded() -> Iterator[None]:
    """Turn what goes wrong inside into a sentence on standard error and `SystemExit` with its code.

    `NODEGRAPH_DEBUG=1` lets errors through with their traceback.
    """
    try:
        yield
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        raise SystemExit(Stopped.exit_code) from None
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing is left to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:
        if os.environ.get("NODEGRAPH_DEBUG"):
            raise
        print(f"nodegraph: {_sentence(error)}", file=sys.stderr)
        raise SystemExit(error.exit_code if isinstance(error, NodegraphError) else 1) from None


def _sentence(error: Exception) -> str:
    """Return what is told about an error."""
    if isinstance(error, NodegraphError):
        return str(error)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        where = "where the output goes" if error.filename is None else f"for {error.filename}"
        return f"There is no room left {where}; make room and run it again."
    if isinstance(error, UnicodeEncodeError) and any("\udc80" <= letter <= "\udcff" for letter in error.object):
        name = error.object.encode(errors="surrogateescape").decode(errors="backslashreplace")
        return f"The name {name} holds bytes that are no UTF-8 text; rename it."
    return f"This should not happen: {type(error).__name__}: {error}"


def refuse_usage(error: Exception) -> NoReturn:
    """Say in one sentence which option or argument is wrong, and leave with exit code 2.

    Raises the error itself where it is not about them.
    """
    # The class has had several homes in versions of typer; what it can say has stayed.
    describe = getattr(error, "format_message", None)
    if describe is None:
        raise error
    sentence = str(describe()).replace("Value error, ", "").strip().rstrip(".")
    path = getattr(getattr(error, "ctx", None), "command_path", "nodegraph")
    end = "" if sentence.endswith("?") else "."
    taken = next((word for word in sys.argv[1:] if word.startswith("-") and os.path.exists(word)), "-")
    if sentence.startswith("No such command") and os.path.exists(sys.argv[1]):
        end = f"; to upscale it, write nodegraph upscale {sys.argv[1]}."
    if taken != "-":
        end = f", or write {os.path.join('.', taken)} for the file of that name."
    print(f"nodegraph: {sentence}{end} See {path} --help.", file=sys.stderr)
    raise SystemExit(2)
