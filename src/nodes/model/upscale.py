"""Enlarges a picture with a neural network."""

from typing import Annotated, Any, Literal

from nodegraph import Model, ModelFact, Number, Picture, PictureFact, When, node, note, progress
from nodes._kernels.fitting import Target, target_size
from nodes._kernels.pixels import changed, check_size
from nodes._kernels.resample import Kernel, resample

By = Literal["model", "factor", "size"]
Factor = Annotated[float, Number(0.001, 100, unit="x", log=True), When(by="factor")]
Side = Annotated[int, Number(1, 100_000, unit="px", log=True), When(by="size")]
Fit = Annotated[Literal["fit", "fill", "stretch"], When(by="size")]
Interpolation = Annotated[Kernel, When(by=("factor", "size"))]
TileSide = Annotated[int, Number(16, 16_384, unit="px", log=True), When(tiles="size")]
Overlap = Annotated[int | None, Number(0, 1024, unit="px", integer=True), When(tiles=("auto", "size"))]


@node(
    costly=True,
    synonyms=(
        "super resolution",
        "enlarge",
        "upscale image",
        "esrgan",
        "restore",
        "denoise",
        "upscale image using model",
        "image upscale with model",
    ),
)
def upscale(
    image: Picture,
    model: Model,
    by: By = "model",
    factor: Factor = 2.0,
    width: Side = 1920,
    height: Side = 1080,
    fit: Fit = "fit",
    interpolation: Interpolation = "lanczos",
    tiles: Literal["auto", "size", "none"] = "auto",
    tile: TileSide = 256,
    overlap: Overlap = None,
    precision: Literal["auto", "fp32", "fp16", "bf16"] = "auto",
    wrap: bool = False,
    alpha: Literal["model", "scale", "drop"] = "model",
) -> Picture:
    """Enlarge (or restore) a picture with a neural network.

    The result is as large as the model makes it, or *by* a factor of the picture or to a size, for which the model's
    result is resized. Large pictures are cut into *tiles* that fit the memory; their *overlap* is measured
    for each model unless set. *wrap* lets opposite borders meet, for textures. Transparency goes through
    the *model*, is interpolated (*scale*) or left out (*drop*). Nothing is squeezed through 8 bits: whole numbers
    come out with 16, floats as floats; saving with depth *auto* still writes what the source had.
    """
    _tell_work(image.width, image.height, model.fact.scale)
    pixels = model.upscale(
        image.pixels,
        tile=tile if tiles == "size" else tiles,
        overlap="auto" if overlap is None else overlap,
        precision=precision,
        wrap=wrap,
        alpha=alpha,
        linear=image.space == "linear",
    )
    if by != "model":
        target = _shown(image.width, image.height, by, factor, width, height, fit, pixels)
        # The bar is full already; the call is for Stop.
        pixels = resample(
            pixels,
            target.width,
            target.height,
            interpolation,
            region=target.region,
            report=lambda done, total: progress(1.0),
        )
    return image.replace(pixels=pixels)


_MUCH = 250
"""Megapixels made by a model. Two cores take minutes for them."""


def _tell_work(width: int, height: int, scale: int | None) -> None:
    """Say how much is to be made where that takes long, before it begins."""
    wide, high = width * (scale or 1), height * (scale or 1)
    megapixels = wide * high / 1e6
    if megapixels > _MUCH:
        note(f"The model makes {wide}x{high} pixels ({megapixels:.0f} megapixels) of {width}x{height}: a long work.")


def _shown(
    old_width: int, old_height: int, by: str, factor: float, width: int, height: int, fit: str, pixels: Any
) -> Target:
    """Return the size to make, with its region in the enlarged pixels."""
    target = target_size(old_width, old_height, by, factor, width, height, fit)
    if target.region is None:
        return target
    left, top, right, bottom = target.region
    across, down = pixels.shape[1] / old_width, pixels.shape[0] / old_height
    return target._replace(region=(left * across, top * down, right * across, bottom * down))


@upscale.infer
def _(
    image: PictureFact,
    model: ModelFact,
    by: str,
    factor: float,
    width: int,
    height: int,
    fit: str,
    precision: str,
    alpha: str,
) -> PictureFact:
    known = (1, 3, 4)
    if (model.in_channels or 3) not in known or (model.out_channels or 3) not in known:
        raise ValueError(
            f"This model turns {model.in_channels} channels into {model.out_channels}; "
            "pictures have 1, 3 or 4, so it cannot be used."
        )
    if "background removal" in model.tags:
        raise ValueError(f"{model.name} is a model for background removal: it gives a mask, not a larger picture.")
    # Of models that differ from item to item the precisions are not known; they have no content in common.
    if model.sha256 is not None and precision not in ("auto", *model.precisions):
        choices = " or ".join(("auto", *model.precisions))
        raise ValueError(f"{model.name} cannot run in {precision}; choose {choices}.")
    channels = 3 if alpha == "drop" and image.channels == 4 else image.channels
    if by != "model":
        target = target_size(image.width, image.height, by, factor, width, height, fit)
        return changed(image, width=target.width, height=target.height, channels=channels)
    if model.scale is None:
        return changed(image, width=None, height=None, channels=channels)
    made = image.width * model.scale, image.height * model.scale
    check_size(*made)
    return changed(image, width=made[0], height=made[1], channels=channels)
