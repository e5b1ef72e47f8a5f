"""Writes a picture file with the library that writes its format best, by strips where that can."""

import struct
from pathlib import Path

import numpy as np

from nodegraph import Picture, RunError, note, release_pages
from nodes._kernels.codecs import by_imagecodecs, vips, write_by_openexr, write_by_tifffile, write_by_vips, write_whole
from nodes._kernels.codecs.encodable import encodable
from nodes._kernels.codecs.formats import FORMATS, Encoding, Holds, chosen_depth, losses

_GIVE_BACK = 32 << 20


def write_picture(picture: Picture, path: Path, encoding: Encoding) -> None:
    """Write the picture into the file at `path`, which may have any name; notes what the format cannot hold.

    Reports progress. Stops, leaving a half-written file, when the person asked to: `Stopped`. Raises
    `RunError` where encoding fails or the disk is full.
    """
    holds = FORMATS[encoding.format]
    for sentence in losses(encoding.format, encoding.depth, picture.fact):
        note(sentence)
    if encoding.metadata:
        _note_metadata(picture, holds)
    depth = chosen_depth(encoding.format, encoding.depth, picture.depth)
    if depth not in ("half", "float") and picture.pixels.dtype == np.float32:
        _note_clipping(picture)
    image = encodable(picture, depth, encoding.format)
    try:
        if encoding.format == "tiff" and encoding.compression == "zstd":
            write_by_tifffile.write(image, picture, path, depth, encoding)
        elif encoding.format in write_by_vips.FORMATS:
            with vips.follow(image, picture.pixels):
                write_by_vips.write(image, picture, path, depth, encoding)
        elif encoding.format == "exr":
            write_by_openexr.write(image, picture, path, depth, encoding)
        elif encoding.format == "jxl":
            by_imagecodecs.write(image, picture, path, encoding)
        else:
            write_whole.write(image, picture, path, encoding)
    except vips.library().Error as error:
        raise _told(error, path, holds) from None
    except (RuntimeError, ValueError, TypeError, struct.error) as error:
        raise _told(error, path, holds) from None
    except OSError as error:
        # Those with a number are the system's; libraries raise some of their own.
        raise (error if error.errno else _told(error, path, holds)) from None


def _told(error: Exception, path: Path, holds: Holds) -> RunError:
    if vips.says_disk_full(error):
        return RunError(f"{path.parent} has no room left for the picture; free some space.")
    return RunError(f"The picture cannot be written as {holds.title} ({vips.reason(error)}).")


def _note_metadata(picture: Picture, holds: Holds) -> None:
    has = {"EXIF": picture.exif, "XMP": picture.xmp, "resolution": picture.dpi}
    lost = [name for name, value in has.items() if value is not None and name not in holds.keeps]
    if lost:
        note(f"{holds.title} cannot hold {' and '.join(lost)}; PNG, JPEG, TIFF, WebP and AVIF do.")


def _note_clipping(picture: Picture) -> None:
    """Say so where a picture holds values outside [0, 1], which integers cannot."""
    outside = 0
    rows = max(1, _GIVE_BACK // max(1, picture.pixels[:1].nbytes))
    for top in range(0, picture.height, rows):
        strip = picture.pixels[top : top + rows]
        outside += int(np.count_nonzero((strip < -0.5 / 65535) | (strip > 1 + 0.5 / 65535)))
        release_pages(strip)
    if outside:
        share = 100 * outside / picture.pixels.size
        note(f"{share:.2g} % of the numbers lie outside black to white and were clipped; TIFF with float keeps them.")
