"""Model files that strangers send: each is written to disk as it would arrive."""

import io
import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path


class Bomb:
    """Pickles into a call that makes a folder, so that a test can see whether its code ran."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.marker),)


def html_page(file: Path, _: Path) -> None:
    file.write_text("<!DOCTYPE html><html><body>404 not found</body></html>" * 20)


def legacy_pickle_with_code(file: Path, marker: Path) -> None:
    file.write_bytes(pickle.dumps({"params": Bomb(marker)}, protocol=2))


def zip_pickle_with_code(file: Path, marker: Path) -> None:
    _archive(file, {"data.pkl": pickle.dumps({"params": Bomb(marker)}, protocol=2), "version": b"3\n"})


def torchscript(file: Path, _: Path) -> None:
    members = {"data.pkl": pickle.dumps({}, protocol=2), "constants.pkl": pickle.dumps((), protocol=2)}
    _archive(file, {**members, "code/__torch__.py": b"class Net(Module):\n  pass\n", "version": b"3\n"})


def zip_bomb(file: Path, _: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", pickle.dumps({}, protocol=2))
        archive.writestr("archive/data/0", bytes(200 * 2**20))


def onnx(file: Path, _: Path) -> None:
    # The first fields of an ONNX ModelProto: ir_version 8, producer_name "pytorch".
    file.write_bytes(b"\x08\x08\x12\x07pytorch\x1a\x052.0.0:" + bytes(500))


def stride_zero(file: Path, _: Path) -> None:
    import torch

    tensors = {f"conv{i}.weight": torch.zeros(1).expand(10**6, 10**6) for i in range(3)}
    tensors["ballast"] = torch.zeros(2**19)
    torch.save({"params": tensors}, file)


def truncated(file: Path, _: Path) -> None:
    import torch

    whole = io.BytesIO()
    torch.save({"conv.weight": torch.zeros(64, 64, 3, 3)}, whole)
    file.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])


def empty(file: Path, _: Path) -> None:
    file.write_bytes(b"")


def fifo(file: Path, _: Path) -> None:
    os.mkfifo(file)


def folder(file: Path, _: Path) -> None:
    file.mkdir()


def _archive(file: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"archive/{name}", data)


KINDS: dict[str, Callable[[Path, Path], None]] = {
    kind.__name__: kind
    for kind in (
        html_page,
        legacy_pickle_with_code,
        zip_pickle_with_code,
        torchscript,
        zip_bomb,
        onnx,
        stride_zero,
        truncated,
        empty,
        fifo,
        folder,
    )
}
