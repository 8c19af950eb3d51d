"""The frame of a page is read once and kept, and is never another than the content has it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from tests.journeys.paths import PATHS, begin
from tests.website.keeping import ask
from website import navigation
from website.models import ContentPage, HomePage, StandardPage

pytestmark = pytest.mark.django_db

ADDRESSES = (
    "/",
    "/boven/",
    "/boven/klaproos/",
    "/elders/",
    "/elders/klaproos/",
    "/hoger/klaproos/",
    "/zwaluw/",
)


def seen() -> dict[str, tuple[int, bytes]]:
    return {path: (answer.status_code, answer.content) for path in ADDRESSES for answer in [ask(path)]}


def test_second_page_does_not_read_the_menu_anew(home):
    home.add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))
    ask("/klaproos/")
    before = navigation.read_chrome.cache_info()

    assert ask("/klaproos/").status_code == 200

    after = navigation.read_chrome.cache_info()
    assert (after.hits, after.misses) == (before.hits + 1, before.misses)


@pytest.mark.parametrize("name", sorted(PATHS))
def test_frame_is_that_of_the_content_after_a_change_along_any_path(home, client, name):
    steps = begin(home, client)
    PATHS[name].prepare(steps)
    before = seen()

    PATHS[name].walk(steps)
    after = seen()

    navigation.read_chrome.cache_clear()
    assert seen() == after
    assert {status for status, _content in before.values()} <= {200, 404, 410}


@pytest.mark.parametrize(("change", "there"), [("expire_at", (True, False)), ("go_live_at", (False, True))])
def test_entry_of_the_menu_comes_and_goes_at_its_moment_though_nothing_swept(
    home, time_machine, change, there
):
    page = home.add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))
    now = timezone.now()
    ContentPage.objects.filter(pk=page.pk).update(**{change: now + timedelta(seconds=20)})

    stood = []
    for seconds in (1, 21):
        time_machine.move_to(now + timedelta(seconds=seconds), tick=False)
        stood.append(b"Klaproos" in ask("/").content)

    assert tuple(stood) == there


def test_what_the_home_page_says_at_the_foot_is_seen_at_once_on_every_page(home):
    home.add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))
    ask("/klaproos/")

    HomePage.objects.filter(pk=home.pk).update(run_by="Gemeente Zwaluwdam")

    assert "Gemeente Zwaluwdam" in ask("/klaproos/").content.decode()


def test_request_that_writes_on_its_home_page_leaves_the_kept_one_alone(home, rf):
    first, second = (rf.get("/", headers={"host": "localhost"}) for _ in range(2))

    navigation.known_site(first).root_page.title = "Beklad"

    assert navigation.known_site(second).root_page.title == home.title


def test_trail_leads_through_all_pages_above(home):
    above = home.add_child(instance=StandardPage(title="Boven", slug="boven"))
    middle = above.add_child(instance=StandardPage(title="Midden", slug="midden"))
    middle.add_child(instance=StandardPage(title="Onder", slug="onder"))

    addresses = ("/boven/", "/boven/midden/", "/boven/midden/onder/")
    trails = [ask(path).context["trail"] for path in addresses]

    boven, midden = {"title": "Boven", "url": "/boven/"}, {"title": "Midden", "url": "/boven/midden/"}
    assert trails == [[], [boven], [boven, midden]]


def test_one_frame_is_kept_for_a_site_under_however_many_names_it_is_asked(home, settings):
    navigation.read_chrome.cache_clear()
    settings.ALLOWED_HOSTS = ["*"]

    for number in range(20):
        assert ask("/", host=f"naam{number}.example:{number}").status_code == 200

    assert navigation.read_chrome.cache_info().currsize == 1


def test_sites_have_frames_of_their_own(home, settings):
    settings.ALLOWED_HOSTS = ["*"]
    root = home.get_parent()
    other = root.add_child(instance=StandardPage(title="Anders", slug="anders"))
    Site.objects.create(hostname="anders.example", root_page=other)
    home.add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))

    first, second = ask("/"), ask("/", host="anders.example")

    assert [b"Klaproos" in answer.content for answer in (first, second)] == [True, False]
