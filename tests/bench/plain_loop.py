"""The best plain tiled loop over a torch model in one process: what the program is measured against.

python tests/bench/plain_loop.py MODEL PICTURE OUTPUT [TILE] [OVERLAP]
"""

import sys

import cv2
import numpy as np
import torch

from nodegraph.runtimes.torch_import import import_spandrel


def main(model_file: str, picture: str, output: str, tile: int = 256, overlap: int = 18) -> None:
    spandrel = import_spandrel()
    model = spandrel.ModelLoader().load_from_file(model_file).eval()
    net = model.model.to(memory_format=torch.channels_last)
    pixels = cv2.imread(picture, cv2.IMREAD_COLOR_RGB)
    result = upscale(net, pixels, model.scale, tile, overlap)
    cv2.imwrite(output, cv2.cvtColor(result, cv2.COLOR_RGB2BGR))


def upscale(net: torch.nn.Module, pixels: np.ndarray, scale: int, tile: int, overlap: int) -> np.ndarray:
    height, width, _ = pixels.shape
    result = np.empty((height * scale, width * scale, 3), np.uint8)
    inner = tile - 2 * overlap
    with torch.inference_mode():
        for y in range(0, height, inner):
            for x in range(0, width, inner):
                top, left = max(0, y - overlap), max(0, x - overlap)
                bottom, right = min(height, y + inner + overlap), min(width, x + inner + overlap)
                piece = torch.from_numpy(pixels[top:bottom, left:right].astype(np.float32) / 255)
                made = net(piece.permute(2, 0, 1)[None].to(memory_format=torch.channels_last))[0]
                made = made.clamp_(0, 1).mul_(255).round_().to(torch.uint8).permute(1, 2, 0).numpy()
                end_y, end_x = min(height, y + inner), min(width, x + inner)
                result[y * scale : end_y * scale, x * scale : end_x * scale] = made[
                    (y - top) * scale : (end_y - top) * scale, (x - left) * scale : (end_x - left) * scale
                ]
    return result


if __name__ == "__main__":
    main(*sys.argv[1:4], *map(int, sys.argv[4:]))
