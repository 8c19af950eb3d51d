"""Checks that a picture can be shown: it is decoded to its end, within limits of memory."""

import io
import re
import threading

from django.conf import settings
from PIL import Image
from willow.image import PNGImageFile
from willow.plugins.pillow import PillowImage
from willow.registry import registry

from website.uploads.refusal import Reason, Refused

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
# All frames of a moving picture together: some four seconds of work.
MOST_MOVING_PIXELS = 200_000_000
# In each process of the site: decoded, a picture of 25 million pixels takes 100 to 200 MB.
one_at_a_time = threading.Lock()
DEEP_GREY = {"I", "I;16", "I;16B", "I;16L"}


def jpg_name(name: str) -> str:
    """The name of a file with .jpg in place of .jfif, as Windows calls some JPEGs: Wagtail takes that for
    another format than JPEG, and web servers do not know it."""
    return re.sub(r"\.jfif$", ".jpg", name, flags=re.IGNORECASE)


def check_pixels(content: bytes) -> None:
    """Decode a picture, and write a corner of it as its sizes are written.

    Raises Refused: TOO_LARGE with its width and height, or BROKEN for anything that goes wrong.
    """
    try:
        with one_at_a_time, Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            _check_size(picture)
            for frame in range(1, getattr(picture, "n_frames", 1)):
                picture.seek(frame)
                picture.load()
            picture.seek(0)
            picture.load()
            corner = PillowImage(picture.crop((0, 0, 16, 16)))
            corner.auto_orient().save_as_webp(io.BytesIO())
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(Reason.TOO_LARGE) from error
    except MemoryError as error:
        raise Refused(Reason.TOO_LARGE) from error
    except Exception as error:  # the decoders say in many ways that a file is not right
        raise Refused(Reason.BROKEN) from error


def _check_size(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    frames = getattr(picture, "n_frames", 1)
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS or pixels * frames > MOST_MOVING_PIXELS:
        raise Refused(Reason.TOO_LARGE, f"{picture.width} × {picture.height}")


def open_png(file: PNGImageFile) -> PillowImage:
    """Scale a PNG in 16-bit grey to 8 bits; Pillow cuts the values off, which makes nearly all white."""
    opened = PillowImage.open(file)
    picture = opened.image
    if picture.mode not in DEEP_GREY:
        return opened
    grey = picture.point(lambda value: value * (1 / 257)).convert("L")
    if isinstance(picture.info.get("transparency"), int):
        grey.info["transparency"] = picture.info["transparency"] // 257
    return PillowImage(grey)


def register_png_converter() -> None:
    registry.register_converter(PNGImageFile, PillowImage, open_png)
