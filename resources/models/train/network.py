"""The network: a plain chain of 3x3 convolutions over the small picture, whose output is added to the enlarged input.

Names of weights and order of layers are those that spandrel detects as "RealESRGAN Compact" (SRVGGNetCompact).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional


class Compact(nn.Module):
    """Pictures (N, 3, H, W) in [0, 1] nominally -> (N, 3, scale * H, scale * W), not clipped."""

    def __init__(self, features: int, convs: int, scale: int) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.Conv2d(3, features, 3, padding=1), nn.PReLU(features)]
        for _ in range(convs):
            layers += [nn.Conv2d(features, features, 3, padding=1), nn.PReLU(features)]
        layers.append(nn.Conv2d(features, 3 * scale * scale, 3, padding=1))
        self.body = nn.ModuleList(layers)
        self.scale = scale
        self._begin_as_nearest()

    def _begin_as_nearest(self) -> None:
        """Let activations keep their variance from layer to layer, and the sum start as almost the enlarged input."""
        for layer in self.body:
            if isinstance(layer, nn.Conv2d):
                nn.init.kaiming_normal_(layer.weight, a=0.25)
                nn.init.zeros_(layer.bias)
        with torch.no_grad():
            self.body[-1].weight.mul_(0.05)

    def forward(self, small: Tensor) -> Tensor:
        """Return the enlarged pictures."""
        signal = small
        for layer in self.body:
            signal = layer(signal)
        return functional.pixel_shuffle(signal, self.scale).float() + functional.interpolate(
            small, scale_factor=self.scale
        )


def parameters(network: nn.Module) -> int:
    """Return the number of trained numbers."""
    return sum(weight.numel() for weight in network.parameters())


def adopt_trunk(network: Compact, weights: dict[str, Tensor]) -> None:
    """Copy every weight that has the same name and shape (in place): a model of another scale lends its trunk."""
    own = network.state_dict()
    network.load_state_dict(
        {name: weights[name] if _same(weights.get(name), value) else value for name, value in own.items()}
    )


def _same(other: Tensor | None, value: Tensor) -> bool:
    return other is not None and other.shape == value.shape
