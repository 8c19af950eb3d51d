"""A picture that is sent can be shown, says nothing of where it was taken, and lies where nobody guesses."""

import gc
import hashlib
import io
import random
import re
import time
import zlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from accounts.models import User
from tests.website.made_pictures import FORMATS, SECRETS, SRGB, deep_grey, picture
from website.models import Picture
from website.picture_sizes import STORY
from website.uploads.pictures import check_pixels, without_metadata
from website.uploads.refusal import Reason, Refused

BROKEN = "Deze afbeelding is niet te lezen"
TOO_LARGE = "Deze afbeelding heeft te veel pixels"


LONG = zlib.compress(b"a" * 2_000_000)


def png_with(kind: bytes, body: bytes) -> bytes:
    made = picture("png")
    piece = len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
    return made[:33] + piece + made[33:]


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that says it is this large; nobody should come to the pixels that it lacks."""
    made = plain_png()
    header = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + made[24:29]
    return made[:12] + header + zlib.crc32(header).to_bytes(4, "big") + made[33:]


def plain_png() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (8, 8)).save(buffer, "PNG")
    return buffer.getvalue()


def half(kind: str) -> bytes:
    made = picture(kind, size=(300, 200))
    return made[: len(made) * 6 // 10]


def verdict(content: bytes) -> str:
    try:
        check_pixels(without_metadata(content))
    except Refused as refused:
        return refused.reason
    return "shown"


@pytest.fixture
def editor(db, client) -> Client:
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))
    return client


FIELDS = {"title": "Draaibank", "description": "Een draaibank", "licence": "cc-by-4.0", "collection": "1"}


def add(client: Client, file: SimpleUploadedFile) -> str:
    """What the screen for one picture says of the file, or nothing."""
    response = client.post(reverse("wagtailimages:add"), {**FIELDS, "file": file})
    if response.status_code == 302:
        return ""
    form = response.context["form"]
    assert (list(form.errors), form["description"].value()) == (["file"], "Een draaibank")
    return form.errors["file"][0]


def add_among_many(client: Client, file: SimpleUploadedFile) -> str:
    """The same of the screen for many."""
    response = client.post(reverse("wagtailimages:add_multiple"), {"title": "Draaibank", "files[]": file})
    answer = response.json()
    if not answer["success"]:
        return answer["error_message"]
    pk = answer["uploaded_file_id"]
    fields = {f"uploaded-image-{pk}-{name}": value for name, value in FIELDS.items()}
    answer = client.post(reverse("wagtailimages:create_multiple_from_uploaded_image", args=[pk]), fields)
    return "" if answer.json()["success"] else answer.json()["form"]


def add_in_chooser(client: Client, file: SimpleUploadedFile) -> str:
    """The same of the window in which a picture is chosen."""
    fields = {f"image-chooser-upload-{name}": value for name, value in FIELDS.items()}
    response = client.post(
        reverse("wagtailimages_chooser:create"), {**fields, "image-chooser-upload-file": file}
    )
    answer = response.json()
    if answer["step"] == "chosen":
        return ""
    errors = re.findall(r'class="w-field__errors[^"]*"[^>]*>(.*?)</div>', answer["htmlFragment"], re.S)
    assert "Een draaibank" in answer["htmlFragment"]
    return " ".join(re.sub(r"<[^>]+>", " ", "".join(errors)).split())


def replace(client: Client, file: SimpleUploadedFile) -> str:
    """The same of the screen on which the file of a picture is replaced."""
    stored = Picture.objects.create(
        title="Oud", description="Oud", file=ContentFile(picture("png"), name="oud.png")
    )
    response = client.post(reverse("wagtailimages:edit", args=[stored.pk]), {**FIELDS, "file": file})
    if response.status_code == 302:
        return ""
    return response.context["form"].errors["file"][0]


WAYS_IN = [add, add_among_many, add_in_chooser, replace]


@pytest.mark.parametrize("way", WAYS_IN)
def test_picture_that_cannot_be_shown_is_refused_at_its_field_in_every_way_in(editor, way):
    said = [
        way(editor, SimpleUploadedFile("half.jpg", half("jpg"), "image/jpeg")),
        way(editor, SimpleUploadedFile("kleuren.png", png_with(b"iCCP", b"a\0\0" + LONG), "image/png")),
        way(editor, SimpleUploadedFile("groot.png", png_of_size(5001, 5000), "image/png")),
    ]

    assert [text[: len(start)] for text, start in zip(said, [BROKEN, BROKEN, TOO_LARGE], strict=True)] == [
        BROKEN,
        BROKEN,
        TOO_LARGE,
    ]
    assert Picture.objects.exclude(title="Oud").count() == 0


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.parametrize("way", WAYS_IN)
@pytest.mark.parametrize("extension", ["jpg", "jfif"])
def test_picture_is_kept_without_its_place_under_a_name_of_its_own_in_every_way_in(editor, way, extension):
    content = picture("jpg", turned=6)

    said = way(editor, SimpleUploadedFile(f"geheim-beeld.{extension}", content, "image/jpeg"))

    stored = Picture.objects.latest("pk")
    kept = Path(stored.file.path).read_bytes()
    assert (said, [secret for secret in SECRETS if secret in kept]) == ("", [])
    assert re.fullmatch(r"original_images/[0-9a-f]{16}-geheim-beeld\.jpg", stored.file.name)
    assert (stored.file_size, stored.file_hash) == (len(kept), hashlib.sha1(kept).hexdigest())
    del stored
    gc.collect()  # Wagtail leaves the file that it stored to the garbage collector


@pytest.mark.parametrize("kind", FORMATS)
def test_half_a_picture_is_broken(kind):
    assert verdict(half(kind)) == Reason.BROKEN


@pytest.mark.parametrize("tail", [b"", b"\x00", b"\xd0"])
def test_picture_whose_tail_was_erased_is_refused_soon(tail):
    content = half("jpg") + b"\xff" * 2_000_000 + tail
    begun = time.process_time()

    assert verdict(content) == Reason.BROKEN
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("frames", [1, 3])
def test_only_what_is_not_the_picture_is_taken_out_of_it(kind, frames):
    content = picture(kind, frames=frames)

    kept = without_metadata(content)

    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(kept)) as after:
        assert [secret for secret in SECRETS if secret in kept] == []
        assert dict(after.getexif()) == {}
        for frame in range(getattr(before, "n_frames", 1)):
            before.seek(frame)
            after.seek(frame)
            assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()
        names = ("icc_profile", "duration", "loop")
        assert [after.info.get(name) for name in names] == [before.info.get(name) for name in names]
        assert getattr(after, "n_frames", 1) == getattr(before, "n_frames", 1)
    assert without_metadata(kept) == kept


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_picture_keeps_which_side_is_up_and_no_more(kind):
    with Image.open(io.BytesIO(without_metadata(picture(kind, turned=6)))) as kept:
        assert dict(kept.getexif()) == {0x0112: 6}
        assert kept.info["icc_profile"] == SRGB


def test_long_texts_in_a_png_are_taken_out_and_no_reason_to_refuse_it():
    text = b"Comment\0\0" + LONG

    assert verdict(png_with(b"zTXt", text)) == "shown"


def test_pixels_are_counted_before_they_are_decoded():
    wide = [png_of_size(side, side) for side in (5_001, 13_370, 30_000)]
    moving = picture("gif", frames=3)

    assert [verdict(one) for one in (*wide, moving)] == [*[Reason.TOO_LARGE] * 3, "shown"]


def test_moving_picture_without_an_end_is_too_large(monkeypatch):
    monkeypatch.setattr("website.uploads.pictures.MOST_MOVING_PIXELS", 60 * 40 * 2)

    assert verdict(picture("gif", frames=3)) == Reason.TOO_LARGE


def with_frames(kind: str, number: int) -> bytes:
    """A moving picture whose last frame comes so many times."""
    made = picture(kind, frames=2)
    if kind == "png":
        place, end = made.rindex(b"fcTL") - 4, made.rindex(b"IEND") - 4
    elif kind == "webp":
        place, end = made.rindex(b"ANMF"), made.rindex(b"EXIF")
    else:
        place, end = made.rindex(b"\x21\xf9"), made.rindex(b"\x3bSECRET")
    made = made[:end] + made[place:end] * (number - 2) + made[end:]
    return made[:4] + (len(made) - 8).to_bytes(4, "little") + made[8:] if kind == "webp" else made


@pytest.mark.parametrize("kind", ["png", "gif", "webp"])
def test_moving_picture_of_more_frames_than_anybody_draws_is_refused_before_one_is_decoded(kind):
    with pytest.raises(Refused) as refused:
        without_metadata(with_frames(kind, 1_001))

    assert refused.value.reason == Reason.TOO_LARGE
    assert without_metadata(with_frames(kind, 1_000))


def with_scans(number: int) -> bytes:
    """A JPEG that loads in steps, the last of which comes again until it has so many."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, "JPEG", progressive=True)
    made = buffer.getvalue()
    last = made[made.rindex(b"\xff\xda") : -2]
    return made[:-2] + last * (number - made.count(b"\xff\xda")) + made[-2:]


def test_jpeg_that_loads_in_more_steps_than_a_program_writes_is_refused_before_one_is_decoded():
    with pytest.raises(Refused) as refused:
        without_metadata(with_scans(101))

    assert refused.value.reason == Reason.BROKEN
    assert verdict(with_scans(10)) == "shown"


@pytest.mark.parametrize("kind", FORMATS)
def test_damaged_picture_is_shown_or_refused_and_never_breaks_the_site(kind):
    luck = random.Random(kind)
    content = picture(kind, frames=2)

    for _number in range(300):
        damaged = bytearray(content)
        for _place in range(luck.randint(1, 20)):
            damaged[luck.randrange(len(damaged))] = luck.randrange(256)
        cut = bytes(damaged[: luck.choice([len(damaged), luck.randrange(len(damaged))])])
        assert verdict(cut) in {"shown", Reason.BROKEN, Reason.TOO_LARGE}


@pytest.mark.django_db
def test_picture_in_deep_greys_is_as_dark_in_its_sizes_as_it_is():
    stored = Picture.objects.create(
        title="Röntgen", description="Een hand", file=ContentFile(deep_grey(), name="hand.png")
    )

    # The size to share is cut at both sides.
    made = stored.get_renditions(*STORY)

    for one in made.values():
        with Image.open(one.file.path) as shown:
            greys = shown.convert("L")
            left, right = greys.getpixel((1, 4)), greys.getpixel((shown.width - 2, 4))
        assert (left < 10, right > 240) == (True, True)


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_picture_that_waits_for_its_description_has_no_address(editor, settings):
    file = SimpleUploadedFile("geheim.jpg", picture("jpg"), "image/jpeg")

    answer = editor.post(reverse("wagtailimages:add_multiple"), {"title": "Draaibank", "files[]": file})

    waiting = UploadedFile.objects.get(pk=answer.json()["uploaded_file_id"])
    kept = Path(waiting.file.path)
    assert kept.exists()
    assert not kept.is_relative_to(settings.MEDIA_ROOT)


def test_account_has_no_portrait_which_would_be_public_and_without_bounds(editor):
    fields = {"name_email-first_name": "Ans", "name_email-last_name": "Bos"}
    fields |= {"name_email-email": "redactie@voorbeeld.example", "theme-theme": "system"}
    fields |= {"theme-density": "default", "theme-contrast": "system", "theme-keyboard_shortcuts": "on"}
    fields |= {"locale-current_time_zone": "Europe/Amsterdam"}
    portrait = SimpleUploadedFile("groot.png", png_of_size(13_370, 13_370))

    screen = editor.get(reverse("wagtailadmin_account")).content.decode()
    answer = editor.post(reverse("wagtailadmin_account"), {**fields, "avatar-avatar": portrait})

    saved = UserProfile.objects.get()
    assert ("avatar-avatar" in screen, answer.status_code) == (False, 302)
    # No mail is sent yet, so nothing is asked about it.
    assert "_notifications" not in screen
    assert (saved.user.first_name, saved.avatar.name or "") == ("Ans", "")
