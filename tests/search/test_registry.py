"""What rooms register: kinds of pages and facets."""

import pytest

from search import registry
from search.documents import Document
from search.registry import Facet, Findable, findable_of, register
from website.models import HomePage, StandardPage


@pytest.fixture(autouse=True)
def empty(only_findable):
    only_findable()


def findable(model=StandardPage, kind="page", **options) -> Findable:
    return Findable(model=model, kind=kind, label="Pagina", build=Document.of, **options)


def facet(name="topic", order=100) -> Facet:
    return Facet(name, name, name, lambda codes: {}, order=order)


def test_registered_kind_is_found_by_its_model():
    one = register(findable())

    assert findable_of(StandardPage) is one
    assert findable_of(HomePage) is None


@pytest.mark.parametrize("second", [findable(kind="other"), findable(model=HomePage)])
def test_second_registration_of_a_model_or_kind_is_refused(second):
    register(findable())

    with pytest.raises(ValueError, match="registered already"):
        register(second)


def test_two_facets_with_one_name_are_refused():
    register(findable(facets=(facet(),)))

    with pytest.raises(ValueError, match="Two facets"):
        register(findable(model=HomePage, kind="home", facets=(facet(),)))


def test_facets_and_kinds_come_in_their_own_order():
    late, early = facet("late", 20), facet("early", 10)
    register(findable(facets=(late, early), order=2))
    register(findable(model=HomePage, kind="home", order=1))

    assert list(registry.facets()) == ["early", "late"]
    assert [one.kind for one in registry.findables()] == ["home", "page"]


def test_kinds_of_the_site_are_registered_by_their_rooms(monkeypatch):
    monkeypatch.undo()

    assert {one.kind for one in registry.findables()} >= {"lesson", "obstacle", "page", "portrait", "tool"}
