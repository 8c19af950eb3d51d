"""Two administrators who save the same at one moment: the later one reads at the field that it is taken."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model
from django.forms import BaseForm
from django.forms.models import BaseModelForm
from django.http import HttpResponse
from django.test import Client
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.models import User
from casebook.models import Organisation, Partnership, Region, Sector, Sighting
from tests.casebook import factories
from tests.website.test_pages_in_the_admin import typed
from website.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(home) -> list[Client]:
    """Two administrators, each in a browser."""
    factories.casebook()
    browsers = [Client(), Client()]
    for number, browser in enumerate(browsers):
        browser.force_login(User.objects.create_superuser(f"beheer{number}@voorbeeld.example"))
    return browsers


def both_save(
    two: list[Client], monkeypatch: pytest.MonkeyPatch, addresses: list[str], data: dict[str, Any]
) -> HttpResponse:
    """Both send the same, the other when that of the first is found right; gives what the first is told."""
    is_valid = BaseForm.is_valid

    def slowly(form: BaseForm) -> bool:
        valid = is_valid(form)
        if valid and isinstance(form, BaseModelForm):
            monkeypatch.setattr(BaseForm, "is_valid", is_valid)
            assert two[1].post(addresses[1], data).status_code in (200, 302)
        return valid

    monkeypatch.setattr(BaseForm, "is_valid", slowly)
    # What fails in a form that saves by itself does not end the transaction of the test.
    monkeypatch.setattr(Model, "save", transaction.atomic(Model.save))
    return two[0].post(addresses[0], data)


def user() -> dict[str, Any]:
    password = "een-lang-wachtwoord-voor-de-proef"
    names = {"first_name": "Anna", "last_name": "Bos", "is_active": "on"}
    return {"email": "anna@voorbeeld.example", "password1": password, "password2": password, **names}


def rows(**relations: list[dict[str, Any]]) -> dict[str, Any]:
    return nested_form_data({name: inline_formset(given) for name, given in relations.items()})


def region() -> dict[str, Any]:
    members = [{"municipality": factories.municipality().pk, "valid_from": "", "valid_until": ""}]
    return {"name": "Bevelanden", "kind": "own", "slug": "", "description": "", **rows(memberships=members)}


def partnership() -> dict[str, Any]:
    member = {"organisation": factories.organisation().pk, "role": "lead", "note": ""}
    where = {"region": factories.region().pk}
    return {
        "name": "Samen",
        "question": "Hoe?",
        "phase": "running",
        "origin": "real",
        **rows(members=[member], region_links=[where], sector_links=[]),
    }


def sighting() -> dict[str, Any]:
    return {
        "partnership": factories.partnership().pk,
        "obstacle": factories.obstacle().pk,
        "state": "middle",
    }


def site() -> dict[str, Any]:
    return {
        "hostname": "regio.example",
        "port": "80",
        "site_name": "",
        "root_page": Site.objects.get().root_page_id,
    }


def group() -> dict[str, Any]:
    on = ("page", "document", "image", "collection")
    return {"name": "Lezers", **rows(**{f"{each}_permissions": [] for each in on})}


def snippet(model: type[Model]) -> str:
    return f"/beheer/snippets/casebook/{model._meta.model_name}/add/"


NEW: dict[str, tuple[type[Model], str, Any, list[str]]] = {
    "account": (User, "/beheer/users/new/", user, ["email"]),
    "group": (Group, "/beheer/groups/new/", group, ["name"]),
    "site": (Site, "/beheer/sites/new/", site, ["__all__"]),
    "redirect": (
        Redirect,
        "/beheer/redirects/add/",
        lambda: {
            "old_path": "/oud",
            "redirect_link": "https://nieuw.example/",
            "site": Site.objects.get().pk,
        },
        ["__all__"],
    ),
    "sector": (Sector, snippet(Sector), lambda: {"name": "Zorg", "slug": ""}, ["name"]),
    "organisation": (
        Organisation,
        snippet(Organisation),
        lambda: {"name": "Albeda", "kind": "mbo"},
        ["name"],
    ),
    "organisation in a chooser": (
        Organisation,
        "/beheer/snippets/choose/casebook/organisation/create/",
        lambda: {"new-organisation-name": "Albeda", "new-organisation-kind": "mbo"},
        ["name"],
    ),
    "region": (Region, snippet(Region), region, ["name"]),
    "partnership": (Partnership, snippet(Partnership), partnership, ["name"]),
    "sighting": (Sighting, snippet(Sighting), sighting, ["obstacle"]),
}


@pytest.mark.parametrize("kind", NEW)
def test_same_thing_made_twice_at_once_is_made_once_and_said_so_at_its_field(two, monkeypatch, kind):
    model, address, given, fields = NEW[kind]
    data = given()
    before = model._default_manager.count()

    answer = both_save(two, monkeypatch, [address, address], data)

    assert answer.status_code == 200
    form = answer.context["form"]
    assert list(form.errors) == fields, form.errors
    assert model._default_manager.count() == before + 1


def edit_of(thing: Model) -> str:
    return AdminURLFinder(User.objects.first()).get_edit_url(thing)


def changed() -> dict[str, tuple[list[str], dict[str, Any], str]]:
    """Of each kind two that are given one name, and the field of it."""
    accounts = [User.objects.create_user(f"{name}@voorbeeld.example") for name in "ab"]
    organisations = [factories.organisation() for _number in range(2)]
    return {
        "account": ([edit_of(each) for each in accounts], user(), "email"),
        "organisation": (
            [edit_of(each) for each in organisations],
            {"name": "Albeda", "kind": "mbo"},
            "name",
        ),
    }


@pytest.mark.parametrize("kind", ["account", "organisation"])
def test_two_that_get_one_name_at_once_do_not_both_get_it(two, monkeypatch, kind):
    addresses, data, field = changed()[kind]

    answer = both_save(two, monkeypatch, addresses, data)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]


def test_own_address_that_another_gets_meanwhile_is_refused_at_its_field(two, monkeypatch):
    names = {"name_email-first_name": "Anna", "name_email-last_name": "Bos"}
    theme = {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    data = {**names, **theme, "name_email-email": "anna@voorbeeld.example"}

    answer = both_save(two, monkeypatch, ["/beheer/account/"] * 2, data)

    panels = {each.name: each for tab in answer.context["panels_by_tab"].values() for each in tab}
    assert list(panels["name_email"].get_form().errors) == ["email"]
    assert User.objects.filter(email="anna@voorbeeld.example").count() == 1


def test_address_that_another_page_gets_meanwhile_is_refused_at_its_field(two, monkeypatch):
    home = HomePage.objects.get()
    pages = [home.add_child(instance=StandardPage(title=name, summary="Iets.")) for name in ("Een", "Twee")]
    data = typed("Over ons", slug="elders", **{"action-publish": "1"})

    answer = both_save(two, monkeypatch, [f"/beheer/pages/{page.pk}/edit/" for page in pages], data)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["slug"]
