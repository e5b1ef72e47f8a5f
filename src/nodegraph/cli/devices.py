"""Shows the devices that models can run on."""

import msgspec

from nodegraph.core.client import Engine
from nodegraph.core.messages import Devices, ListDevices


def show_devices(*, json: bool) -> None:
    """Print a device a line: name, title, memory, precisions."""
    with Engine() as engine:
        answer = engine.request(ListDevices(0), Devices)
    for device in answer.devices:
        if json:
            print(msgspec.json.encode(device).decode())
        else:
            memory = f"{device.memory / 2**30:.1f} GiB, {device.free / 2**30:.1f} GiB free" if device.memory else ""
            print(f"{device.name:<8}  {device.title}  {memory}  {' '.join(device.precisions)}")
