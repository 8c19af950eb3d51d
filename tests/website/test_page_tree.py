"""A new site has its home and standard pages, and keeps what an editor made of them."""

import pytest

from website.domain.page_tree import ensure_page_tree, name_the_site
from website.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


def test_page_tree_of_a_new_site_is_public_at_once(client):
    ensure_page_tree()

    pages = StandardPage.objects.order_by("slug")
    assert [page.slug for page in pages] == ["over-regiobrug", "privacy", "toegankelijkheid"]
    assert [client.get(page.url).status_code for page in pages] == [200, 200, 200]


def test_page_tree_made_again_keeps_what_an_editor_changed():
    ensure_page_tree()
    page = StandardPage.objects.get(slug="privacy")
    page.title = "Jouw gegevens"
    page.save_revision().publish()

    ensure_page_tree()

    assert StandardPage.objects.get(slug="privacy").title == "Jouw gegevens"
    assert (HomePage.objects.count(), StandardPage.objects.count()) == (1, 3)


def test_page_that_an_editor_moved_or_deleted_does_not_come_back():
    ensure_page_tree()
    StandardPage.objects.get(slug="toegankelijkheid").delete()
    page = StandardPage.objects.get(slug="privacy")
    page.slug = "jouw-gegevens"
    page.save_revision().publish()

    ensure_page_tree()

    slugs = StandardPage.objects.order_by("slug").values_list("slug", flat=True)
    assert list(slugs) == ["jouw-gegevens", "over-regiobrug"]


def test_addresses_in_full_follow_where_the_site_is_served(settings, client):
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8000"
    ensure_page_tree()

    name_the_site(url="http://localhost:8311")

    assert (
        '<link rel="canonical" href="http://localhost:8311/privacy/">'
        in client.get("/privacy/").content.decode()
    )
    assert client.get("/sitemap.xml").content.decode().count("<loc>http://localhost:8311/") == 4


def test_site_with_a_name_of_its_own_keeps_it(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://regiobrug.example"
    ensure_page_tree()

    site = name_the_site(url="http://localhost:8311")

    assert (site.hostname, site.port) == ("regiobrug.example", 443)
