"""Pages to be found, with facets of their own, and the shipped synonyms."""

from collections.abc import Callable, Collection

import pytest
from wagtail.rich_text import RichText

from search import registry
from search.documents import Document, words_of_stream
from search.domain.synonyms import ensure_synonyms
from search.registry import Facet, FacetLabel, Findable, Presentation
from website.models import HomePage, StandardPage

TOPICS = {
    "s1": FacetLabel("Eén persoon", "S1"),
    "s2": FacetLabel("Afhaken", "S2"),
    "e1": FacetLabel("Winst", "E1"),
}


def topic_labels(codes: Collection[str]) -> dict[str, FacetLabel]:
    return {code: TOPICS[code] for code in TOPICS if code in codes}


TOPIC = Facet("topic", "thema", "Thema", labels=topic_labels, order=10)


def document(page: StandardPage) -> Document:
    """A standard page whose search description lists its topics, before a bar, and its tags, after it."""
    topics, _, tags = page.search_description.partition("|")
    return Document.of(
        page, body=words_of_stream(page.body), tags=tags.split(","), facets={"topic": topics.split(",")}
    )


@pytest.fixture
def only_findable(monkeypatch) -> Callable[..., None]:
    """Makes these kinds of pages the only ones that are registered, for as long as a test lasts."""

    def only(*findables: Findable) -> None:
        monkeypatch.setattr(registry, "by_model", {one.model: one for one in findables})

    return only


@pytest.fixture
def topics(only_findable) -> Findable:
    """Standard pages are the only findable kind, with a facet."""
    findable = Findable(
        model=StandardPage,
        kind="page",
        label="Pagina",
        icon="info",
        build=document,
        facets=(TOPIC,),
        present=lambda page: Presentation(facts=(("Uitkomst", "Gelukt"),)),
    )
    only_findable(findable)
    return findable


@pytest.fixture
def synonyms(db) -> None:
    ensure_synonyms()


@pytest.fixture
def make_page(home: HomePage, topics: Findable) -> Callable[..., StandardPage]:
    """Publishes a page; ``topics`` and ``tags`` are texts with commas."""

    def make(
        title: str, body: str = "", *, topics: str = "", tags: str = "", **fields: object
    ) -> StandardPage:
        page = StandardPage(title=title, search_description=f"{topics}|{tags}", **fields)
        if body:
            page.body = [("text", {"text": RichText(f"<p>{body}</p>")})]
        return home.add_child(instance=page)

    return make
