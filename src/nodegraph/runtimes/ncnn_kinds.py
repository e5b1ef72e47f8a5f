"""Recognizes well-known families of super-resolution networks by their layers."""

from collections import Counter

from nodegraph.runtimes.ncnn_geometry import Geometry
from nodegraph.runtimes.ncnn_param import Net

_CUNET_PADDING = {1: (28,), 2: (18,), 3: (14,), 4: (19,)}


def architecture_of(net: Net, geometry: Geometry) -> str:
    """Return the architecture's name, spandrel's where it has one; `ncnn` where the network is not recognized."""
    has = Counter(layer.type for layer in net.layers)
    plain = set(has) <= {"Input", "Convolution", "Deconvolution", "ReLU"}
    if plain and geometry.padding == 7:
        return "waifu2x upconv_7" if geometry.scale == 2 else "waifu2x vgg_7"
    pooled = has["Pooling"] or has["Reduction"]
    if has["Deconvolution"] >= 3 and pooled and geometry.padding in _CUNET_PADDING.get(geometry.scale, ()):
        return "waifu2x cunet" if has["Scale"] else "RealCUGAN"
    if has["PixelShuffle"] == 1 and has["Interp"] and has["Convolution"] > 2 and not has["Concat"]:
        activations = has["PReLU"] + has["ReLU"]
        if activations >= has["Convolution"] - 2:
            return "RealESRGAN Compact"
    if has["Concat"] >= 12 and has["Interp"] and has["BinaryOp"] + has["Eltwise"] >= 4:
        return "ESRGAN"
    return "ncnn"
