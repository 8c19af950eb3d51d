"""Addresses: found in few queries at any depth, redirected when they change, listed when public."""

import xml.etree.ElementTree as ET

import pytest
from wagtail.models import Site

from accounts.enums import Audience
from website.models import ContentPage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(home):
    """Three pages below each other."""
    pages = [home]
    for name in ("een", "twee", "drie"):
        pages.append(pages[-1].add_child(instance=StandardPage(title=name.title(), slug=name)))
    return pages[1:]


@pytest.mark.parametrize("depth", [1, 3])
def test_page_at_any_depth_is_found_in_four_queries(chain, rf, django_assert_num_queries, depth):
    Site.get_site_root_paths()
    path = "/".join(page.slug for page in chain[:depth])

    with django_assert_num_queries(4):
        found = ContentPage.route_for_request(rf.get(f"/{path}/"), path)

    assert found.page.pk == chain[depth - 1].pk


def test_page_whose_parent_got_another_slug_redirects_from_its_old_address(
    chain, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        chain[0].slug = "uno"
        chain[0].save_revision().publish()

    response = client.get("/een/twee/drie/")

    assert (response.status_code, response.url) == (301, "/uno/twee/drie/")
    assert client.get("/uno/twee/drie/").status_code == 200


def test_page_that_moved_redirects_from_its_old_address(
    chain, home, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        chain[2].move(home, pos="last-child")

    response = client.get("/een/twee/drie/")

    assert (response.status_code, response.url) == (301, "/drie/")


def test_sitemap_lists_what_everybody_may_read_and_nothing_else(chain, client, home):
    ContentPage.objects.filter(pk=chain[0].pk).update(audience=Audience.NETWORK)
    chain[1].unpublish()

    tree = ET.fromstring(client.get("/sitemap.xml").content)

    locations = [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert locations == ["http://localhost/", "http://localhost/een/twee/drie/"]


def test_robots_are_kept_out_of_the_admin_and_shown_the_sitemap(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /beheer/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


@pytest.mark.parametrize(
    "path", ["/een/%00/", "/%F0%9F%92%A9/", "/een/" + "a" * 3000 + "/", "/een/../twee/", "/%E2%80%AE/"]
)
def test_odd_address_answers_404(chain, client, path):
    assert client.get(path).status_code == 404
