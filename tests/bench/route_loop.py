"""A plain tiled loop over one framework, called directly: what `routes.py` measures the program against.

python tests/bench/route_loop.py torch|torch-whole|torch-last|onnx|ncnn MODEL FOLDER PICTURE...

`torch-whole` does a picture in one piece, as node editors do while memory suffices. The results lie in the folder,
under the names of the pictures.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

TILE, OVERLAP, SCALE = 256, 20, 4


def main(loop: str, model: str, folder: str, *pictures: str) -> None:
    opened = {"onnx": _onnx, "ncnn": _ncnn}.get(loop, _torch)
    run = opened(model, loop == "torch-last")
    tile = sys.maxsize if loop == "torch-whole" else TILE
    Path(folder).mkdir(exist_ok=True)
    for picture in pictures:
        pixels = cv2.imread(picture, cv2.IMREAD_COLOR_RGB)
        cv2.imwrite(f"{folder}/{Path(picture).name}", cv2.cvtColor(_upscale(run, pixels, tile), cv2.COLOR_RGB2BGR))


def _upscale(run: Callable[[np.ndarray], np.ndarray], pixels: np.ndarray, tile: int) -> np.ndarray:
    """Enlarge tile by tile; `run` takes and gives (3, H, W) float32 in [0, 1]."""
    height, width, _ = pixels.shape
    result = np.empty((height * SCALE, width * SCALE, 3), np.uint8)
    # A picture of one tile is done in one piece.
    inner = max(height, width) if max(height, width) <= tile else tile - 2 * OVERLAP
    for y in range(0, height, inner):
        for x in range(0, width, inner):
            top, left = max(0, y - OVERLAP), max(0, x - OVERLAP)
            bottom, right = min(height, y + inner + OVERLAP), min(width, x + inner + OVERLAP)
            piece = pixels[top:bottom, left:right].astype(np.float32) / 255
            made = run(np.ascontiguousarray(piece.transpose(2, 0, 1)))
            made = np.rint(np.clip(made, 0, 1) * 255).astype(np.uint8).transpose(1, 2, 0)
            end_y, end_x = min(height, y + inner), min(width, x + inner)
            result[y * SCALE : end_y * SCALE, x * SCALE : end_x * SCALE] = made[
                (y - top) * SCALE : (end_y - top) * SCALE, (x - left) * SCALE : (end_x - left) * SCALE
            ]
    return result


def _torch(model: str, channels_last: bool) -> Callable[[np.ndarray], np.ndarray]:
    import torch

    from nodegraph.runtimes.torch_import import import_spandrel

    net = import_spandrel().ModelLoader().load_from_file(model).model.eval()
    layout = torch.channels_last if channels_last else torch.contiguous_format
    net = net.to(memory_format=layout)

    def run(piece: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            return net(torch.from_numpy(piece)[None].contiguous(memory_format=layout))[0].numpy()

    return run


def _onnx(model: str, _channels_last: bool) -> Callable[[np.ndarray], np.ndarray]:
    import onnxruntime

    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda piece: session.run(None, {name: piece[None]})[0][0]


def _ncnn(model: str, _channels_last: bool) -> Callable[[np.ndarray], np.ndarray]:
    import ncnn

    net = ncnn.Net()
    net.load_param(model)
    net.load_model(model.removesuffix(".param") + ".bin")

    def run(piece: np.ndarray) -> np.ndarray:
        with net.create_extractor() as extractor:
            extractor.input("in0", ncnn.Mat(piece))
            return np.array(extractor.extract("out0")[1])

    return run


if __name__ == "__main__":
    main(*sys.argv[1:])
