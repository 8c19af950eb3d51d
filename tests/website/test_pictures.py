"""A picture's sizes are promised when it is saved and made by the outbox, not at a visitor's first view."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Pixels

from outbox.drain import drain
from outbox.models import Promise
from website.models import Picture
from website.renditions import SPECS

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
    assert list(Promise.objects.values_list("key", flat=True)) == [f"renditions:{picture.pk}"]


def test_promise_kept_makes_every_size_once(picture):
    drain()
    first = picture.renditions.count()
    picture.save()
    drain()

    assert (first, picture.renditions.count()) == (len(SPECS), len(SPECS))


def test_promise_of_a_picture_that_was_deleted_is_simply_done(picture):
    picture.delete()

    drain()

    assert list(Promise.objects.values_list("state", flat=True)) == ["done"]
