"""The torch runtime: PyTorch models of every architecture that spandrel knows, on every device that torch knows.

Runs inside a worker process. On a GPU of NVIDIA's the next tile is uploaded and the last one downloaded while one is
computed.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nodegraph.core.errors import ValueRefused
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes import memory, torch_compile, torch_faults
from nodegraph.runtimes.base import TooBig
from nodegraph.runtimes.checkpoint import read_weights
from nodegraph.runtimes.heap import give_freed_memory_back, keep_freed_memory
from nodegraph.runtimes.messages import MemoryReport
from nodegraph.runtimes.options import DEFAULT, Options
from nodegraph.runtimes.threads import thread_count
from nodegraph.runtimes.torch_build import build, facts
from nodegraph.runtimes.torch_flow import Download, Flow
from nodegraph.runtimes.torch_import import import_spandrel
from nodegraph.runtimes.torch_network import Network

if TYPE_CHECKING:
    import torch

    from nodegraph.runtimes.base import Pixels


class TorchRuntime:
    """One open model."""

    def __init__(self) -> None:
        """Nothing is open yet; torch is not imported."""
        self.ahead = False
        self._network: Network | None = None
        self._flow: Flow | None = None
        self._threads = 0
        self._resting = 0

    def open(self, path: Path, device: str, precision: str, options: Options = DEFAULT) -> ModelFact:
        """Load the model and return its facts; see `Runtime.open`.

        Raises `ValueRefused` for a precision that the model cannot run in, `DeviceFault` for a device that fails.
        """
        torch_compile.keep_in_cache_folder()
        spandrel = import_spandrel()
        import torch

        descriptor = build(path, read_weights(path), spandrel)
        fact = facts(path, descriptor)
        if precision not in fact.precisions:
            raise ValueRefused(
                f"{path.name} ({fact.architecture}) cannot run in {precision}; choose {' or '.join(fact.precisions)}."
            )
        kinds = {"fp32": torch.float32, "fp16": torch.float16, "bf16": torch.bfloat16}
        # "fp32" means it: without this, convolutions on recent NVIDIA cards round to ten bits.
        torch.backends.cudnn.allow_tf32 = False
        try:
            place = torch.device(device)
            self._network = Network(descriptor, place, kinds[precision], compiled=options.compile)
            self._flow = Flow(place) if place.type == "cuda" else None
        except (RuntimeError, AssertionError) as error:
            raise torch_faults.device_fault(device, error) from error
        self.ahead = self._flow is not None
        if place.type == "cpu":
            keep_freed_memory()
            self._threads = thread_count(options.threads, _own_threads())
        self._resting = memory.resident()
        return fact

    def run(self, tile: "Pixels") -> "Pixels | TooBig":
        """Return the model's output for one tile; see `Runtime.run`."""
        return self.begin(tile).result()

    def begin(self, tile: "Pixels") -> "_Begun":
        """Start on a tile, or on several equal ones, `(N, H, W, C)`; see `RunsAhead.begin`."""
        import torch

        network = self._open_network
        try:
            self._forget_peak()
            self._set_threads()
            if self._flow is not None:
                return _Begun(self, tile.shape, self._flow.begin(tile, network.run))
            with torch.inference_mode():
                # A copy, because networks may work in place and the tile may be needed again.
                image = torch.from_numpy(tile).clone().to(network.device)
                return _Begun(self, tile.shape, network.run(image).to("cpu").numpy())
        except (RuntimeError, MemoryError) as error:
            if network.channels_last and torch_faults.is_wrong_layout(str(error)):
                network.leave_channels_last()
                return self.begin(tile)
            answer = self.sort(error, tile.shape)
        # Only here, with the error and its traceback gone, are the tensors it held free.
        if network.device.type != "cpu":
            _empty_cache(network.device)
        return _Begun(self, tile.shape, answer)

    def takes_batches(self) -> bool:
        """Return that it does; see `RunsBatches`."""
        return True

    def sort(self, error: Exception, shape: tuple[int, ...]) -> TooBig | Exception:
        """Return what an error on a tile of that shape means: `TooBig` for lack of memory, else what to raise."""
        import torch

        detail, network = str(error), self._open_network
        if isinstance(error, torch.OutOfMemoryError | MemoryError) or torch_faults.is_no_memory(detail):
            return TooBig((detail.splitlines() or [""])[0])
        return torch_faults.failure(network.device, shape, network.architecture, error)

    def remark(self) -> str:
        """Return what a person should know about the last tile, once; empty for nothing."""
        network = self._open_network
        remark, network.remark = network.remark, ""
        return remark

    def memory(self) -> MemoryReport:
        """Return the free bytes of the device, and what the last tile needed at its highest beyond the model itself."""
        import torch

        device = self._open_network.device
        if device.type == "cpu":
            give_freed_memory_back()
            return MemoryReport(memory.free_memory(), max(0, memory.peak() - self._resting))
        if device.type == "mps":
            # Apple's driver keeps no peak.
            free = torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory()
            return MemoryReport(max(0, free), 0)
        backend: Any = getattr(torch, device.type)
        unused = backend.memory_reserved(device) - backend.memory_allocated(device)
        peak = backend.max_memory_allocated(device) - self._resting
        return MemoryReport(backend.mem_get_info(device)[0] + unused, max(0, peak))

    def close(self) -> None:
        """Give the model's memory back."""
        device = None if self._network is None else self._network.device
        self._network = self._flow = None
        if device is None or device.type == "cpu":
            give_freed_memory_back()
        else:
            _empty_cache(device)

    @property
    def _open_network(self) -> Network:
        assert self._network is not None, "used before open"
        return self._network

    def _forget_peak(self) -> None:
        import torch

        device = self._open_network.device
        if device.type in ("cuda", "xpu"):
            backend: Any = getattr(torch, device.type)
            backend.reset_peak_memory_stats(device)
            self._resting = backend.memory_allocated(device)

    def _set_threads(self) -> None:
        """Have as many threads as this model wants: others in this process may want another number."""
        import torch

        if self._threads and self._threads != torch.get_num_threads():
            torch.set_num_threads(self._threads)


class _Begun:
    """A tile under way, or what became of it."""

    def __init__(
        self, runtime: TorchRuntime, shape: tuple[int, ...], outcome: "Download | Pixels | TooBig | Exception"
    ) -> None:
        self._runtime, self._shape, self._outcome = runtime, shape, outcome

    def ready(self) -> bool:
        return not isinstance(self._outcome, Download) or self._outcome.ready()

    def result(self) -> "Pixels | TooBig":
        outcome = self._outcome
        if isinstance(outcome, Download):
            try:
                return outcome.wait()
            except RuntimeError as error:
                outcome = self._runtime.sort(error, self._shape)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def runtime() -> TorchRuntime:
    """Return a runtime with nothing open."""
    return TorchRuntime()


@cache
def _own_threads() -> int:
    """Return the number that torch chose when it was imported."""
    import torch

    return torch.get_num_threads()


def _empty_cache(device: "torch.device") -> None:
    import torch

    getattr(torch, device.type).empty_cache()
