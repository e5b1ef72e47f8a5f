"""`nodegraph upscale`: builds the graph that does it, and runs that."""

import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from nodegraph.catalogue.builtin import built_in
from nodegraph.cli.chains import Wish, build, choose_route
from nodegraph.cli.session import run
from nodegraph.cli.target import unreachable
from nodegraph.core.errors import FileRefused, GraphError, did_you_mean
from nodegraph.core.messages import Settings


def upscale(wish: Wish, settings: Settings, *, json: bool, quiet: bool, verbose: bool) -> int:
    """Do what was asked for and return the exit code. Raises `GraphError` for what cannot be done."""
    if quiet and verbose:
        raise GraphError("--quiet and --verbose exclude each other; leave one out.")
    if wish.pictures.count("-") > 1:
        raise GraphError("- is there twice, but standard input holds one picture.")
    to_stdout = wish.output == "-" or (wish.output is None and wish.pictures == ["-"])
    if to_stdout and len(wish.pictures) != 1:
        raise GraphError("Only one picture can go to standard output; name a folder with -o.")
    if to_stdout and sys.stdout.isatty():
        raise GraphError("The picture would be written to this terminal; name a file with -o, or add > FILE.png.")
    if wish.output is None and "-" in wish.pictures and not to_stdout:
        raise GraphError("A picture from standard input has no folder of its own; name one with -o.")
    route = choose_route(wish)
    with ExitStack() as stack:
        sources = [_taken_in(text, stack) for text in wish.pictures]
        output = Path()
        if to_stdout:
            if sources[0].is_dir():
                raise GraphError("Only one picture can go to standard output; name a folder with -o.")
            output = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "picture.png"
            wish = wish._replace(output=str(output))
        graph = build(wish, sources, route)
        inspect = (route.model or built_in(2).path) if verbose else None
        finished = run(graph, settings, json=json, quiet=quiet, piped=to_stdout, title=route.words, inspect=inspect)
        if to_stdout and finished.exit_code == 0:
            with output.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
    if finished.outcome == "done" and not finished.done + finished.skipped:
        raise GraphError(f"There is no picture in {', '.join(map(str, sources))}.")
    return finished.exit_code


def _taken_in(text: str, stack: ExitStack) -> Path:
    """Return the absolute path of a picture or folder; a picture on standard input goes into a file first."""
    if text == "-":
        return _from_stdin(stack)
    if not text:
        # The empty path would be the folder one stands in.
        raise FileRefused("The name of a picture is empty; name a file or a folder.")
    path = Path(os.path.abspath(text))
    try:
        if path.is_file() or path.is_dir():
            return path
        if path.exists():
            raise FileRefused(f"{text!r} is neither a picture file nor a folder.")
        near = did_you_mean(path.name, os.listdir(path.parent)) if path.parent.is_dir() else ""
    except (OSError, ValueError) as error:
        raise unreachable(text, error) from None
    raise FileRefused(f"There is no file or folder {text!r}{near}.")


def _from_stdin(stack: ExitStack) -> Path:
    if sys.stdin.isatty():
        raise GraphError("- reads a picture from standard input; pipe one in.")
    file = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "stdin"
    with file.open("wb") as copy:
        shutil.copyfileobj(sys.stdin.buffer, copy)
    if not file.stat().st_size:
        raise FileRefused("Standard input is empty; pipe a picture in.")
    return file
