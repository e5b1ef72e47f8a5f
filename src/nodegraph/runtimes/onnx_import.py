"""Importing onnxruntime and OpenVINO so that they report nothing about this computer to their makers.

Since 1.29 onnxruntime's own builds keep a database of every model opened, with its name and hashes, and send it to
Microsoft unless a variable forbids it before the import. OpenVINO's Python package reports its own import to an
analytics service by a part of it that converts models, which is not needed here and kept from being imported.
"""

import os
import sys
from typing import Any

from nodegraph.core.errors import RunError


def import_onnxruntime() -> Any:
    """Return the onnxruntime module. Raises `RunError` where it cannot be imported."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        import onnxruntime
    except (ImportError, OSError) as error:
        raise _unusable("onnxruntime", error) from error
    onnxruntime.disable_telemetry_events()
    # Only what ends a session; the rest is said by the exceptions.
    onnxruntime.set_default_logger_severity(4)
    return onnxruntime


def import_openvino() -> Any:
    """Return the openvino module. Raises `RunError` where it cannot be imported."""
    if "openvino" not in sys.modules:
        sys.modules["openvino.tools.ovc"] = None  # type: ignore[assignment]
    try:
        import openvino
    except (ImportError, OSError) as error:
        raise _unusable("openvino", error) from error
    return openvino


def _unusable(name: str, error: BaseException) -> RunError:
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    return RunError(
        f"{name} cannot be used here ({first}); install it anew with: pip install --force-reinstall {name}."
    )
