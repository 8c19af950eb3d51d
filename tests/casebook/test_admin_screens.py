"""Screens of the admin around the forms: where an editor starts, and what is said before a withdrawal."""

import re

import pytest
from django.test import Client

from casebook.domain.shipped import ensure_index_pages
from casebook.models import Organisation, Partnership, Region, Sighting, ToolIndexPage
from casebook.viewsets.snippets import CasebookGroup
from tests.casebook import factories
from website.domain.page_tree import ensure_page_tree
from website.models import HomePage, StandardPage

pytestmark = pytest.mark.usefixtures("casebook", "english")


def test_first_screen_offers_what_a_portrait_is_built_from_in_the_order_needed(editor: Client):
    html = editor.get("/beheer/").content.decode()

    places = [
        html.index(f"/beheer/snippets/casebook/{model._meta.model_name}/add/")
        for model in (Organisation, Region, Partnership, Sighting)
    ]
    assert places == sorted(places)


def test_every_entry_of_the_menu_is_called_as_the_screen_that_it_opens():
    names = {
        item.model: (str(item().menu_label), str(item.model._meta.verbose_name_plural))
        for item in CasebookGroup.items
    }

    assert {model: label.lower() for model, (label, _name) in names.items()} == {
        model: name.lower() for model, (_label, name) in names.items()
    }
    assert str(CasebookGroup.menu_label) not in {label for label, _name in names.values()}


def test_withdrawing_an_obstacle_names_what_will_not_show_it_any_more(editor: Client):
    obstacle = factories.obstacle("J1")
    lesson = factories.lesson("Schrijf het op", obstacles=[obstacle])

    html = editor.get(f"/beheer/pages/{obstacle.pk}/unpublish/").content.decode()

    assert re.search(
        rf'lesson: <a href="[^"]*/beheer/pages/{lesson.pk}/edit/">Schrijf het op</a>', html, re.I
    )
    assert "do not show this obstacle any more until it is published again" in html


def test_withdrawing_another_page_asks_no_more_than_before(editor: Client):
    lesson = factories.lesson()

    html = editor.get(f"/beheer/pages/{lesson.pk}/unpublish/").content.decode()

    assert "do not show this obstacle any more" not in html


def test_new_list_stands_before_the_pages_about_the_site():
    ensure_page_tree()
    ToolIndexPage.objects.get().delete()

    ensure_index_pages(home=HomePage.objects.get())

    children = HomePage.objects.get().get_children()
    about = [page.specific_class is StandardPage for page in children]
    assert (about[:4], about[4:]) == ([False] * 4, [True] * 3)
