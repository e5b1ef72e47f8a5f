"""What devices ncnn sees through Vulkan. Imported in a worker of its own: a driver may take seconds, or the process."""

import ncnn

from nodegraph.runtimes.messages import DeviceFact
from nodegraph.runtimes.ncnn_vulkan import SOFTWARE

_TITLES = {0: "", 1: "integrated", 2: "virtual", SOFTWARE: "software"}


def devices() -> list[DeviceFact]:
    """Return the Vulkan devices, in the order of their numbers; those that compute on the CPU are marked."""
    if ncnn.create_gpu_instance() != 0:
        return []
    found = []
    for index in range(ncnn.get_gpu_count()):
        about = ncnn.get_gpu_info(index)
        granted = int(ncnn.get_gpu_device(index).get_heap_budget()) << 20
        kind = _TITLES.get(about.type(), "")
        title = f"{about.device_name()} (Vulkan{', ' + kind if kind else ''})"
        precisions = ("fp32", "fp16", "bf16")
        software = about.type() == SOFTWARE
        # Mesa's drivers always call themselves 1; the key of compiled programs is another one for each build.
        driver = f"{about.driver_version():x}-{about.api_version():x}-{bytes(about.pipeline_cache_uuid()).hex()}"
        fact = DeviceFact(f"vulkan:{index}", title, granted, granted, precisions, software=software, driver=driver)
        found.append(fact)
    ncnn.destroy_gpu_instance()
    return found
