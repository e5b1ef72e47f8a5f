"""Where the program starts: so light that a Ctrl-C finds it ready."""

import sys


def main() -> None:
    """Run the command line, or, in a frozen build, the child process that `--child MODULE` names."""
    if sys.argv[1:2] == ["--child"]:
        from nodegraph.core import child

        child.main(sys.argv[2])
        return
    try:
        raise SystemExit(_run())
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        raise SystemExit(3) from None


def _run() -> int | None:
    from nodegraph.cli.app import app
    from nodegraph.cli.guard import refuse_usage

    try:
        code: int | None = app(prog_name="nodegraph", standalone_mode=False)
    except Exception as error:  # noqa: BLE001 - what is no word about the usage is raised again
        refuse_usage(error)
    # What typer makes of a Ctrl-C.
    if code == 130:
        raise KeyboardInterrupt
    return code
