"""What devices onnxruntime reaches that no other framework names: DirectML's and CoreML's. Imported in a worker."""

from nodegraph.runtimes.memory import free_memory
from nodegraph.runtimes.messages import DeviceFact
from nodegraph.runtimes.onnx_import import import_onnxruntime


def devices() -> list[DeviceFact]:
    """Return the devices that the installed build offers; their memory is not told, the computer's stands for it."""
    onnxruntime = import_onnxruntime()
    offered = onnxruntime.get_available_providers()
    free = free_memory()
    found = []
    if "DmlExecutionProvider" in offered:
        found = [
            DeviceFact(f"dml:{index}", f"{title} (DirectML)", free, free, ("fp32", "fp16"))
            for index, title in enumerate(_cards(onnxruntime) or ["Graphics card"])
        ]
    if "CoreMLExecutionProvider" in offered:
        found.append(DeviceFact("coreml", "Apple CoreML", free, free, ("fp32", "fp16")))
    return found


def _cards(onnxruntime: object) -> list[str]:
    """Return the names of the graphics cards, in DirectML's order; empty where this version cannot tell."""
    ask = getattr(onnxruntime, "get_ep_devices", None)
    if ask is None:
        return []
    cards = [found.device for found in ask() if found.ep_name == "DmlExecutionProvider"]
    return [card.metadata.get("Description", f"Graphics card {index}") for index, card in enumerate(cards)]
