"""The page cache: the same page for everybody, never an old one, and nothing that is somebody's."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from tests.journeys.paths import NEW, PATHS, begin
from tests.website.keeping import HIT, MADE, ask, kept_keys, status_of
from website.models import ContentPage, StandardPage
from website.page_cache import expiry, store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_are_kept")]

# Where a page may lie before or after any of the paths, and what tells of pages.
ADDRESSES = (
    *("/", "/sitemap.xml", "/boven/", "/boven/klaproos/", "/elders/", "/elders/klaproos/"),
    *("/zwaluw/", "/boven/zwaluw/", "/alias/", "/hoger/", "/hoger/klaproos/"),
)


@pytest.fixture
def time_machine_at(time_machine):
    """Sets the clock, and holds it there."""
    return lambda moment: time_machine.move_to(moment, tick=False)


def seen(addresses=ADDRESSES) -> dict[str, tuple[int, bytes]]:
    return {path: (answer.status_code, answer.content) for path in addresses for answer in [ask(path)]}


def test_page_asked_twice_is_made_once_and_costs_one_query(page):
    first = ask()
    with CaptureQueriesContext(connection) as captured:
        second = ask()

    assert (status_of(first), status_of(second)) == (MADE, HIT)
    assert second.content == first.content
    assert len(captured) == 1


def test_page_that_is_kept_has_the_headers_of_one_that_is_made(page):
    first, second = ask(), ask()

    made, kept = dict(first.items()), dict(second.items())
    # Each request has a number of its own, added on the way out.
    assert made.pop("X-Request-ID", "made") != kept.pop("X-Request-ID", "kept")
    assert {**made, "Cache-Status": HIT} == kept
    assert kept["Cache-Control"] == "private, no-cache"
    assert kept["Vary"] == "Cookie, Accept-Encoding"
    assert "default-src 'none'" in kept["Content-Security-Policy"]


@pytest.fixture
def walk(home, client, request):
    path = PATHS[request.param]
    steps = begin(home, client)
    path.prepare(steps)
    return path, steps


@pytest.mark.parametrize("walk", set(PATHS) - {"draft in admin"}, indirect=True)
def test_change_along_any_path_is_seen_on_the_very_next_request(walk, settings):
    path, steps = walk
    before = seen()

    path.walk(steps)
    after = seen()

    settings.PAGE_CACHE_SECONDS = 0
    assert after == seen()
    # Pages that expired were gone before the path was walked.
    assert (after != before) == (path not in (PATHS["expiry"], PATHS["command of wagtail"]))


def test_draft_that_is_saved_leaves_the_kept_page_as_it_is(home, client):
    steps = begin(home, client)
    ask("/boven/klaproos/")

    PATHS["draft in admin"].walk(steps)
    steps.page.refresh_from_db()
    steps.page.draft_title = "Nog niet"
    steps.page.save(update_fields=["draft_title", "latest_revision"], clean=False)
    answer = ask("/boven/klaproos/")

    assert status_of(answer) == HIT
    assert NEW.encode() not in answer.content


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"expire_at": timedelta(seconds=20)}, 404),
        # A page that is live but whose day has not come yet.
        ({"go_live_at": timedelta(seconds=20)}, 200),
    ],
)
def test_moment_set_for_a_page_ends_what_is_kept_though_nothing_swept(page, time_machine_at, change, status):
    now = timezone.now()
    ContentPage.objects.filter(pk=page.pk).update(**{name: now + wait for name, wait in change.items()})
    time_machine_at(now + timedelta(seconds=1))
    before = ask(), seen(["/sitemap.xml"])
    time_machine_at(now + timedelta(seconds=19))
    just_before = ask()
    time_machine_at(now + timedelta(seconds=20))

    after = ask(), seen(["/sitemap.xml"])

    assert before[0].status_code == just_before.status_code
    assert after[0].status_code == status
    assert (before[0].status_code == 404) == (status == 200)
    assert before[1] != after[1]


def test_page_is_kept_for_a_minute_and_not_longer(page, time_machine_at):
    now = timezone.now().replace(hour=12)
    time_machine_at(now)
    ask()
    time_machine_at(now + timedelta(seconds=59))
    soon = status_of(ask())
    time_machine_at(now + timedelta(seconds=60))

    assert (soon, status_of(ask())) == (HIT, MADE)


def test_page_made_before_midnight_is_not_given_after_it(page, time_machine_at):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    time_machine_at(midnight - timedelta(seconds=5))
    ask()
    time_machine_at(midnight - timedelta(seconds=1))
    before = status_of(ask())
    time_machine_at(midnight)

    assert (before, status_of(ask())) == (HIT, MADE)


def test_moment_that_another_room_tells_ends_what_is_kept(page, time_machine_at, monkeypatch):
    now = timezone.now().replace(hour=12)
    monkeypatch.setattr(expiry, "sources", [lambda asked: now + timedelta(seconds=10)])
    time_machine_at(now)
    ask()
    time_machine_at(now + timedelta(seconds=10))

    assert status_of(ask()) != HIT


def test_page_begun_before_a_moment_is_not_kept_beyond_it(home, time_machine_at):
    now = timezone.now().replace(hour=12)
    home.add_child(instance=StandardPage(title="Weg", slug="weg", expire_at=now + timedelta(seconds=10)))
    time_machine_at(now + timedelta(seconds=11))
    ask("/")

    # Who began just before the moment is ready just after it.
    store.keep("k", HttpResponse("oud"), asked_at=now + timedelta(seconds=9))

    assert cache.get("k") is None


def test_sites_and_schemes_have_pages_of_their_own(page, home, settings):
    settings.ALLOWED_HOSTS = ["*"]
    Site.objects.create(hostname="testserver", root_page=home)
    ask("/sitemap.xml")

    other = ask("/sitemap.xml", host="testserver")
    secure = Client(headers={"host": "localhost"}).get("/sitemap.xml", secure=True)

    assert (status_of(other), status_of(secure)) == (MADE, MADE)


def test_head_is_answered_from_the_page_that_is_kept_and_keeps_that_page_itself(page):
    visitor = Client(headers={"host": "localhost"})
    cold = visitor.head("/klaproos/")
    got = ask()
    warm = visitor.head("/klaproos/")

    assert [status_of(answer) for answer in (cold, got, warm)] == [MADE, HIT, HIT]
    assert b"Klaproos" in got.content
    assert [(one.content, one["ETag"]) for one in (cold, warm)] == [(b"", got["ETag"])] * 2


def test_browser_that_has_the_page_is_told_so_until_it_changes(page):
    etag = ask()["ETag"]
    same = ask(if_none_match=etag)
    weak = ask(if_none_match=f'W/{etag}, "other"')
    page.title = "Zwaluw"
    page.save()
    changed = ask(if_none_match=etag)
    page.unpublish()
    gone = ask(if_none_match=etag)

    assert [answer.status_code for answer in (same, weak, changed, gone)] == [304, 304, 200, 404]
    assert (same.content, same["ETag"], same["Cache-Control"]) == (b"", etag, "private, no-cache")
    assert changed["ETag"] != etag


def test_page_that_nobody_changed_keeps_its_tag_in_the_next_version(page, home):
    etag = ask()["ETag"]
    page.save()

    assert ask(if_none_match=etag).status_code == 304


def test_pages_of_another_release_are_not_given(page, monkeypatch):
    ask()
    monkeypatch.setattr(store, "release", lambda: "another")
    other = ask()
    monkeypatch.undo()

    assert (status_of(other), status_of(ask())) == (MADE, HIT)


def test_cache_that_is_switched_off_keeps_nothing(page, settings):
    settings.PAGE_CACHE_SECONDS = 0
    ask()

    assert status_of(ask()) is None
    assert kept_keys() == set()


def test_cache_that_loses_everything_costs_nothing_but_time(page):
    first = ask()
    cache.clear()

    again = ask()

    assert (again.content, status_of(again)) == (first.content, MADE)
