"""Takes the metadata out of a picture (place, camera, texts), and checks that it can be shown.

The pieces of the file that make the picture are copied byte for byte, so nothing is lost of its pixels,
colours (ICC) and movement. Only pieces that are known are kept: what a camera or program adds of its own
(EXIF, XMP, IPTC, texts, previews, whatever follows the end) may say anything. Which side is up is kept.
"""

import contextlib
import io
import re
import struct
import threading
import zlib
from collections.abc import Iterator

from django.conf import settings
from PIL import Image
from willow.image import PNGImageFile
from willow.plugins.pillow import PillowImage
from willow.registry import registry

from website.uploads.refusal import Reason, Refused

# Each takes time, whatever it holds; a progressive JPEG has some ten scans.
MOST_SCANS = 100
MOST_FRAMES = 1_000
# All frames of a moving picture together: some four seconds of work.
MOST_MOVING_PIXELS = 200_000_000
# In each process of the site: decoded, a picture of 25 million pixels takes 100 to 200 MB.
one_at_a_time = threading.Lock()

ORIENTATION = 0x0112
EXIF_START = b"Exif\0\0"
# 0xD0-0xD7 stand by themselves inside a scan; other markers have a length.
JPEG_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
# Looked for in a scan: with a run of FF in front of it that would take the square of its length.
JPEG_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
JPEG_KEPT = re.compile(rb"[\xc0-\xcf\xda-\xdf]|\xe0..JFIF\0|\xe2..ICC_PROFILE\0|\xee..Adobe", re.S)
PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"),
    *(b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs"),
}
# Its header says whether there is EXIF or XMP, so these are kept, and emptied.
WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF", b"XMP "}
GIF_KEPT = {b",", b"!\xf9", b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"}
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
DEEP_GREY = {"I", "I;16", "I;16B", "I;16L"}


def without_metadata(content: bytes) -> bytes:
    """Copy a picture without its metadata; raises Refused when it is broken or has too many pieces."""
    kinds = {b"\xff\xd8\xff": _jpeg, b"\x89PNG\r\n\x1a\n": _png, b"GIF8": _gif, b"RIFF": _webp}
    kept_of = next((kept_of for start, kept_of in kinds.items() if content.startswith(start)), None)
    if kept_of is None:
        return content
    try:
        made = b"".join(kept_of(content))
    except (IndexError, ValueError, struct.error) as error:
        raise Refused(Reason.BROKEN) from error
    if max(made.count(b"fcTL"), made.count(b"ANMF")) > MOST_FRAMES:
        raise Refused(Reason.TOO_LARGE)
    return made


def _orientation_only(exif: bytes) -> bytes:
    """EXIF that says which side is up, and not even that when the picture is upright."""
    read, made = Image.Exif(), Image.Exif()
    # It is the camera's, and Pillow says in many ways that it is not right.
    with contextlib.suppress(Exception):
        read.load(exif)
        if read.get(ORIENTATION) in range(2, 9):
            made[ORIENTATION] = read[ORIENTATION]
    return made.tobytes().removeprefix(EXIF_START)


def _jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    scans, marker = 0, JPEG_MARKER.match(content, 2)
    while marker and marker[1] != b"\xd9" and scans <= MOST_SCANS:
        body = marker.end() + 2
        end = marker.end() + struct.unpack_from(">H", content, marker.end())[0]
        if marker[1] == b"\xda":
            scans += 1
            following = JPEG_NEXT_MARKER.search(content, end)
            end = following.start() if following else len(content)
        if JPEG_KEPT.match(content, marker.start(1)):
            yield content[marker.start() : end]
        elif marker[1] == b"\xe1" and content.startswith(EXIF_START, body):
            exif = EXIF_START + _orientation_only(content[body:end])
            yield b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
        marker = JPEG_MARKER.match(content, end)
    if marker is None or scans > MOST_SCANS:
        raise ValueError("no end, or none soon")
    yield b"\xff\xd9"


def _png(content: bytes) -> Iterator[bytes]:
    yield content[:8]
    place, kind = 8, b""
    while kind != b"IEND":
        start = place
        length, kind = struct.unpack_from(">I4s", content, start)
        place += 12 + length
        if kind in PNG_KEPT:
            yield content[start:place]
        elif kind == b"eXIf":
            exif = _orientation_only(content[start + 8 : place - 4])
            yield struct.pack(">I", len(exif)) + kind + exif + struct.pack(">I", zlib.crc32(kind + exif))
    if place > len(content):
        raise ValueError("no end")


def _webp(content: bytes) -> Iterator[bytes]:
    place, end, pieces = 12, 8 + struct.unpack_from("<I", content, 4)[0], []
    while place + 8 <= min(end, len(content)):
        kind, length = struct.unpack_from("<4sI", content, place)
        body = content[place + 8 : place + 8 + length]
        place += 8 + length + length % 2
        if len(body) < length:
            raise ValueError("no end")
        if kind == b"EXIF":
            body = _orientation_only(body)
        elif kind == b"XMP ":
            body = b""
        if kind in WEBP_KEPT:
            pieces.append(struct.pack("<4sI", kind, len(body)) + body + bytes(len(body) % 2))
    # The byte that makes the last length even may be missing.
    if end > len(content) + 1:
        raise ValueError("no end")
    yield struct.pack("<4sI4s", b"RIFF", 4 + sum(map(len, pieces)), b"WEBP")
    yield from pieces


def _gif(content: bytes) -> Iterator[bytes]:
    place, frames = 13 + _color_table_size(content[10]), 0
    yield content[:place]
    while (kind := content[place : place + 1]) != b";":
        start = place
        if kind == b",":
            frames += 1
            place += 11 + _color_table_size(content[start + 9])
        elif kind == b"!":
            kind = content[start : start + 2]
            if kind == b"!\xff":
                kind = content[start + 3 : start + 14]  # the name of an application
            place += 2
        else:
            raise ValueError("no block")
        while content[place]:
            place += content[place] + 1
        place += 1
        if kind in GIF_KEPT:
            yield content[start:place]
    if frames > MOST_FRAMES:
        raise Refused(Reason.TOO_LARGE)
    yield b";"


def _color_table_size(packed: int) -> int:
    """In bytes, from the flags that announce it."""
    return 3 << (packed % 8 + 1) if packed & 0x80 else 0


def jpg_name(name: str) -> str:
    """The name of a file with .jpg in place of .jfif, as Windows calls some JPEGs: Wagtail takes that for
    another format than JPEG, and web servers do not know it."""
    return re.sub(r"\.jfif$", ".jpg", name, flags=re.IGNORECASE)


def check_pixels(content: bytes) -> tuple[int, int]:
    """Decode a picture, and write a corner of it as its sizes are written; gives its width and height.

    Raises Refused.
    """
    try:
        with one_at_a_time, Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            frames, pixels = getattr(picture, "n_frames", 1), picture.width * picture.height
            if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS or pixels * frames > MOST_MOVING_PIXELS:
                raise Refused(Reason.TOO_LARGE, f"{picture.width} × {picture.height}")
            for frame in (*range(1, frames), 0):
                picture.seek(frame)
                picture.load()
            corner = PillowImage(picture.crop((0, 0, 16, 16)))
            corner.auto_orient().save_as_webp(io.BytesIO())
            return picture.width, picture.height
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise Refused(Reason.TOO_LARGE) from error
    except Exception as error:  # the decoders say in many ways that a file is not right
        raise Refused(Reason.BROKEN) from error


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


registry.register_converter(PNGImageFile, PillowImage, open_png)
