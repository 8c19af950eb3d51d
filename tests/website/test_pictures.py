"""A picture's sizes are promised when it is saved and made by the outbox, not at a visitor's first view."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image as Pixels

from outbox.drain import drain
from outbox.enums import State
from outbox.models import OutboxMessage
from website.models import Picture
from website.picture_sizes import SPECS

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture() -> Picture:
    buffer = io.BytesIO()
    Pixels.new("RGB", (1600, 900), "steelblue").save(buffer, "JPEG")
    return Picture.objects.create(
        title="Werkplaats",
        description="Een draaibank",
        file=ContentFile(buffer.getvalue(), name="werkplaats.jpg"),
    )


def test_picture_saved_promises_its_sizes_and_makes_none_yet(picture):
    assert picture.renditions.count() == 0
    assert list(OutboxMessage.objects.values_list("key", flat=True)) == [f"renditions:{picture.pk}"]


def test_promise_kept_makes_every_size_once(picture):
    drain()
    first = picture.renditions.count()
    picture.save()
    drain()

    assert (first, picture.renditions.count()) == (len(SPECS), len(SPECS))


def test_promise_of_a_picture_that_was_deleted_is_simply_done(picture):
    picture.delete()

    drain()

    assert list(OutboxMessage.objects.values_list("state", flat=True)) == ["done"]


def test_promise_that_was_given_up_is_done_once_its_broken_picture_is_deleted(picture):
    OutboxMessage.objects.update(state=State.FAILED)

    Picture.objects.filter(pk=picture.pk).delete()
    drain()

    assert list(OutboxMessage.objects.values_list("state", flat=True)) == ["done"]


def test_size_left_by_somebody_who_died_before_its_row_was_written_is_replaced(picture, monkeypatch):
    class Died(BaseException):
        """As a process that is gone: nothing of ours runs any more."""

    def die(*args, **options):
        raise Died

    with monkeypatch.context() as patch:
        # Files are written while rows are prepared; after that nothing more happened.
        patch.setattr("django.db.models.query.QuerySet._batched_insert", die)
        with pytest.raises(Died), transaction.atomic():
            picture.get_renditions(*SPECS)
    picture.get_renditions(*SPECS)

    # By what its name begins with: a picture of another test, undone since, may have had the same number.
    folder = Path(settings.MEDIA_ROOT, "images", str(picture.pk))
    files = list(folder.glob(f"{Path(picture.file.name).name[:16]}*"))
    assert len(files) == picture.renditions.count() == len(SPECS)


def test_sizes_of_two_pictures_with_nearly_the_same_long_name_are_files_of_their_own(picture):
    with picture.open_file() as file:
        content = file.read()
    names = [f"{'werkplaats-' * 7}{number}.jpg" for number in (1, 2)]
    made = [
        Picture.objects.create(title=name, description="Een draaibank", file=ContentFile(content, name=name))
        for name in names
    ]

    files = {rendition.file.name for one in made for rendition in one.get_renditions(*SPECS).values()}

    assert len(files) == 2 * len(SPECS)
