"""Exports torch models as ONNX, by either of torch's two exporters.

Measured with torch 2.13 on twelve models of eight architectures. `traced` (TorchScript) took 0.3 to 18 s and was right
but for DITN, in which it froze the size. `captured` (torch.export) took 1.4 to 102 s and was right for DITN too, but
crashed on SPAN. So `traced` comes first, and what it makes is compared at sizes other than the one it saw.
"""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from nodegraph.runtimes.convert.network import Network, open_network
from nodegraph.runtimes.convert.onnx_files import write
from nodegraph.runtimes.convert.tasks import Make

if TYPE_CHECKING:
    import torch

_OPSET = 17
_CAPTURED_OPSET = 18
"""The least one that this exporter writes by itself."""


def traced(task: Make) -> None:
    """Export by watching the network run once."""
    import torch

    network = open_network(Path(task.source))
    made = Path(task.scratch) / "traced.onnx"
    free = {0: "batch", 2: "height", 3: "width"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # About sizes that become constants: the comparison shows where that matters.
        torch.onnx.export(
            network.module,
            (_picture(task, network),),
            made,
            dynamo=False,
            opset_version=task.opset or _OPSET,
            input_names=["input"],
            output_names=["output"],
            dynamic_axes={"input": free, "output": {0: "batch", 2: "output_height", 3: "output_width"}},
        )
    write(task, made, network.words)


def captured(task: Make) -> None:
    """Export by following the network's code."""
    import torch

    network = open_network(Path(task.source))
    made = Path(task.scratch) / "captured.onnx"
    any_size = torch.export.Dim.DYNAMIC
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network.module,
            (_picture(task, network),),
            made,
            dynamo=True,
            opset_version=task.opset or _CAPTURED_OPSET,
            input_names=["input"],
            output_names=["output"],
            dynamic_shapes=({2: any_size, 3: any_size},),
            external_data=False,
            verbose=False,
        )
    write(task, made, network.words)


def _picture(task: Make, network: Network) -> "torch.Tensor":
    import torch

    return torch.rand(1, network.fact.in_channels or 3, task.side, task.side)
