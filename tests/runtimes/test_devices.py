"""Devices are found without torch in this process, and a wish means one of them or is refused with their names."""

import subprocess
import sys

import msgspec
import pytest

from nodegraph.core.errors import ValueRefused
from nodegraph.core.places import cache_folder
from nodegraph.runtimes import devices, pool
from nodegraph.runtimes.frameworks import framework, reached
from nodegraph.runtimes.messages import DeviceFact

GB = 1 << 30
SEVERAL = [
    DeviceFact("cuda:1", "Large", 24 * GB, 20 * GB, ("fp32", "fp16", "bf16")),
    DeviceFact("cuda:0", "Small", 8 * GB, 7 * GB, ("fp32", "fp16")),
    DeviceFact("cpu", "Processor", 16 * GB, 9 * GB),
]


@pytest.mark.parametrize(
    ("wish", "meant"),
    [("auto", "cuda:1"), ("cuda", "cuda:1"), ("cuda:0", "cuda:0"), ("cuda:1", "cuda:1"), ("cpu", "cpu")],
)
def test_a_wish_means_the_best_device_that_suits_it(wish: str, meant: str) -> None:
    assert devices.pick(wish, SEVERAL) == meant


@pytest.mark.parametrize("wish", ["cuda:2", "mps", "gpu", ""])
def test_a_device_that_is_not_here_is_refused_with_those_that_are(wish: str) -> None:
    with pytest.raises(ValueRefused, match="there are: auto, cuda:1, cuda:0, cpu"):
        devices.pick(wish, SEVERAL)


def test_a_slip_of_the_pen_is_seen() -> None:
    with pytest.raises(ValueRefused, match="did you mean 'cuda:0'"):
        devices.pick("cuda0", SEVERAL[1:])


def test_the_cpu_is_always_here_after_the_cards_and_before_what_pretends_to_be_one() -> None:
    found = devices.list_devices()
    (place,) = [place for place, device in enumerate(found) if device.name == "cpu"]
    assert [device.software for device in found] == [False] * (place + 1) + [True] * (len(found) - place - 1)
    assert found[place].title
    assert 0 < found[place].free <= found[place].total
    assert devices.choose_device("cpu", framework("torch")) == "cpu"
    assert devices.choose_device("auto", framework("torch")) == devices.list_devices(framework("torch").devices)[0].name


def test_a_runtime_is_not_sent_to_a_device_that_it_cannot_use() -> None:
    with pytest.raises(ValueRefused, match="ncnn cannot use cuda:0; choose auto or one of vulkan, cpu"):
        devices.choose_device("cuda:0", framework("ncnn"))


def test_a_worker_answers_what_devices_it_sees_and_goes() -> None:
    asked = pool.Pool()
    assert [device.name for device in asked.devices("toy")] == ["cpu"]
    assert asked.workers() == []
    asked.close()


def test_torch_says_what_it_sees() -> None:
    pytest.importorskip("torch")
    asked = pool.Pool()
    for device in asked.devices("torch_devices"):
        assert device.name.partition(":")[0] in ("cuda", "xpu", "mps")
        assert 0 <= device.free <= device.total
        assert "fp32" in device.precisions
    asked.close()


def test_listing_devices_imports_no_torch_here() -> None:
    script = (
        "import sys; from nodegraph.runtimes.devices import list_devices; list_devices(); print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=50)
    assert (done.stdout, done.stderr) == ("False\n", "")


@pytest.mark.slow
def test_accelerators_are_remembered_until_something_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    source = devices._SOURCES[0]
    if source.traces() is None:
        # What a machine with a driver would find.
        source = source._replace(traces=lambda: ["2.13.0", "a driver"])
    monkeypatch.setattr(devices, "_SOURCES", (source,))
    folder = cache_folder() / "devices"
    asked = devices.list_devices()
    (remembered,) = folder.iterdir()
    found = [device for device in asked if device.name != "cpu"]
    assert msgspec.msgpack.decode(remembered.read_bytes(), type=list[DeviceFact]) == found
    remembered.write_bytes(msgspec.msgpack.encode(SEVERAL[:2]))
    assert [device.name for device in devices.list_devices()] == ["cuda:1", "cuda:0", "cpu"]
    remembered.write_bytes(b"of another version")
    assert [device.name for device in devices.list_devices()] == [device.name for device in asked]


@pytest.mark.parametrize(
    ("platform", "installed", "reachable"),
    [
        ("linux", (), ("cpu",)),
        ("linux", ("onnxruntime-gpu",), ("cuda", "cpu")),
        ("win32", ("onnxruntime-directml",), ("dml", "cpu")),
        ("darwin", (), ("coreml", "cpu")),
        ("linux", ("onnxruntime-openvino", "onnxruntime-rocm"), ("cuda", "xpu", "cpu")),
    ],
)
def test_onnx_models_are_sent_only_to_devices_that_the_installed_build_reaches(
    platform: str, installed: tuple[str, ...], reachable: tuple[str, ...]
) -> None:
    assert reached(framework("onnx"), platform, frozenset(installed)) == reachable
    assert reached(framework("torch"), platform, frozenset()) == framework("torch").kinds
