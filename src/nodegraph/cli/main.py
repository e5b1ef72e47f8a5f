"""Where the program starts: so light that a Ctrl-C finds it ready, and the engine on its way before all else."""

import gc
import os
import sys
from typing import NoReturn

from nodegraph.cli import signals

_WITH_ENGINE = ("upscale", "run", "check", "convert", "devices")
_WITH_MODEL = ("upscale",)
_STOPPABLE = (*_WITH_ENGINE, "models")


def main() -> NoReturn:
    """Be the program: the command line, or, in a frozen build, the child process that `--child MODULE` names."""
    if sys.argv[1:2] == ["--child"]:
        from nodegraph.core import begin

        begin.main(*sys.argv[2:])
    if sys.argv[1:2] and sys.argv[1] in _STOPPABLE:
        signals.listen()
    _leave(signals.exit_code(obey()))


def obey() -> object:
    """Do what the command line asks for and return the exit code."""
    try:
        return _run()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 3
    except SystemExit as end:
        return end.code


def _leave(code: object) -> NoReturn:
    """End the program. Where there was an engine, nothing is left that would have to be given back."""
    if sys.argv[1:2] and sys.argv[1] in _WITH_ENGINE and (code is None or isinstance(code, int)):
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            # Said by the interpreter.
            raise SystemExit(code) from None
        os._exit(code or 0)
    # Nothing that is left is worth looking through for what could be freed.
    gc.freeze()
    raise SystemExit(code)


def _run() -> int | None:
    from nodegraph.core import spawn

    try:
        if sys.argv[1:2] and sys.argv[1] in _WITH_ENGINE and not {"-h", "--help"} & set(sys.argv):
            # It takes longer to be up than the command line does to be read; so does what runs a model.
            spawn.ahead(*([spawn.WORKER] if sys.argv[1] in _WITH_MODEL else []), spawn.ENGINE)
        return _command()
    finally:
        spawn.dismiss()


def _meant(words: list[str]) -> list[str]:
    """Return the words with the command that they leave out: a graph alone is opened, as by a double click."""
    return ["gui", *words] if words and words[0].lower().endswith(".ng") else words


def _command() -> int | None:
    from nodegraph.cli.app import app
    from nodegraph.cli.guard import refuse_usage

    try:
        code: int | None = app(_meant(sys.argv[1:]), prog_name="nodegraph", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 - what is no word about the usage is raised again
        refuse_usage(error)
    # What typer makes of a Ctrl-C.
    if code == 130:
        raise KeyboardInterrupt
    return code
