"""Asks one node once what it delivers: its rule, its prober, or the node itself where it is small and pure.

Here inputs become arguments and answers become facts; how often and how long may be asked is `engine.probe`'s.
"""

import inspect
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nodegraph.core import context
from nodegraph.core.annotations import Item
from nodegraph.core.deliver import Given, Outputs, SomeFail
from nodegraph.core.errors import NodegraphError
from nodegraph.core.facts import Fact, ModelFact, PictureFact, StreamFact, ValueFact
from nodegraph.core.node import NodeFunction, NodeSpec
from nodegraph.core.ports import ColorKind, PathKind
from nodegraph.engine.picture import Picture
from nodegraph.engine.values import finish, words_meant

_FACTS = (PictureFact, ModelFact, ValueFact, StreamFact)


class Unknown(Exception):
    """An input that is needed to answer is not known."""


class Asked:
    """A node that can be asked. What does not change between questions is looked up once."""

    __slots__ = ("_convert", "_files", "_takes", "function", "how", "names", "spec")

    def __init__(self, function: NodeFunction[..., Any]) -> None:
        self.function = function
        self.spec: NodeSpec = function.spec
        self.names = [port.name for port in self.spec.outputs]
        answer: Callable[..., Any]
        if function.prober is not None:
            self.how, answer = "probe", function.prober
        elif function.rule is not None:
            self.how, answer = "rule", function.rule
        elif self.spec.role == "source" and not self.spec.effect:
            self.how, answer = "source", function.function
        elif self.spec.live:
            self.how, answer = "live", function.function
        else:
            self.how, answer = "never", function.function
        self._takes = list(inspect.signature(answer).parameters)
        kinds = {port.name: port.kind for port in self.spec.inputs}
        self._convert: dict[str, Callable[[Any], Any]] = {}
        for name in self._takes:
            if isinstance(kinds[name], PathKind):
                self._convert[name] = Path
            elif isinstance(kinds[name], ColorKind):
                self._convert[name] = tuple
        for name, meanings in words_meant(function).items():
            if name in self._takes:
                self._convert[name] = meanings.__getitem__
        paths = [(name, kind) for name, kind in kinds.items() if isinstance(kind, PathKind) and name in self._takes]
        self._files = [(name, kind.role) for name, kind in paths if kind.role != "save"]

    def arguments(self, given: Given) -> dict[str, Any]:
        """Return what the rule, prober or function is called with. Raises `Unknown`."""
        arguments: dict[str, Any] = {}
        for name in self._takes:
            value: Any = given[name]
            kind = type(value)
            if kind is PictureFact:
                if type(value.width) is not int or type(value.height) is not int or type(value.channels) is not int:
                    raise Unknown
            elif kind is ValueFact:
                value = value.value
                if value is None:
                    raise Unknown
            elif kind is ModelFact and value == _NO_MODEL:
                raise Unknown
            if value is not None and name in self._convert:
                value = self._convert[name](value)
            arguments[name] = value
        return arguments

    def paths(self, arguments: dict[str, Any]) -> list[Path]:
        """Return the files and folders that the answer depends on."""
        return [arguments[name] for name, _ in self._files if arguments[name] is not None]

    def check_files(self, arguments: dict[str, Any]) -> None:
        """Look before opening: a pipe would block, a device may do anything. Raises `ValueError`."""
        for name, role in self._files:
            if arguments[name] is not None:
                _check_file(arguments[name], role == "folder")

    def answer(self, arguments: dict[str, Any]) -> Outputs:
        """Return the facts that the rule, the prober or the node itself gives.

        Raises `ValueError` for a refusal, `SomeFail` for a warning.
        """
        function = self.function
        try:
            if self.how == "rule":
                assert function.rule is not None
                return self._with_notes(function.rule, arguments)
            self.check_files(arguments)
            if self.how == "probe":
                assert function.prober is not None
                return self._facts(function.prober(**arguments))
            return facts_of(finish(function.function(**arguments), self.spec, function))
        except ValueError:
            raise
        except Exception as error:  # noqa: BLE001 - a plugin's code may fail in any way; it becomes a problem
            raise ValueError(self.sentence(error)) from None

    def _with_notes(self, rule: Callable[..., Any], arguments: dict[str, Any]) -> Outputs:
        """Return the facts of a rule. Raises `SomeFail` with them where the rule notes what a person should know."""
        notes: list[str] = []
        token = context.current.set(context.Context(on_note=notes.append))
        try:
            facts = self._facts(rule(**arguments))
        finally:
            context.current.reset(token)
        if notes:
            raise SomeFail(" ".join(notes), facts)
        return facts

    def items(self, arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Run a source and yield its items as values by output. Raises `ValueError` for a refusal."""
        self.check_files(arguments)
        try:
            for item in self.function.function(**arguments):
                value = item.value if isinstance(item, Item) else item
                if value is not None:
                    yield finish(value, self.spec, self.function)
        except ValueError:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            raise ValueError(self.sentence(error)) from None

    def sentence(self, error: Exception) -> str:
        """Return why the node could not answer, in words."""
        if isinstance(error, NodegraphError):
            return str(error)
        if isinstance(error, OSError):
            return f"{error.strerror or error}: {error.filename}." if error.filename else f"{error}."
        return f"{self.spec.label} cannot say what it delivers: {type(error).__name__}: {error}."

    def _facts(self, answer: Any) -> Outputs:
        if answer is None:
            return {}
        if isinstance(answer, dict):
            return {name: _fact(value) for name, value in answer.items()}
        if self.function.bundle is not None and isinstance(answer, tuple):
            return {name: _fact(value) for name, value in zip(self.names, answer, strict=True)}
        return {self.names[0]: _fact(answer)}


_NO_MODEL = ModelFact()


def facts_of(values: Mapping[str, Any]) -> Outputs:
    """Return what is known of values by output port."""
    return {name: _fact(value) for name, value in values.items()}


def _fact(value: Any) -> Fact | None:
    """Return what is known of a value, or the fact itself where one was given."""
    if value is None or isinstance(value, _FACTS):
        return value
    if isinstance(value, Picture):
        return value.fact
    if isinstance(value, bool | int | float | str):
        return ValueFact(value)
    if isinstance(value, Path):
        return ValueFact(str(value))
    fact = getattr(value, "fact", None)
    return fact if isinstance(fact, ModelFact) else None


def _check_file(path: Path, folder: bool) -> None:
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        raise ValueError(f"There is no {'folder' if folder else 'file'} {path}; check the path.") from None
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    if folder and not stat.S_ISDIR(mode):
        raise ValueError(f"{path} is no folder; name the folder it lies in.")
    if not folder and stat.S_ISDIR(mode):
        raise ValueError(f"{path} is a folder; name a file in it.")
    if not folder and not stat.S_ISREG(mode):
        raise ValueError(f"{path} is no regular file but a pipe or a device; copy it into a file first.")
