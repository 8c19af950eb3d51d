"""Pictures as cameras and programs write them: with a place, a serial number and texts beside the pixels."""

import io

from PIL import Image, ImageCms, PngImagePlugin

# What may be found in none of the pictures that are shown, in each of the ways in which it is written.
SECRETS = (b"SECRET-SERIAL", b"SECRET-PLACE", b"52,5.5N", b"SECRET-IPTC", b"SECRET-AFTER")
XMP = b"<x:xmpmeta><exif:GPSLatitude>52,5.5N</exif:GPSLatitude>SECRET-PLACE</x:xmpmeta>"
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0fSECRET-IPTC"
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
FORMATS = ("jpg", "png", "gif", "webp")


def exif(*, turned: int = 1) -> Image.Exif:
    """As a telephone writes it."""
    made = Image.Exif()
    made[0x0112] = turned
    made[0x010F] = "SECRET-SERIAL"
    made.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 30.0)})
    made.get_ifd(0x8769).update({0xA431: "SECRET-SERIAL"})
    return made


def pixels(mode: str = "RGB", size: tuple[int, int] = (300, 220)) -> Image.Image:
    """A picture in which every corner differs."""
    made = Image.linear_gradient("L").resize(size).convert(mode)
    made.paste(made.crop((0, 0, 10, 10)).rotate(90), (0, 0))
    return made


def picture(kind: str, *, turned: int = 1, frames: int = 1, size: tuple[int, int] = (300, 220)) -> bytes:
    """A picture of this kind with all that it can say beside its pixels."""
    buffer = io.BytesIO()
    first, *rest = [pixels(size=size).rotate(number * 7) for number in range(frames)]
    more: dict = {"save_all": True, "append_images": rest, "duration": 100, "loop": 0} if rest else {}
    if kind == "jpg":
        first.save(
            buffer, "JPEG", exif=exif(turned=turned), xmp=XMP, icc_profile=SRGB, comment=b"SECRET-PLACE"
        )
        made = buffer.getvalue()
        return made[:2] + b"\xff\xed" + (len(IPTC) + 2).to_bytes(2, "big") + IPTC + made[2:] + b"SECRET-AFTER"
    if kind == "png":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", "SECRET-PLACE")
        texts.add_text("Serial", "SECRET-SERIAL", zip=True)
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        first.save(buffer, "PNG", exif=exif(turned=turned), pnginfo=texts, icc_profile=SRGB, **more)
    elif kind == "gif":
        first.convert("P").save(buffer, "GIF", comment=b"SECRET-PLACE", xmp=XMP, **more)
        return buffer.getvalue() + b"SECRET-AFTER"
    else:
        first.save(buffer, "WEBP", exif=exif(turned=turned), xmp=XMP, icc_profile=SRGB, lossless=True, **more)
    return buffer.getvalue()


def deep_grey() -> bytes:
    """A PNG in greys of 16 bits, dark at one side and light at the other."""
    buffer = io.BytesIO()
    made = Image.new("I;16", (64, 8))
    made.putdata([column * 1024 for _row in range(8) for column in range(64)])
    made.save(buffer, "PNG")
    return buffer.getvalue()
