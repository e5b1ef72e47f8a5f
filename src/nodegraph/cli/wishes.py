"""Turns the options about runtimes, which `run` and `upscale` share, into settings of a run."""

from nodegraph.core.messages import Settings
from nodegraph.runtimes.wish import split_options


def settings_of(device: str, precision: str, runtime: str, threads: str | None, options: list[str] | None) -> Settings:
    """Return the settings; `options` are `NAME=VALUE` texts. Raises `ValueRefused` for what means nothing."""
    pairs = [*(options or []), *([] if threads is None else [f"threads={threads}"])]
    return Settings(device=device, precision=precision, runtime=runtime, options=split_options(pairs))
