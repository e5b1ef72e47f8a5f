"""A network ready to run on its device: channels-last where it can be, compiled or tuned where tiles repeat.

Pictures stay in channels-last order from the arena through the network, which is how they arrive and what convolutions
run fastest in; a network that needs the other order is moved to it when it says so. Compact x4 at 256x256 on two cores
with AVX512-BF16: fp32 247 ms, channels-last 218, bf16 channels-last 55.
"""

from typing import TYPE_CHECKING, Any

from nodegraph.runtimes import torch_compile

if TYPE_CHECKING:
    import torch


class Network:
    """A descriptor's network, moved to a device and a number format."""

    def __init__(self, descriptor: Any, device: "torch.device", dtype: "torch.dtype", *, compiled: bool) -> None:
        """Move it; raises what torch raises for a device that fails. `compiled`: compile it for tiles that repeat."""
        import torch

        self.device = device
        self.architecture = str(descriptor.architecture.name)
        self.remark = ""
        """A sentence for people about what was not possible, until someone takes it."""
        self.channels_last = True
        self._dtype = dtype
        self._descriptor = descriptor
        self._module: Any = descriptor.model.eval().requires_grad_(False)
        self._module.to(device=device, dtype=dtype, memory_format=torch.channels_last)
        self._repeated = Repeated()
        self._compiled: Any = None
        self._may_compile = compiled

    def leave_channels_last(self) -> None:
        """Move the network to the order of memory that all networks can take."""
        import torch

        self.channels_last = False
        self._module.to(memory_format=torch.contiguous_format)

    def run(self, image: "torch.Tensor") -> "torch.Tensor":
        """Return `(H * scale, W * scale, C)` float32 on the device, contiguous, of `(H, W, C)` float32 on it.

        Several equal images may be stacked, `(N, H, W, C)`, and so are their results then. The image may be changed.
        Raises what torch raises.
        """
        import torch

        height, width = (side * self._descriptor.scale for side in image.shape[-3:-1])
        shape = tuple(image.shape)
        again = self._repeated.saw(shape)
        if self.device.type == "cuda":
            # Trying algorithms out costs tens of ms a layer and shape: only a shape that comes again is worth it.
            torch.backends.cudnn.benchmark = again
        image = image.movedim(-1, -3).to(self._dtype)
        stacked = image.ndim > 3
        image = image if stacked else image.unsqueeze(0)
        if not self.channels_last:
            image = image.contiguous()
        result = self._compute(image, compiled=self._may_compile and again and shape == self._repeated.first)
        result = result[:, :, :height, :width].permute(0, 2, 3, 1).to(torch.float32).contiguous()
        return result if stacked else result[0]

    def _compute(self, image: "torch.Tensor", *, compiled: bool) -> "torch.Tensor":
        if compiled:
            try:
                if self._compiled is None:
                    self._compiled = torch_compile.compiled(self._module)
                return self._call(self._compiled, image)
            except torch_compile.failures() as error:
                # Compiling fails before anything is computed: the image is as it was.
                self._may_compile, self._compiled = False, None
                self.remark = f"{self.architecture} runs without torch.compile: {torch_compile.reason(error)}."
        return self._call(self._module, image)

    def _call(self, module: Any, image: "torch.Tensor") -> "torch.Tensor":
        # spandrel's own call would pad (tiles are padded already) and clamp (what is checked afterwards).
        result: torch.Tensor = self._descriptor._call_fn(module, image)
        return result


class Repeated:
    """Knows which shapes of tiles came before."""

    def __init__(self) -> None:
        """None came yet."""
        self.first: tuple[int, ...] | None = None
        """The first shape that came twice, which is that of most tiles."""
        self._seen: set[tuple[int, ...]] = set()

    def saw(self, shape: tuple[int, ...]) -> bool:
        """Note a shape, and return whether it came before."""
        if shape not in self._seen:
            self._seen.add(shape)
            return False
        if self.first is None:
            self.first = shape
        return True
