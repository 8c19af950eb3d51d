"""Addresses: found in few queries at any depth, redirected when they change, listed when public."""

import xml.etree.ElementTree as ET

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site, get_page_models
from wagtail.rich_text import RichText

from accounts.enums import Audience
from accounts.models import User
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
    # What a process asks once: where the sites begin, and which kinds of pages there are.
    Site.get_site_root_paths()
    ContentType.objects.get_for_models(*get_page_models())
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


def test_sitemap_reads_of_a_page_no_more_than_its_address_and_when_it_changed(chain, client):
    with CaptureQueriesContext(connection) as captured:
        client.get("/sitemap.xml")

    [asked] = [query["sql"] for query in captured if "website_standardpage" in query["sql"]]
    assert "url_path" in asked
    assert '"website_standardpage"."body"' not in asked


def test_robots_are_kept_out_of_the_admin_and_shown_the_sitemap(home, client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /beheer/" in text
    assert "Sitemap: http://localhost/sitemap.xml" in text


@pytest.mark.parametrize(
    "path", ["/een/%00/", "/%F0%9F%92%A9/", "/een/" + "a" * 3000 + "/", "/een/../twee/", "/%E2%80%AE/"]
)
def test_odd_address_answers_404(chain, client, path):
    assert client.get(path).status_code == 404


def test_redirect_to_a_page_that_was_withdrawn_does_not_tell_its_new_name(
    chain, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        chain[0].slug = "geheim-plan"
        chain[0].save_revision().publish()
    before = client.get("/een/")
    StandardPage.objects.get(pk=chain[0].pk).unpublish()

    after = client.get("/een/")

    assert (before.status_code, after.status_code) == (301, 404)
    assert "geheim-plan" not in after.content.decode()


SPELLINGS = [
    "/een/geheim-plan/",
    "/een/geheim-plan",
    "een/geheim-plan/",
    "/een//geheim-plan/?x=1#y",
    "/een/./x/../geheim-plan/",
    "/%65en/geheim%2Dplan/",
    "/%2565en/geheim-plan",
    "/een/geheim-plan/afspraak.ics",
    "/een/geheim-plan;x",
    "http://testserver/een/geheim-plan",
    "//testserver/een/geheim-plan/",
]


@pytest.mark.parametrize("link", SPELLINGS)
def test_redirect_to_an_address_tells_no_hidden_page_however_it_is_spelled(chain, client, link):
    page = chain[0].add_child(instance=StandardPage(title="Geheim", slug="geheim-plan"))
    Redirect.objects.create(old_path="/oud", redirect_link=link)
    public = client.get("/oud/")
    page.unpublish()

    hidden = client.get("/oud/")

    assert (public.status_code, hidden.status_code) == (301, 404)
    assert "geheim" not in hidden.content.decode() + str(hidden.headers)


@pytest.mark.parametrize(
    "link", ["/een/twee/", "/een/twee", "/zoeken/?q=een", "https://elders.example/een/x"]
)
def test_redirect_to_what_is_public_is_followed_below_a_hidden_page_too(chain, client, link):
    chain[0].unpublish()
    chain[1].refresh_from_db()
    chain[1].save_revision().publish()
    Redirect.objects.create(old_path="/oud", redirect_link=link)

    answer = client.get("/oud/")

    assert (answer.status_code, answer["Location"]) == (301, link)


@pytest.mark.parametrize("digits", [20, 5_000])
def test_link_in_a_text_to_a_page_with_a_number_that_no_row_has_is_no_link(home, client, digits):
    html = f'<p><a linktype="page" id="{"9" * digits}">een</a></p>'
    body = [("text", {"heading": "", "text": RichText(html)})]
    home.add_child(instance=StandardPage(title="Tekst", slug="tekst", body=body))

    assert client.get("/tekst/").status_code == 200


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 20, "٣", "x"])
@pytest.mark.parametrize("name", ["blad.pdf", "blad", ""])
def test_file_with_a_number_that_no_row_has_is_not_there(home, client, number, name):
    assert client.get(f"/bestanden/{number}/{name}").status_code == 404


def test_link_in_a_text_to_a_draft_is_no_link_and_does_not_tell_its_address(home, client):
    draft = home.add_child(instance=StandardPage(title="Geheim", slug="geheim-plan", live=False))
    public = home.add_child(instance=StandardPage(title="Open", slug="open"))
    html = f'<p><a linktype="page" id="{draft.pk}">een</a> <a linktype="page" id="{public.pk}">twee</a></p>'
    home.add_child(
        instance=StandardPage(
            title="Tekst", slug="tekst", body=[("text", {"heading": "", "text": RichText(html)})]
        )
    )

    shown = client.get("/tekst/").content.decode()

    assert "geheim-plan" not in shown
    assert 'href="/open/"' in shown


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_home_page_cannot_be_withdrawn_or_deleted_by_an_editor(home, client, action):
    client.force_login(User.objects.create_superuser("beheer@example.org"))
    one = client.post(f"/beheer/pages/{home.pk}/{action}/")
    many = client.post(f"/beheer/bulk/wagtailcore/page/{action}/?id={home.pk}&next=/beheer/")

    assert (one.status_code, many.status_code) == (302, 302)
    assert client.get("/").status_code == 200


def test_wagtails_second_login_page_is_not_there(client):
    assert client.get("/_util/login/").status_code == 404
