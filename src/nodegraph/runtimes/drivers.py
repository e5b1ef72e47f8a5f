"""Which versions the drivers of graphics cards have, as the system tells without a card being asked."""

import sys
from contextlib import suppress
from pathlib import Path

_NVIDIA = Path("/proc/driver/nvidia/version")
_MODULES = Path("/sys/module")
_NAMES = ("amdgpu", "i915", "xe", "nouveau")
"""Modules of Linux that have a version of their own where they were installed beside the kernel."""
_DISPLAYS = r"SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}"
"""Where Windows keeps what it knows of display adapters."""

if sys.platform == "win32":
    import winreg

    def driver_versions() -> list[str]:
        """Return the versions of the drivers that are installed, in the system's order; empty where none tells one."""
        found: list[str] = []
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _DISPLAYS) as cards:
            for index in range(winreg.QueryInfoKey(cards)[0]):
                # Some entries may be read by administrators only, others are no cards.
                with suppress(OSError), winreg.OpenKey(cards, winreg.EnumKey(cards, index)) as card:
                    found.append(str(winreg.QueryValueEx(card, "DriverVersion")[0]))
        return found

else:

    def driver_versions() -> list[str]:
        """Return the versions of the drivers that are installed, in a fixed order; empty where none tells one."""
        files = (_NVIDIA, *(_MODULES / name / "version" for name in _NAMES))
        return [file.read_text(encoding="utf-8").strip() for file in files if file.is_file()]
