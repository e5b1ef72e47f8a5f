"""Windows: the progress on a window's button in the task bar, by the COM interface that is made for it."""

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes
    from uuid import UUID

    _CLASS = UUID("56fdf344-fd6d-11d0-958a-006097c9a090").bytes_le
    _INTERFACE = UUID("ea1afb91-9e28-4b86-90e9-9e9f8a5eefaf").bytes_le
    _IN_PROCESS = 1
    _HR_INIT, _SET_VALUE, _SET_STATE = 3, 9, 10
    """Places in the interface's table of functions (shobjidl_core.h, ITaskbarList3)."""
    _NONE, _NORMAL = 0, 2
    _STEPS = 1000

    class TaskbarList:
        """The task bar; a system without one is left alone."""

        def __init__(self) -> None:
            ole = ctypes.windll.ole32
            ole.CoInitialize(None)
            self._object = ctypes.c_void_p()
            made = ole.CoCreateInstance(_CLASS, None, _IN_PROCESS, _INTERFACE, ctypes.byref(self._object))
            if made != 0 or self._call(_HR_INIT) != 0:
                self._object = ctypes.c_void_p()

        def show(self, window: int, fraction: float | None) -> None:
            """Show a finished fraction at a window's button; `None`: none."""
            if not self._object:
                return
            handle = wintypes.HWND(window)
            self._call(_SET_STATE, handle, ctypes.c_int(_NONE if fraction is None else _NORMAL))
            if fraction is not None:
                done = ctypes.c_ulonglong(round(fraction * _STEPS))
                self._call(_SET_VALUE, handle, done, ctypes.c_ulonglong(_STEPS))

        def _call(self, place: int, *arguments: object) -> int:
            table = ctypes.cast(self._object, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
            kinds = [type(argument) for argument in arguments]
            function = ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, *kinds)(table[place])
            return int(function(self._object, *arguments))
