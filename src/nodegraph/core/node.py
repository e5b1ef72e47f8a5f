"""`@node`: a typed Python function becomes a node; nothing is declared a second time."""

import functools
import inspect
import typing
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

import msgspec

from nodegraph.core.annotations import Reading, read_input, read_outputs
from nodegraph.core.byhand import Adapting
from nodegraph.core.errors import DeclarationError
from nodegraph.core.ports import LIVE_KINDS, Input, Output

P = ParamSpec("P")
R = TypeVar("R")
Halo = int | Callable[..., float]


class NodeSpec(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that is known of a kind of node without its code."""

    id: str
    label: str
    category: tuple[str, ...]
    """The menu: module path below the library, e.g. `("filter", "blur")`."""
    help: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    version: int = 1
    effect: bool = False
    """Touches the world; runs because it is there, not because its result is wanted."""
    fresh: bool = False
    """Gives something new each time (clock, listing); never cached."""
    costly: bool = False
    """Its result is worth keeping on disk."""
    local: bool = False
    """May run by strips with the rows of context its halo asks for."""
    may_overflow: bool = False
    """Can make numbers that are not finite; its result is checked."""
    holes: str = "skip"
    """What a sink does about failed items: `skip`, `fail` or `keep`."""
    itemwise: bool = False
    """A transformer that takes and gives item for item and can share a pass (`enumerate`)."""
    has_rule: bool = False
    has_probe: bool = False
    was: tuple[str, ...] = ()
    """Earlier ids."""
    renamed: dict[int, dict[str, str]] = {}
    """Per old version: old port name -> new port name."""
    synonyms: tuple[str, ...] = ()
    package: str = ""
    """The distribution that declares it."""

    def input(self, name: str) -> Input | None:
        return next((port for port in self.inputs if port.name == name), None)

    def output(self, name: str) -> Output | None:
        """Return the named output; the empty name is the main one."""
        if not name:
            return self.main
        return next((port for port in self.outputs if port.name == name), None)

    @property
    def main(self) -> Output | None:
        """The first output."""
        return self.outputs[0] if self.outputs else None

    @property
    def takes_stream(self) -> bool:
        return any(port.stream for port in self.inputs)

    @property
    def gives_stream(self) -> bool:
        return any(port.stream for port in self.outputs)

    @property
    def role(self) -> str:
        """`source`, `transformer`, `sink` or `plain`, by which ports carry streams."""
        return {
            (False, True): "source",
            (True, True): "transformer",
            (True, False): "sink",
            (False, False): "plain",
        }[self.takes_stream, self.gives_stream]

    @property
    def live(self) -> bool:
        """Pure and small: the engine runs it while a person types."""
        return (
            not (self.effect or self.fresh or self.takes_stream or self.gives_stream)
            and not self.has_rule
            and bool(self.outputs)
            and all(isinstance(port.kind, LIVE_KINDS) for port in self.inputs)
            and all(isinstance(port.kind, LIVE_KINDS) for port in self.outputs)
        )


class NodeFunction(Generic[P, R]):
    """A declared node: still the plain function it was, with its spec and its rules beside it."""

    def __init__(self, function: Callable[P, R], spec: NodeSpec, halo: Halo | None, bundle: type | None) -> None:
        functools.update_wrapper(self, function)
        self.function = function
        self.spec = spec
        self.halo = halo
        self.bundle = bundle
        """The `NamedTuple` of a node with several outputs."""
        self.rule: Callable[..., Any] | None = None
        self.prober: Callable[..., Any] | None = None
        self._adapting: Adapting | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function by hand.

        Arrays of any pixel type become what it takes: float32 `(H, W, C)`, or a picture; a text becomes
        a path, a value a Lazy one, where the function takes that.
        """
        if self._adapting is None:
            hints = typing.get_type_hints(self.function, include_extras=True)
            self._adapting = Adapting(self.spec.inputs, hints)
        bound = inspect.signature(self.function).bind(*args, **kwargs)
        self._adapting.adapt(bound.arguments)
        return self.function(*bound.args, **bound.kwargs)

    def infer(self, rule: Callable[..., Any]) -> Callable[..., Any]:
        """Declare the pure rule that gives the outputs' facts from the inputs' facts and values.

        It takes any of the node's parameters by name; complete `PictureFact`s for pictures, values
        for the rest. A `ValueError` is a problem shown at the node.
        """
        self._check_names(rule)
        self.rule = rule
        self.spec = msgspec.structs.replace(self.spec, has_rule=True)
        return rule

    def probe(self, prober: Callable[..., Any]) -> Callable[..., Any]:
        """Declare the function that reads facts from the world (a file's header): a rule that may touch the disk."""
        self._check_names(prober)
        self.prober = prober
        self.spec = msgspec.structs.replace(self.spec, has_probe=True)
        return prober

    def _check_names(self, rule: Callable[..., Any]) -> None:
        known = {port.name for port in self.spec.inputs}
        for name in inspect.signature(rule).parameters:
            if name not in known:
                raise DeclarationError(f"A rule of {self.spec.id} asks for {name!r}, which is no parameter of it.")


def node(
    function: Callable[..., Any] | None = None,
    *,
    effect: bool = False,
    fresh: bool = False,
    costly: bool = False,
    halo: Halo | None = None,
    may_overflow: bool = False,
    holes: str = "skip",
    itemwise: bool = False,
    version: int = 1,
    renamed: dict[int, dict[str, str]] | None = None,
    was: tuple[str, ...] = (),
    synonyms: tuple[str, ...] = (),
) -> Any:
    """Declare a function as a node; used bare (`@node`) or with options (`@node(effect=True)`).

    `halo` declares a local node: the rows of context its rows depend on, a number or a function of
    any of its parameters; the engine may run it by strips. The other options are described at `NodeSpec`.
    Raises `DeclarationError`.
    """

    def declare(function: Callable[P, R]) -> NodeFunction[P, R]:
        reading = Reading(function)
        inputs = tuple(read_input(reading, parameter) for parameter in reading.parameters)
        outputs, bundle = read_outputs(reading)
        doc = inspect.getdoc(function)
        if not doc:
            raise DeclarationError(f"{function.__qualname__} has no docstring; it is the node's help text.")
        name = function.__name__
        spec = NodeSpec(
            id=name,
            label=name.strip("_").replace("_", " ").capitalize(),
            category=tuple(function.__module__.split(".")[1:]),
            help=doc,
            inputs=inputs,
            outputs=outputs,
            version=version,
            effect=effect,
            fresh=fresh,
            costly=costly,
            local=halo is not None,
            may_overflow=may_overflow,
            holes=holes,
            itemwise=itemwise,
            was=was,
            renamed=renamed or {},
            synonyms=synonyms,
        )
        return NodeFunction(function, spec, halo, bundle)

    return declare(function) if function is not None else declare
