"""The desktop around the window, played by a bus of its own: sleep is held off, progress shown, the end told."""

import os
import shutil
import subprocess
import sys

import psutil
import pytest
from PySide6.QtGui import QImage

from nodegraph.core.messages import DeviceFact, Devices, Finished, Progress
from nodegraph.gui.meter import Sampler, gigabytes
from tests.gui.hand import until
from tests.waiting import begun

pytestmark = pytest.mark.timeout(200)

SCENE = """
import sys, time
from PySide6.QtCore import SLOT, ClassInfo, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusUnixFileDescriptor
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget
from nodegraph.gui.desktop.awake import Awake
from nodegraph.gui.desktop.notify import Notifier
from nodegraph.gui.desktop.taskbar import Taskbar

app = QApplication([])
bus = QDBusConnection.connectToBus(sys.argv[1], "desktop")
heard = []

@ClassInfo({"D-Bus Interface": "org.freedesktop.PowerManagement.Inhibit"})
class Power(QObject):
    @Slot(str, str, result="uint")
    def Inhibit(self, who, why):
        heard.append(("inhibit", who, why))
        return 7

@ClassInfo({"D-Bus Interface": "org.freedesktop.portal.Notification"})
class Portal(QObject):
    @Slot(str, "QVariantMap")
    def AddNotification(self, name, told):
        heard.append(("notify", told["title"], told["body"]))

class Dock(QObject):
    @Slot(str, "QVariantMap")
    def update(self, name, state):
        heard.append(("progress", name, state["progress"], state["progress-visible"]))

def until(done):
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end, heard
        app.processEvents()

def serve(name, path, thing):
    assert bus.registerObject(path, thing, QDBusConnection.RegisterOption.ExportAllSlots)
    assert bus.registerService(name)
    return thing

kept = [
    serve("org.freedesktop.PowerManagement", "/org/freedesktop/PowerManagement/Inhibit", Power()),
    serve("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", Portal()),
]
dock = Dock()
bus.connect("", "", "com.canonical.Unity.LauncherEntry", "Update", dock, SLOT("update(QString,QVariantMap)"))
complaints = []
awake = Awake(complaints.append)
awake.hold("a.ng runs")
until(lambda: awake.held)
names = set(bus.interface().registeredServiceNames().value())
awake.release()
until(lambda: len(names - set(bus.interface().registeredServiceNames().value())) == 1)
Notifier(QIcon()).tell("a.ng", "1 done in 0.1 s")
bar = Taskbar(QWidget())
bar.show(0.5)
bar.show(None)
until(lambda: len(heard) == 4)
print(heard, complaints, awake.held)
"""


@pytest.fixture
def bus(tmp_path):
    """The address of a bus that belongs to this test."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip(reason="dbus-daemon is not installed here; it is the desktop of this test.")
    command = ["dbus-daemon", "--session", "--print-address", "--nofork", f"--address=unix:path={tmp_path}/bus"]
    with begun(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        yield daemon.stdout.readline().strip()


def test_the_desktop_keeps_awake_shows_progress_and_tells_the_end(bus):
    environment = {
        **os.environ,
        "DBUS_SESSION_BUS_ADDRESS": bus,
        "DBUS_SYSTEM_BUS_ADDRESS": bus,
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCENE, bus], env=environment, capture_output=True, text=True, timeout=50, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (
        done.stdout.strip()
        == str(
            [
                ("inhibit", "Nodegraph", "a.ng runs"),
                ("notify", "a.ng", "1 done in 0.1 s"),
                ("progress", "application://nodegraph.desktop", 0.5, True),
                ("progress", "application://nodegraph.desktop", 0.0, False),
            ]
        )
        + " [] False"
    )


def test_a_computer_that_may_fall_asleep_is_told_in_the_log_alone(hand, monkeypatch):
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform != "linux" or os.path.exists("/run/dbus/system_bus_socket"):
        pytest.skip(reason="this system has a bus of its own, which may keep it awake.")
    hand.window.running.run_all()
    assert any("falling asleep" in line for line in hand.window.docks.log.texts())


def test_the_title_says_how_far_a_run_is(hand):
    window = hand.window
    window.running.run_all()
    window.link.heard.emit(Progress(0, 0.436))
    assert window.windowTitle().startswith("43 % — Untitled")
    hand.view.setFocus()
    window.link.finished.emit(Finished(0, "done", done=1))
    assert window.windowTitle().startswith("Untitled")


def test_the_meter_counts_all_processes_of_the_program(bench):
    bench.build(
        load=("load_image", {"path": str(bench.picture("a.png"))}),
        save=("save_image", {"image": "@load", "folder": str(bench.folder), "name": "b"}),
    )
    assert bench.run().outcome == "done"
    assert not QImage(str(bench.folder / "b.png")).isNull()
    meter = bench.running.meter
    meter.measure()
    until(lambda: meter.text())
    assert meter.text().startswith("CPU ")
    sampler = Sampler()
    sample = sampler.sample()
    engine = psutil.Process(bench.window.link.pid)
    assert sample.processes >= 2
    assert sample.memory > engine.memory_full_info().uss if sys.platform == "linux" else True
    assert 0 <= sampler.sample().processors <= 1


def test_the_meter_shows_cards_as_the_engine_tells(hand):
    meter = hand.window.running.meter
    hand.window.link.measured.emit(Devices(0, (DeviceFact("cuda:0", "Card", 8 * 10**9, 5 * 10**9),)))
    meter.measure()
    until(lambda: "cuda:0 3.0 GB" in meter.text())
    assert "Card: 3.0 GB of 8.0 GB in use" in meter.toolTip()


def test_sizes_are_short():
    assert [gigabytes(count) for count in (12_345_678, 999_000_000, 1_234_000_000)] == ["12 MB", "999 MB", "1.2 GB"]
