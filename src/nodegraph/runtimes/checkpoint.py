"""Reading the weights out of an untrusted PyTorch or safetensors file; runs only inside a worker process.

Nothing in a file is ever run: pickles are read by torch's weights-only reader. Before an architecture is built from
weights, their sizes are held against the file's size, because a file of 2 MB can ask for terabytes.
"""

import pickle
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nodegraph.core.errors import FileRefused, ModelRefused, NodegraphError
from nodegraph.runtimes.filekind import check_regular, kind_of

if TYPE_CHECKING:
    from torch import Tensor

Weights = dict[str, "Tensor"]


class Checkpoint(NamedTuple):
    """What a file holds."""

    weights: Weights
    words: dict[str, str]
    """What it says about itself: name, author, license, ..."""


_MOST_MEMBERS = 100_000
_MOST_LAYERS = 10_000
_WRAPPERS = (
    "model_state_dict", "state_dict", "params_ema", "params-ema", "params", "model", "net",
    "generator", "ema", "weights",
)  # fmt: skip
_PREFIXES = ("module.", "_orig_mod.", "generator.", "netG.", "net_g.")
_TELLING = frozenset(
    ("name", "author", "license", "licence", "version", "description", "date", "url", "tags", "architecture", "scale")
)
"""Names beside the weights of a pickled checkpoint under which people write what it is."""
_LONGEST_WORDS = 10_000
_OTHER_NETWORKS = ("discriminator.", "netD.", "net_d.", "loss", "perceptual", "vgg.")


def read_weights(path: Path) -> Weights:
    """Return the weights in the file by name, on the CPU, contiguous.

    Raises `FileRefused` for a file that is none or is damaged, `ModelRefused` for one that is unsafe or holds no
    weights; the sentence says what to do.
    """
    return read_checkpoint(path).weights


def read_checkpoint(path: Path) -> Checkpoint:
    """Return the weights and what the file says about itself; see `read_weights`."""
    kind = kind_of(path)
    size = check_regular(path)
    if kind in ("onnx", "ncnn", "toy"):
        name = {"onnx": "an ONNX", "ncnn": "an ncnn", "toy": "a toy"}[kind]
        raise FileRefused(f"{path} is {name} model, whatever its name says, and holds no weights of PyTorch.")
    if kind == "safetensors":
        content, words = _read_safetensors(path, size)
    else:
        if kind == "zip":
            _check_archive(path, size)
        content = _read_pickle(path, mapped=kind == "zip")
        words = _words(content)
    weights = _find_weights(path, content)
    _check_sizes(path, weights, size)
    return Checkpoint({name: tensor.contiguous() for name, tensor in weights.items()}, words)


def variants(weights: Weights) -> Iterator[Weights]:
    """Yield the weights as they are, then without what training tools put before their names.

    The other networks of a training (`discriminator.` beside `generator.`) are left out then.
    """
    yield weights
    plain = weights
    for prefix in _PREFIXES:
        rest = [name for name in plain if not name.startswith(prefix)]
        if rest and len(rest) < len(plain) and all(name.startswith(_OTHER_NETWORKS) for name in rest):
            plain = {name: value for name, value in plain.items() if name.startswith(prefix)}
    while common := [prefix for prefix in _PREFIXES if plain and all(name.startswith(prefix) for name in plain)]:
        plain = {name[len(common[0]) :]: value for name, value in plain.items()}
    if plain is not weights:
        yield plain


def _check_archive(path: Path, size: int) -> None:
    """Refuse archives that unpack to more than they are, and those that hold programs."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(path) from error
    stored = sum(member.file_size for member in members)
    packed = any(member.compress_type != zipfile.ZIP_STORED for member in members)
    if len(members) > _MOST_MEMBERS or stored > size or packed:
        grows = f"is {size:,} bytes long but unpacks to {stored:,}" if stored > size else "is packed in another way"
        raise ModelRefused(
            f"{path} {grows}: it is no file that PyTorch wrote and may be made to fill the memory; "
            "get the model from another source."
        )
    names = [member.filename for member in members]
    if any(name.endswith("/constants.pkl") or "/code/" in name for name in names):
        raise ModelRefused(
            f"{path} is a TorchScript program, which is not run because it could do anything to this computer; "
            "ask for the model's weights as .safetensors or .pth."
        )
    if not any(name == "data.pkl" or name.endswith("/data.pkl") for name in names):
        raise FileRefused(f"{path} is a zip archive without PyTorch weights; unpack it and use the model file in it.")


def _read_pickle(path: Path, *, mapped: bool) -> Any:
    import torch

    try:
        with torch.serialization.safe_globals(_harmless()), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # About the file's age and protocol; what cannot be read is refused below.
            return torch.load(path, map_location="cpu", weights_only=True, mmap=mapped)
    except pickle.UnpicklingError as error:
        raise _code_or_damage(path, str(error)) from error
    except (RuntimeError, EOFError, ValueError, OSError, MemoryError) as error:
        raise _damaged(path) from error
    except (KeyError, TypeError, AttributeError, IndexError, AssertionError, NotImplementedError) as error:
        # The reader trips over pickles that no PyTorch wrote.
        raise _damaged(path) from error


def _harmless() -> list[Any]:
    """Return what numpy writes for plain numbers; all of them only hold a value."""
    import numpy as np
    from numpy._core import multiarray

    kinds = [getattr(np.dtypes, name) for name in dir(np.dtypes) if name.endswith("DType") and name != "ObjectDType"]
    # Files written with numpy 1 name the function by its old module.
    return [multiarray.scalar, (multiarray.scalar, "numpy.core.multiarray.scalar"), np.dtype, *kinds]


def _code_or_damage(path: Path, message: str) -> NodegraphError:
    named = re.search(r"(?:GLOBAL|class|type|function) ['\"<]*([\w]+(?:\.[\w]+)+)", message)
    if "nsupported" in message or "not an allowed" in message or "not allowed" in message:
        what = f" ({named.group(1)})" if named else ""
        return ModelRefused(
            f"{path} holds Python code or objects{what} besides weights, which are not opened because they could do "
            "anything to this computer; ask for the model as .safetensors."
        )
    return _damaged(path)


def _read_safetensors(path: Path, size: int) -> tuple[Any, dict[str, str]]:
    from safetensors import SafetensorError, safe_open
    from safetensors.torch import load_file

    with path.open("rb") as file:
        header = int.from_bytes(file.read(8), "little")
    if header > size - 8:
        raise _damaged(path)
    try:
        with safe_open(path, "pt") as opened:
            words = opened.metadata() or {}
        return load_file(path), words
    except (SafetensorError, RuntimeError, ValueError, KeyError, OSError) as error:
        raise _damaged(path) from error


def _words(content: Any) -> dict[str, str]:
    """Return what a pickled checkpoint says about itself, at its top or under `metadata`."""
    if not isinstance(content, dict):
        return {}
    told = {name: value for name, value in content.items() if name in _TELLING}
    inner = content.get("metadata")
    if isinstance(inner, dict):
        told |= {name: value for name, value in inner.items() if isinstance(name, str)}
    return {
        name: str(value)
        for name, value in told.items()
        if isinstance(value, str | int | float) and len(str(value)) <= _LONGEST_WORDS
    }


def _find_weights(path: Path, content: Any) -> Weights:
    """Return the innermost dictionary of tensors behind the names under which training tools store it."""
    for _ in range(4):
        if not isinstance(content, dict):
            break
        inner = [content[name] for name in _WRAPPERS if isinstance(content.get(name), dict)]
        if not inner and len(content) == 1 and isinstance(next(iter(content.values())), dict):
            inner = list(content.values())
        if not inner:
            break
        content = inner[0]
    import torch

    weights: Weights = {}
    if isinstance(content, dict):
        weights = {name: value for name, value in content.items() if isinstance(value, torch.Tensor)}
    if not weights or not all(isinstance(name, str) for name in weights):
        raise ModelRefused(f"{path} holds no weights of a neural network; check that it is the right file.")
    return weights


def _check_sizes(path: Path, weights: Weights, size: int) -> None:
    """Refuse weights that are not all there in the file: views that repeat few bytes, layers counted by the million."""
    import torch

    if any(tensor.layout != torch.strided or tensor.is_quantized for tensor in weights.values()):
        raise ModelRefused(f"{path} holds sparse or quantized weights, which are not supported; use the plain model.")
    claimed = sum(tensor.numel() * tensor.element_size() for tensor in weights.values())
    layers = (int(part) for name in weights for part in name.split(".") if part.isdecimal() and part.isascii())
    if claimed > 2 * size or any(map(_repeats, weights.values())):
        claims = f"is {size:,} bytes long but asks for weights of {claimed:,} bytes"
    elif (last := max(layers, default=0)) > _MOST_LAYERS:
        claims = f"counts its layers up to {last:,}"
    else:
        return
    raise ModelRefused(
        f"{path} {claims} in a form that PyTorch does not write: it may be made to fill the memory; "
        "get the model from another source."
    )


def _repeats(tensor: "Tensor") -> bool:
    """Return whether several elements share memory; the axes may have any order, and gaps between their elements."""
    axes = sorted((stride, size) for stride, size in zip(tensor.stride(), tensor.shape, strict=True) if size > 1)
    filled = 1
    for stride, size in axes:
        if stride < filled:
            return True
        filled = stride * size
    return False


def _damaged(path: Path) -> FileRefused:
    return FileRefused(f"The model file {path} is damaged or was cut off; download it again.")
