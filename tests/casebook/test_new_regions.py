"""A region made in the window that chooses one, from the names of its municipalities; and its form."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from casebook.geo.outlines import dissolve
from casebook.models import Municipality, Partnership, Region
from tests.casebook import factories
from tests.casebook.factories import GOES, KAPELLE
from tests.casebook.test_admin_forms import address, partnership_form, region_form

pytestmark = pytest.mark.usefixtures("casebook", "english")


def make(editor: Client, name: str, municipalities: str) -> dict:
    chooser = Region.snippet_viewset.chooser_viewset
    fields = {"new-region-name": name, "new-region-municipalities": municipalities}
    return editor.post(reverse(chooser.get_url_name("create")), fields).json()


@pytest.fixture
def municipalities(casebook) -> None:
    for code, name in ((GOES, "Goes"), (KAPELLE, "Kapelle")):
        factories.municipality(code, name=name)


@pytest.mark.parametrize("typed", ["Goes\nKapelle", "goes, KAPELLE", " Goes ;\r\n\r\nKapelle\n"])
@pytest.mark.usefixtures("municipalities")
def test_region_is_made_of_the_municipalities_that_were_written_down(editor: Client, typed: str):
    answer = make(editor, "Bevelanden", typed)

    region = Region.objects.get()
    assert (answer["step"], answer["result"]["id"]) == ("chosen", str(region.pk))
    assert (region.name, region.kind, region.slug) == ("Bevelanden", "own", "bevelanden")
    assert region.outline == dissolve([GOES, KAPELLE]).path


@pytest.mark.usefixtures("municipalities")
def test_municipality_that_is_not_there_is_named_with_what_was_perhaps_meant(editor: Client):
    answer = make(editor, "Bevelanden", "Goes, Kapele, Xyz")

    assert (answer["step"], Region.objects.count()) == ("reshow_creation_form", 0)
    assert "There is no municipality called “Kapele”. Did you mean Kapelle?" in answer["htmlFragment"]
    assert "There is no municipality called “Xyz”." in answer["htmlFragment"]


@pytest.mark.usefixtures("casebook")
def test_province_behind_a_name_is_needed_only_where_two_have_that_name(editor: Client):
    for code, name in ((GOES, "Middelburg (Z.)"), ("GM0373", "Bergen (NH.)"), ("GM0893", "Bergen (L.)")):
        factories.municipality(code, name=name)

    refused = make(editor, "Bevelanden", "Bergen")["htmlFragment"]
    taken = make(editor, "Bevelanden", "Middelburg, Bergen (L.)")

    assert "Did you mean Bergen (L.), Bergen (NH.)?" in refused
    assert taken["step"] == "chosen"
    assert sorted(str(row) for row in Region.objects.get().memberships.all()) == [
        "Bergen (L.)",
        "Middelburg (Z.)",
    ]


@pytest.mark.usefixtures("municipalities")
def test_region_whose_name_is_taken_is_not_drawn_anew(editor: Client):
    make(editor, "Bevelanden", "Goes")

    answer = make(editor, "Bevelanden", "Kapelle")

    assert answer["step"] == "reshow_creation_form"
    assert Region.objects.get().outline == dissolve([GOES]).path


@pytest.mark.usefixtures("municipalities")
def test_partnership_takes_the_region_that_was_just_made(editor: Client):
    chosen = make(editor, "Bevelanden", "Goes")["result"]["id"]

    editor.post(
        address(Partnership, "add/"), partnership_form(region_links=inline_formset([{"region": chosen}]))
    )

    assert Partnership.objects.get().place == "Bevelanden"


@pytest.mark.usefixtures("municipalities")
def test_form_of_a_region_comes_back_with_what_was_drawn(editor: Client):
    answer = editor.post(address(Region, "add/"), region_form([GOES, KAPELLE]), follow=True)

    region = Region.objects.get()
    assert answer.redirect_chain == [(address(Region, f"edit/{region.pk}/"), 302)]
    (drawn,) = re.findall(r'rb-beheer-omtrek.*?<path d="([^"]+)"', answer.content.decode(), re.S)
    assert drawn == region.outline


def test_new_region_has_nothing_drawn_yet(editor: Client):
    assert "rb-beheer-omtrek" not in editor.get(address(Region, "add/")).content.decode()


def test_every_municipality_can_be_ticked_on_one_screen(editor: Client):
    Municipality.objects.bulk_create(
        [Municipality(code=f"GM{9000 + n}", name=f"Dorp {n}", province="Zeeland") for n in range(342)]
    )
    chooser = Municipality.snippet_viewset.chooser_viewset

    screen = editor.get(reverse(chooser.get_url_name("choose")), {"multiple": "1"}).json()["html"]

    assert (len(re.findall(r'type="checkbox"[^>]*name="id"', screen)), "Zeeland" in screen) == (342, True)
