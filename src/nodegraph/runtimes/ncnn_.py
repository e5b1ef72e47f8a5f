"""The ncnn runtime: pairs of `.param` and `.bin` on the CPU, and through Vulkan on every graphics card.

Runs inside a worker process. The Vulkan instance is made with the first model opened on a card and destroyed when the
last one was closed: only that gives the card's memory back, and it must not happen while a network lives.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from nodegraph.core.errors import DeviceFault, FileRefused, ModelRefused, RunError
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes import memory
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.heap import give_freed_memory_back, keep_freed_memory
from nodegraph.runtimes.messages import MemoryReport
from nodegraph.runtimes.ncnn_geometry import Geometry, by_running, by_tracing
from nodegraph.runtimes.ncnn_kinds import architecture_of
from nodegraph.runtimes.ncnn_pair import Pair, pair
from nodegraph.runtimes.ncnn_param import Net, read_param
from nodegraph.runtimes.ncnn_range import measure_range
from nodegraph.runtimes.ncnn_shapes import Shape, Unfit, Unknown, input_channels, trace
from nodegraph.runtimes.ncnn_vulkan import the_instance
from nodegraph.runtimes.ncnn_weights import count_weights
from nodegraph.runtimes.options import DEFAULT, Options
from nodegraph.runtimes.threads import thread_count
from nodegraph.runtimes.tiles import round_up

if TYPE_CHECKING:
    from nodegraph.runtimes.base import Pixels

PRECISIONS = ("fp32", "fp16", "bf16")
_NO_MEMORY = -100
"""What ncnn returns where it got no memory."""
_PROBE = 32
_WORKSPACE = 4
"""Memory of a tile on a card in multiples of what the busiest layer reads and makes: there are staging buffers, and
Winograd's method keeps its input and output transformed, twice as large. An estimate: Vulkan does not tell the peak."""
_FLAT = 1e-6
_LIVELY = 8 / 255


class NcnnRuntime:
    """One open model."""

    def __init__(self) -> None:
        """Nothing is open yet; ncnn is not imported."""
        self._net: Any = None
        self._files: Pair | None = None
        self._description: Net | None = None
        self._device = "cpu"
        self._source, self._target = "", ""
        self._channels = 3
        self._geometry = Geometry(1, 0, 0, 3, 1, 1)
        self._range = (1.0, 1.0)
        self._border: Literal["edge", "reflect"] = "reflect"
        self._resting = 0
        self._last: Shape = ()

    def open(self, path: Path, device: str, precision: str, options: Options = DEFAULT) -> ModelFact:
        """Load the model, run it on a small tile, and return its facts; see `Runtime.open`.

        Raises `ValueRefused` for a card that is not there, `DeviceFault` for one that fails.
        """
        try:
            files = pair(path)
        except FileRefused as error:
            raise ModelRefused(str(error)) from error
        if files is None:
            raise ModelRefused(f"{path} is no ncnn model; choose its .param or .bin file.")
        net = read_param(files.param)
        self._source, self._target = _ends(files.param, net)
        parameters = count_weights(net, files)
        try:
            self._channels = input_channels(net, self._source) or 3
            geometry = by_tracing(net, self._source, self._target, self._channels)
        except Unfit as error:
            raise ModelRefused(f"{files.param} cannot enlarge pictures: {error}; choose another model.") from error
        self._files, self._description, self._device = files, net, device
        if device != "cpu":
            the_instance.hold(device)
        try:
            self._load(options, precision)
            self._geometry = geometry or self._measure_geometry(net)
            architecture = architecture_of(net, self._geometry)
            # As their own programs do; Real-CUGAN sees the whole picture, so that the border changes all of it.
            self._border = "edge" if architecture.startswith("waifu2x") else "reflect"
            self._range = self._measure_range()
        except BaseException:
            self._net = None
            if device != "cpu":
                the_instance.let_go(failed=True)
            raise
        if device == "cpu":
            keep_freed_memory()
        self._resting = memory.resident()
        return ModelFact(
            path=str(path),
            name=files.param.stem,
            architecture=architecture,
            runtime="ncnn",
            scale=self._geometry.scale,
            in_channels=self._channels,
            out_channels=self._geometry.out_channels,
            parameters=parameters,
            multiple_of=self._geometry.multiple_of,
            minimum=self._geometry.minimum,
            precisions=PRECISIONS,
            tags=("0-255",) if self._range[0] != 1.0 else (),
        )

    def run(self, tile: "Pixels") -> "Pixels | TooBig":
        """Return the model's output for one tile; see `Runtime.run`.

        Raises `DeviceFault` where a card fails: it says so, gives nothing, or only one color for a lively tile.
        """
        scale, padding, cut = self._geometry[:3]
        into, out_of = self._range
        planes = np.ascontiguousarray(tile.transpose(2, 0, 1))
        if into != 1.0:
            planes *= np.float32(into)
        if padding:
            planes = np.pad(planes, ((0, 0), (padding, padding), (padding, padding)), mode=self._border)
        answer = self._extract(planes)
        if isinstance(answer, TooBig):
            return answer
        height, width = (side * scale for side in tile.shape[:2])
        if answer.shape[1:] != (height + 2 * cut, width + 2 * cut):
            raise RunError(
                f"The model {self._name} made {answer.shape[2]}x{answer.shape[1]} pixels of {planes.shape[2]}x"
                f"{planes.shape[1]}, which its description does not say; it cannot be used."
            )
        if self._device != "cpu" and _is_flat(answer) and not _is_flat(planes, _LIVELY * into):
            raise DeviceFault(
                f"The device {self._device} gave one flat color for a part of the picture with {self._name}; "
                "try --device cpu, or update the driver."
            )
        result: Pixels = np.ascontiguousarray(answer[:, cut : cut + height, cut : cut + width].transpose(1, 2, 0))
        if out_of != 1.0:
            result /= np.float32(out_of)
        return result

    def memory(self) -> MemoryReport:
        """Return the free bytes of the device, and what the last tile needed at its highest beyond the model itself."""
        if self._device == "cpu":
            give_freed_memory_back()
            return MemoryReport(memory.free_memory(), max(0, memory.peak() - self._resting))
        return MemoryReport(the_instance.free(int(self._device.partition(":")[2])), self._estimate())

    def close(self) -> None:
        """Give the model's memory back."""
        self._net = None
        if self._device != "cpu":
            the_instance.let_go()
        give_freed_memory_back()

    def _load(self, options: Options, precision: str) -> None:
        import ncnn

        assert self._files is not None
        assert self._description is not None
        unknown = {layer.type for layer in self._description.layers if ncnn.layer_to_index(layer.type) < 0}
        if unknown:
            raise ModelRefused(
                f"{self._files.param} has layers that ncnn {ncnn.__version__} does not know "
                f"({', '.join(sorted(unknown))}); update ncnn, or use the model in another form (.pth, .onnx)."
            )
        net = ncnn.Net()
        _set_options(net.opt, options, precision, vulkan=self._device != "cpu")
        if self._device != "cpu":
            net.set_vulkan_device(int(self._device.partition(":")[2]))
        read = net.load_param_bin if self._description.binary else net.load_param
        for what, failed in ((self._files.param, read), (self._files.bin, net.load_model)):
            code = failed(str(what))
            if code == _NO_MEMORY:
                raise ModelRefused(f"There is no memory for the weights {what.name}; close other programs.")
            if code != 0:
                raise ModelRefused(f"ncnn cannot read {what} (it returned {code}); it is damaged: get it again.")
        self._net = net

    def _extract(self, planes: "Pixels") -> "Pixels | TooBig":
        """Return what the network makes of `(C, H, W)`."""
        import ncnn

        self._last = planes.shape
        on_card = self._device != "cpu"
        if on_card:
            the_instance.overheard().forget()
        extractor = self._net.create_extractor()
        # The matrix is a view: `planes` lives until this function returns.
        source = ncnn.Mat(planes)
        if on_card:
            # Uploading takes every channel to begin at a multiple of 16 bytes, as in a matrix of ncnn's own.
            source = source.clone()
        code = extractor.input(self._blob(self._source), source)
        output = ncnn.Mat()
        if code == 0:
            code, output = extractor.extract(self._blob(self._target))
        if on_card:
            the_instance.overheard().catch_up()
            fault, shortage = the_instance.overheard().fault(), the_instance.overheard().shortage()
            if fault is not None:
                raise DeviceFault(f"The device {self._device} failed ({fault[:120]}); try --device cpu.")
            if shortage is not None or code == _NO_MEMORY:
                return TooBig(shortage or "ncnn got no memory")
        elif code == _NO_MEMORY:
            return TooBig("ncnn got no memory")
        if code != 0 or output.empty():
            sentence = (
                f"The model {self._name} failed on {planes.shape[2]}x{planes.shape[1]} pixels (ncnn returned {code})"
            )
            raise (
                DeviceFault(f"{sentence}; try --device cpu.")
                if on_card
                else RunError(f"{sentence}; try another model.")
            )
        result: Pixels = np.array(output)
        if result.ndim == 2:
            result = result[None]
        return result.astype(np.float32, copy=False)

    def _blob(self, name: str) -> str | int:
        assert self._description is not None
        return int(name) if self._description.binary else name

    def _measure_geometry(self, net: Net) -> Geometry:
        def output(side: int) -> Shape:
            answer = self._extract(np.full((self._channels, side, side), 0.5, np.float32))
            return () if isinstance(answer, TooBig) else answer.shape

        try:
            return by_running(net, output)
        except Unfit as error:
            raise ModelRefused(f"{self._name} cannot enlarge pictures: {error}; choose another model.") from error

    def _measure_range(self) -> tuple[float, float]:
        geometry = self._geometry
        side = round_up(max(_PROBE, geometry.minimum), geometry.multiple_of)

        def run(picture: "Pixels", into: float) -> "Pixels":
            self._range = (into, 1.0)
            answer = self.run(picture)
            if isinstance(answer, TooBig):
                raise ModelRefused(
                    f"{self._name} asks for more memory than there is when it is tried out; close other programs, or "
                    "get the model from another source."
                )
            return answer

        return measure_range(run, side, self._channels, geometry.scale)

    def _estimate(self) -> int:
        assert self._description is not None
        if not self._last:
            return 0
        channels, height, width = self._last
        try:
            busiest = trace(self._description, self._source, self._target, (channels, height, width)).busiest
        except (Unfit, Unknown):
            return 0
        return _WORKSPACE * 4 * busiest

    @property
    def _name(self) -> str:
        return self._files.param.name if self._files is not None else ""


def runtime() -> NcnnRuntime:
    """Return a runtime with nothing open."""
    return NcnnRuntime()


def _ends(path: Path, net: Net) -> tuple[str, str]:
    """Return the blobs by which pictures enter and leave. Raises `ModelRefused` where there is not one of each."""
    inputs, outputs = net.inputs, net.outputs
    if len(inputs) != 1 or len(outputs) != 1:
        raise ModelRefused(
            f"{path} takes {len(inputs)} inputs ({', '.join(inputs[:3])}) and makes {len(outputs)} outputs "
            f"({', '.join(outputs[:3])}); a model that enlarges pictures has one of each: choose another."
        )
    return inputs[0], outputs[0]


def _set_options(option: Any, options: Options, precision: str, *, vulkan: bool) -> None:
    half, brain = precision == "fp16", precision == "bf16"
    option.use_vulkan_compute = vulkan
    option.num_threads = thread_count(options.threads)
    option.use_winograd_convolution = options.winograd
    option.use_sgemm_convolution = options.sgemm
    if options.blocktime is not None:
        option.openmp_blocktime = min(400, max(0, options.blocktime))
    option.use_fp16_storage = option.use_fp16_packed = half
    option.use_fp16_arithmetic = half and options.half_arithmetic
    option.use_bf16_storage = option.use_bf16_packed = brain


def _is_flat(values: "Pixels", range_: float = _FLAT) -> bool:
    return float(values.max()) - float(values.min()) < range_
