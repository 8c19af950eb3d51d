"""Who runs the site and where to ask something stand at the foot of every page, once they are filled in."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from website.domain.page_tree import ensure_page_tree
from website.models import HomePage

pytestmark = pytest.mark.django_db


def foot(client: Client, address: str) -> str:
    return client.get(address).content.decode().split("<footer")[1]


def test_nothing_stands_at_the_foot_as_long_as_nobody_filled_it_in(client: Client):
    ensure_page_tree()

    assert "rb-footer__contact" not in foot(client, "/privacy/")


@pytest.mark.parametrize("slug", ["privacy", "toegankelijkheid"])
def test_pages_about_the_site_name_who_runs_it_beside_the_text_once_filled_in(client: Client, slug: str):
    home = ensure_page_tree()
    before = client.get(f"/{slug}/").content.decode()
    HomePage.objects.filter(pk=home.pk).update(run_by="de redactie", contact="vraag@voorbeeld.example")

    text = client.get(f"/{slug}/").content.decode().split("<footer")[0]

    assert "Wie deze site beheert" not in before
    assert "<p>De redactie</p>" in text
    assert '<a href="mailto:vraag@voorbeeld.example">vraag@voorbeeld.example</a>' in text


@pytest.mark.parametrize(
    ("contact", "leads_to"),
    [
        ("vraag@voorbeeld.example", "mailto:vraag@voorbeeld.example"),
        ("https://voorbeeld.example/contact", "https://voorbeeld.example/contact"),
        ("https://sociaal.example/@regiobrug", "https://sociaal.example/@regiobrug"),
    ],
)
def test_name_and_address_stand_at_the_foot_of_every_page_once_filled_in(
    client: Client, contact: str, leads_to: str
):
    home = ensure_page_tree()
    HomePage.objects.filter(pk=home.pk).update(run_by="De Redactie", contact=contact)

    for address in ("/", "/privacy/", "/toegankelijkheid/"):
        assert "Deze site is van De Redactie." in foot(client, address)
        assert f'<a href="{leads_to}">{contact}</a>' in foot(client, address)


@pytest.mark.parametrize(
    "contact", ["geen adres", "http://voorbeeld.example/", "javascript://x%0aalert(1)", "a@b"]
)
def test_address_that_leads_nowhere_is_refused(contact: str):
    with pytest.raises(ValidationError):
        HomePage(title="Start", run_by="De Redactie", contact=contact).clean_fields(exclude=["path", "depth"])
