"""The way of a tile onto a GPU and of its result back, beside the computing of the tiles before and after it.

Three streams: one for uploads, the device's own for computing, one for downloads. Host buffers are page-locked, so that
copies need no processor; torch keeps such a buffer until the copies that use it are done and then uses it again, so
none is kept here. The same steps run on the CPU, where streams are torch's stand-ins that do nothing: so the order of
steps is tested without a GPU. On a GPU this has not run yet.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import torch

    from nodegraph.runtimes.base import Pixels


class Flow:
    """The three streams of one device."""

    def __init__(self, device: "torch.device") -> None:
        """Make the streams."""
        import torch

        self._device = device
        self._backend: Any = getattr(torch, device.type)
        self._locked = device.type != "cpu"
        if self._locked:
            self._backend.set_device(device)
        self._up, self._down = self._backend.Stream(), self._backend.Stream()

    def begin(self, tile: "Pixels", compute: "Callable[[torch.Tensor], torch.Tensor]") -> "Download":
        """Send a tile on its way and return where its result comes; the tile may change as soon as this returns.

        `compute` takes and returns float32 `(H, W, C)` on the device. Raises what torch raises, here or when waited.
        """
        import torch

        computing = self._backend.current_stream()
        with torch.inference_mode():
            source = self._host(tile.shape)
            source.copy_(torch.from_numpy(tile))
            with self._backend.stream(self._up):
                image = source.to(self._device, non_blocking=True)
            computing.wait_event(self._mark(self._up))
            self._used_by(image, computing)
            result = compute(image)
            self._down.wait_event(self._mark(computing))
            target = self._host(result.shape)
            with self._backend.stream(self._down):
                target.copy_(result, non_blocking=True)
            self._used_by(result, self._down)
            return Download(target, self._mark(self._down))

    def _host(self, shape: "tuple[int, ...] | torch.Size") -> "torch.Tensor":
        import torch

        return torch.empty(tuple(shape), dtype=torch.float32, pin_memory=self._locked)

    def _mark(self, stream: Any) -> Any:
        event = self._backend.Event()
        event.record(stream)
        return event

    def _used_by(self, tensor: "torch.Tensor", stream: Any) -> None:
        """Keep a tensor's memory from being used again before that stream is done with it."""
        if self._locked:
            tensor.record_stream(stream)


class Download(NamedTuple):
    """A result on its way to the host."""

    target: "torch.Tensor"
    there: Any

    def ready(self) -> bool:
        """Return whether it is there."""
        return bool(self.there.query())

    def wait(self) -> "Pixels":
        """Return it when it is there. Raises what torch raises for what went wrong meanwhile."""
        self.there.synchronize()
        pixels: Pixels = self.target.numpy()
        return pixels
