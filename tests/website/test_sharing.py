"""What programs elsewhere show of a page when somebody shares its address."""

import io
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image as Pixels

from accounts.enums import Audience
from website.models import HomePage, Picture, StandardPage
from website.templatetags.sharing import sharing

pytestmark = pytest.mark.django_db
ROOT = "http://localhost"
SUMMARY = "Waar de stroom vandaan komt, en wie er de sleutel van het hek heeft."


def tags(html: str) -> dict[str, str]:
    """What the head says for such programs, by name."""
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', html)
    return {name: unescape(value) for name, value in found}


def read(url: str, host: str = "localhost") -> dict[str, str]:
    answer = Client().get(url, headers={"host": host})
    assert answer.status_code == 200
    return tags(answer.content.decode())


@pytest.fixture
def picture() -> Picture:
    buffer = io.BytesIO()
    Pixels.new("RGBA", (1600, 900), (70, 130, 180, 128)).save(buffer, "PNG")
    file = ContentFile(buffer.getvalue(), name="werkplaats.png")
    return Picture.objects.create(title="Werkplaats", description="Een “draaibank”", file=file)


def page_with(home: HomePage, *pictures: Picture) -> StandardPage:
    body = [{"type": "figure", "value": {"picture": picture.pk, "caption": ""}} for picture in pictures]
    page = StandardPage(title='Wie & "wat"', slug="wie", summary=SUMMARY, body=body)
    return home.add_child(instance=page)


def test_page_without_a_picture_is_shared_with_that_of_the_house(home):
    page_with(home)

    assert read("/wie/") == {
        "og:type": "article",
        "og:title": 'Wie & "wat"',
        "og:description": SUMMARY,
        "og:url": f"{ROOT}/wie/",
        "og:site_name": "Regiobrug",
        "og:locale": "nl_NL",
        "og:image": f"{ROOT}/static/website/img/share.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "De naam Regiobrug op een brug over water",
        "twitter:card": "summary_large_image",
    }


def test_page_is_shared_with_its_first_picture_as_a_jpeg_of_that_size(home, picture):
    page_with(home, picture)

    said = read("/wie/")

    url = said["og:image"]
    (sized,) = [one for one in picture.renditions.all() if f"{ROOT}{one.url}" == url]
    with sized.file.open() as file, Pixels.open(file) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (1200, 630))
    assert said["og:image:alt"] == "Een “draaibank”"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")


def test_picture_that_is_gone_from_the_disk_gives_way_to_that_of_the_house(home, picture):
    page_with(home, picture)
    Path(picture.file.path).unlink()

    assert read("/wie/")["og:image"] == f"{ROOT}/static/website/img/share.png"


def test_picture_costs_no_query_more_than_its_figure_does(home, picture, monkeypatch):
    page_with(home, picture)
    read("/wie/")  # makes its sizes
    counted = {}
    for name in ("with", "without"):
        picture.renditions.model.cache_backend.clear()
        if name == "without":
            monkeypatch.setattr(StandardPage, "first_picture", lambda self: None)
        with CaptureQueriesContext(connection) as captured:
            read("/wie/")
        counted[name] = len(captured)

    assert counted["with"] == counted["without"]


def test_home_page_is_shared_as_a_website(home):
    said = read("/")

    assert (said["og:type"], said["og:url"], "og:description" in said) == ("website", f"{ROOT}/", False)


def test_addresses_are_those_of_the_site_whatever_name_it_is_asked_under(home):
    page_with(home)

    assert read("/wie/", host="127.0.0.1") == read("/wie/")


def test_long_summary_ends_with_a_whole_word_within_two_hundred_letters(home):
    page = page_with(home)
    page.summary = f"{'samen werken ' * 20}\n<b>vet</b>"
    page.save()

    said = read("/wie/")["og:description"]

    assert said == f"{('samen werken ' * 15).strip()}…"
    assert len(said) <= 200


def test_words_for_search_engines_go_before_the_summary(home):
    page = page_with(home)
    page.search_description = "Over <stroom> & sleutels."
    page.save()

    assert read("/wie/")["og:description"] == "Over <stroom> & sleutels."


def test_preview_is_not_shared(home):
    html = page_with(home).make_preview_request().content.decode()

    assert (tags(html), 'rel="canonical"' in html) == ({}, True)


@pytest.mark.parametrize(
    "change",
    [{"audience": Audience.NETWORK}, {"live": False}, {"expire_at": timezone.now() - timedelta(days=1)}],
    ids=["of the network", "a draft", "expired"],
)
def test_page_that_is_not_for_everybody_says_nothing(home, change):
    page = page_with(home)
    for name, value in change.items():
        setattr(page, name, value)

    assert sharing({"page": page, "request": RequestFactory().get("/wie/")}, "Wie", f"{ROOT}/wie/") == {}


def test_page_that_is_not_there_says_nothing(home):
    answer = Client().get("/weg/", headers={"host": "localhost"})

    assert (answer.status_code, tags(answer.content.decode())) == (404, {})


@pytest.mark.parametrize(
    ("name", "kind", "sizes"),
    [
        ("share.png", "PNG", {(1200, 630)}),
        ("apple-touch-icon.png", "PNG", {(180, 180)}),
        ("favicon.ico", "ICO", {(16, 16), (32, 32), (48, 48)}),
    ],
)
def test_picture_of_the_house_has_the_size_that_programs_ask_for(name, kind, sizes):
    with Pixels.open(finders.find(f"website/img/{name}")) as drawn:
        found = drawn.format, set(drawn.info.get("sizes", {drawn.size}))

    assert found == (kind, sizes)


def test_icons_of_a_page_exist_and_its_colour_is_that_of_paper(home):
    html = Client().get("/", headers={"host": "localhost"}).content.decode()
    icons = re.findall(r'<link rel="(icon|apple-touch-icon)" href="/static/([^"]+)"', html)
    colours = re.findall(r'name="theme-color" media="\(prefers-color-scheme: (\w+)\)" content="(#\w+)"', html)

    papers = re.findall(
        r"--rb-kleur-papier: (#\w+)", Path(finders.find("website/css/tokens.css")).read_text()
    )
    assert [(rel, bool(finders.find(path))) for rel, path in icons] == [
        ("icon", True),
        ("icon", True),
        ("apple-touch-icon", True),
    ]
    assert colours == [("light", papers[0]), ("dark", papers[1])]
