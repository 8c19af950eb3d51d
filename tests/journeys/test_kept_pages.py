"""Pages that visitors get from the cache follow everything they are built from, on the very next request."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db.models import Value
from django.db.models.functions import Concat, Right
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from casebook.models import Organisation, Partnership, Perspective, Region, Sector, Sighting
from events.models import MeetingPage
from website.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db

OBSTACLE = "/drempels/van-iedereen-van-niemand/"
TCR = "techniek-college-rotterdam"
PORTRAIT = f"/portretten/{TCR}/"
LESSONS = ContentPage.objects.filter(url_path__endswith="/lessen/")
MEETINGS = "/bijeenkomsten/"
WORD = "Klaproosje"


@pytest.fixture(autouse=True)
def kept(settings, demo):
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    Site.clear_site_root_paths_cache()
    yield
    cache.clear()


def ask(path: str):
    return Client(headers={"host": "localhost"}).get(path)


def is_kept(path: str) -> bool:
    ask(path)
    return "hit" in ask(path)["Cache-Status"]


def rename(model, **found) -> None:
    """Past every signal, as an import does."""
    assert model.objects.filter(**found).update(name=Concat(Value(f"{WORD} "), Right("name", 60)))


PARTS = {
    "partnership": (PORTRAIT, lambda: rename(Partnership, slug=TCR)),
    "organisation": (PORTRAIT, lambda: rename(Organisation, memberships__partnership__slug=TCR)),
    "sector": (PORTRAIT, lambda: rename(Sector)),
    "region": (PORTRAIT, lambda: rename(Region)),
    "perspective": (OBSTACLE, lambda: rename(Perspective)),
    "contact": ("/privacy/", lambda: HomePage.objects.update(run_by=WORD)),
    "menu": ("/privacy/", lambda: LESSONS.update(title=WORD)),
}


@pytest.mark.parametrize("part", PARTS)
def test_page_shows_at_once_what_became_of_a_part_of_it(part):
    path, change = PARTS[part]
    before = is_kept(path), WORD in ask(path).content.decode()

    change()

    assert before == (True, False)
    assert WORD in ask(path).content.decode()


def test_sighting_that_is_deleted_is_gone_at_once():
    before = is_kept(OBSTACLE), ask(OBSTACLE).content

    Sighting.objects.all().delete()
    after = ask(OBSTACLE)

    assert before[0]
    assert after.content != before[1]


def test_meeting_that_is_over_leaves_the_coming_ones_though_nothing_ran(time_machine):
    now = timezone.now().replace(hour=12)
    time_machine.move_to(now, tick=False)
    meeting = MeetingPage.objects.filter(starts_at__gt=now).earliest("starts_at")
    MeetingPage.objects.filter(pk=meeting.pk).update(
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(seconds=10)
    )
    before = is_kept(MEETINGS), ask(MEETINGS).content

    time_machine.move_to(now + timedelta(seconds=11), tick=False)
    after = ask(MEETINGS)

    assert before[0]
    assert after.content != before[1]
    assert "hit" not in after["Cache-Status"]
