"""What rooms register: kinds of pages and facets."""

import pytest

from search import registry
from search.documents import Document
from search.registry import Facet, Findable, register
from website.models import HomePage, StandardPage


@pytest.fixture(autouse=True)
def empty(only_findable):
    only_findable()


def findable(model=StandardPage, kind="page", **options) -> Findable:
    return Findable(model=model, kind=kind, label="Pagina", build=Document.of, **options)


def facet(name: str, order: int) -> Facet:
    return Facet(name, name, name, lambda codes: {}, order=order)


def test_registered_kind_can_be_found():
    one = register(findable())

    assert registry.findables() == (one,)


@pytest.mark.parametrize("second", [findable(kind="other"), findable(model=HomePage)])
def test_second_registration_of_a_model_or_kind_is_refused(second):
    register(findable())

    with pytest.raises(ValueError, match="registered already"):
        register(second)


def test_facets_and_kinds_come_in_their_own_order():
    late, early = facet("late", 20), facet("early", 10)
    register(findable(facets=(late, early), order=2))
    register(findable(model=HomePage, kind="home", order=1))

    assert list(registry.facets()) == ["early", "late"]
    assert [one.kind for one in registry.findables()] == ["home", "page"]


def test_kinds_of_the_site_are_registered_by_their_rooms(monkeypatch):
    monkeypatch.undo()

    assert {one.kind for one in registry.findables()} >= {"lesson", "obstacle", "page", "portrait", "tool"}
