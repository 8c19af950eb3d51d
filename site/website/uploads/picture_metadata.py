"""Removes metadata from a picture: where it was taken, when, with which camera.

The pieces of the file that make the picture are copied byte for byte, so nothing is lost of its pixels,
colours (ICC) and movement. Only pieces that are known are kept: what a camera or program adds of its own
(EXIF, XMP, IPTC, texts, previews, whatever follows the end) may say anything. Which side is up is kept.
"""

import io
import re
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from website.uploads.refusal import Reason, Refused

ORIENTATION = 0x0112
# Each takes time, whatever it holds; a progressive JPEG has some ten scans.
MOST_SCANS = 100
MOST_FRAMES = 1_000
# In a JPEG: tables, frames and scans; 0xD0-0xD7 and 0x01 stand by themselves inside the scans.
JPEG_KEPT = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF}
JPEG_APP_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"),
    *(b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs"),
}
WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
WEBP_EXIF, WEBP_XMP = 0x08, 0x04
GIF_APPLICATIONS_KEPT = {b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"}


def without_metadata(content: bytes) -> bytes:
    """Give the picture without metadata; leave what is no JPEG, PNG, GIF or WebP as it is.

    Raises Refused when it ends too early, its pieces do not follow each other, or it has too many of them.
    """
    copy = _copier(content)
    if copy is None:
        return content
    try:
        return copy(content)
    except (IndexError, ValueError, struct.error) as error:
        raise Refused(Reason.BROKEN) from error


def _copier(content: bytes) -> Callable[[bytes], bytes] | None:
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg
    if content.startswith(PNG_START):
        return _png
    if content.startswith((b"GIF87a", b"GIF89a")):
        return _gif
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp
    return None


def _count_frames(frames: int) -> None:
    if frames > MOST_FRAMES:
        raise Refused(Reason.TOO_LARGE)


def _orientation_only(exif: bytes) -> bytes:
    """EXIF with the orientation only, or nothing when the picture is upright."""
    read = Image.Exif()
    try:
        read.load(exif)
        turned = read.get(ORIENTATION, 1)
    except Exception:  # it is the camera's, and Pillow says in many ways that it is not right
        return b""
    if turned not in range(2, 9):
        return b""
    kept = Image.Exif()
    kept[ORIENTATION] = turned
    return kept.tobytes()


def _jpeg(content: bytes) -> bytes:
    out = io.BytesIO()
    out.write(b"\xff\xd8")
    place, turned, scans = 2, False, 0
    while True:
        while content[place] == 0xFF and content[place + 1] == 0xFF:
            place += 1
        if content[place] != 0xFF:
            raise ValueError("no marker")
        marker = content[place + 1]
        if marker == 0xD9:
            return out.getvalue() + b"\xff\xd9"
        end = place + 2 + struct.unpack_from(">H", content, place + 2)[0]
        body = content[place + 4 : end]
        if marker == 0xDA:
            scans += 1
            if scans > MOST_SCANS:
                raise ValueError("too many scans")
            following = JPEG_MARKER.search(content, end)
            if following is None:
                raise ValueError("no end")
            end = following.start()
        if marker in JPEG_KEPT or (marker in JPEG_APP_KEPT and body.startswith(JPEG_APP_KEPT[marker])):
            out.write(content[place:end])
        elif marker == 0xE1 and body.startswith(b"Exif\0\0") and not turned:
            exif = _orientation_only(body)
            turned = bool(exif)
            if turned:
                out.write(b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
        place = end


def _png(content: bytes) -> bytes:
    out = io.BytesIO()
    out.write(PNG_START)
    place, frames = len(PNG_START), 0
    while True:
        length, kind = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content):
            raise ValueError("no end")
        if kind == b"fcTL":
            frames += 1
            _count_frames(frames)
        if kind in PNG_KEPT:
            out.write(content[place:end])
        elif kind == b"eXIf":
            exif = _orientation_only(content[place + 8 : end - 4]).removeprefix(b"Exif\0\0")
            if exif:
                out.write(_png_chunk(kind, exif))
        if kind == b"IEND":
            return out.getvalue()
        place = end


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _webp(content: bytes) -> bytes:
    end = 8 + struct.unpack_from("<I", content, 4)[0]
    if end > len(content) + 1:
        raise ValueError("no end")
    pieces = []
    place, flags = 12, 0
    while place + 8 <= min(end, len(content)):
        kind, length = struct.unpack_from("<4sI", content, place)
        body = content[place + 8 : place + 8 + length]
        if len(body) < length:
            raise ValueError("no end")
        if kind == b"EXIF":
            body = _orientation_only(body)
            flags = WEBP_EXIF if body else 0
        if kind in WEBP_KEPT or (kind == b"EXIF" and body):
            pieces.append((kind, body))
        place += 8 + length + length % 2
    _count_frames(sum(kind == b"ANMF" for kind, _body in pieces))
    out = io.BytesIO()
    for kind, body in pieces:
        if kind == b"VP8X":
            body = bytes([body[0] & ~(WEBP_EXIF | WEBP_XMP) | flags]) + body[1:]
        out.write(struct.pack("<4sI", kind, len(body)) + body + b"\0" * (len(body) % 2))
    made = out.getvalue()
    return struct.pack("<4sI4s", b"RIFF", len(made) + 4, b"WEBP") + made


def _gif(content: bytes) -> bytes:
    out = io.BytesIO()
    place, frames = 13 + _color_table_size(content[10]), 0
    out.write(content[:place])
    while True:
        start, kind = place, content[place]
        if kind == 0x3B:
            out.write(b"\x3b")
            return out.getvalue()
        if kind == 0x21:
            place = _after_blocks(content, start + 2)
            name = content[start + 3 : start + 14]
            kept = content[start + 1] == 0xF9 or (
                content[start + 1] == 0xFF and name in GIF_APPLICATIONS_KEPT
            )
        elif kind == 0x2C:
            frames += 1
            _count_frames(frames)
            place = _after_blocks(content, start + 11 + _color_table_size(content[start + 9]))
            kept = True
        else:
            raise ValueError("no block")
        if kept:
            out.write(content[start:place])


def _color_table_size(packed: int) -> int:
    """The size in bytes of a colour table, from the flags that announce it."""
    return 3 << (packed % 8 + 1) if packed & 0x80 else 0


def _after_blocks(content: bytes, place: int) -> int:
    while content[place]:
        place += content[place] + 1
    return place + 1
