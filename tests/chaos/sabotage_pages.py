"""Ways to spoil pages, what readers get of them, and both indices."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.chaos.admin import Editor
from tests.chaos.checks import Evidence
from tests.chaos.page_checks import Row, rows
from tests.chaos.pages import PAGE, PageState, title_of
from tests.chaos.sabotage import changed, gone, sabotage, told
from tests.servers.installation import eventually
from tests.servers.processes import freeze

PAGES = "wagtailcore_page"
ALIAS = "regiobrug-pages"


def victim(evidence: Evidence, fits: Callable[[PageState], bool]) -> tuple[str, Row | None, PageState]:
    """A page of which the log is sure and that fits."""
    found, told_of = rows(evidence), evidence.told.of(PAGE.name)
    for key in sorted(evidence.touched(PAGE.name)):
        (state, *more) = told_of[key]
        if not more and fits(state):
            return key, found.get(key), state
    raise AssertionError("no page fits")


def live(evidence: Evidence) -> tuple[str, Row, PageState]:
    """A live page that has been edited."""
    key, row, state = victim(evidence, lambda s: s.live and s.words > 1 and not s.ends)
    assert row is not None
    return key, row, state


def withdrawn(evidence: Evidence) -> tuple[str, Row, PageState]:
    """A page that was unpublished."""
    key, row, state = victim(evidence, lambda s: s.there and not s.live and not s.opens)
    assert row is not None
    return key, row, state


@sabotage("an edit is lost", seen_by="acknowledged changes")
def edit_is_lost(evidence: Evidence) -> Iterator[None]:
    key, row, state = live(evidence)
    with changed(evidence.supervisor, PAGES, "id", row.number, title=title_of(key, state.words - 1)):
        yield


@sabotage("an unpublishing is lost", seen_by="acknowledged changes")
def unpublishing_is_lost(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = withdrawn(evidence)
    with changed(evidence.supervisor, PAGES, "id", row.number, live=True):
        yield


@sabotage("a move is lost", seen_by="acknowledged changes")
def move_is_lost(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    path = row.url_path.replace("/kaap/", "/elders/").replace("/delta/", "/elders/")
    with changed(evidence.supervisor, PAGES, "id", row.number, url_path=path):
        yield


@sabotage("a draft is lost", seen_by="acknowledged changes")
def draft_is_lost(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    with changed(evidence.supervisor, PAGES, "id", row.number, latest_revision_id=None):
        yield


@sabotage("a deletion is lost", seen_by="acknowledged changes")
def deletion_is_lost(evidence: Evidence) -> Iterator[None]:
    key, _row, _state = live(evidence)
    about = {"kind": PAGE.name, "key": key}
    with told(evidence, {"event": "intent", "op": "delete", **about}, {"event": "ack", "ref": -1, **about}):
        yield


@sabotage("a new page is lost", seen_by="acknowledged changes")
def new_page_is_lost(evidence: Evidence) -> Iterator[None]:
    about = {"kind": PAGE.name, "key": "ed0p999999"}
    made = {"event": "intent", "op": "add", "words": 1, "place": "kaap", **about}
    with told(evidence, made, {"event": "ack", "ref": -1, **about}):
        yield


@sabotage("a page that nobody made", seen_by="acknowledged changes")
def page_nobody_made(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    with changed(evidence.supervisor, PAGES, "id", row.number, slug="ed0p999998"):
        yield


@sabotage("the cache shows old words", seen_by="public pages")
def cache_shows_old_words(evidence: Evidence) -> Iterator[None]:
    key, row, state = live(evidence)
    evidence.visitor.get(evidence.supervisor.url + row.path, timeout=30)
    # Past the site, so that the generation of the content stays what it was.
    with changed(evidence.supervisor, PAGES, "id", row.number, title=title_of(key, state.words + 1)):
        yield


@sabotage("a live page answers 404", seen_by="public pages")
def live_page_answers_404(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    site = evidence.supervisor
    with changed(site, "website_contentpage", "page_ptr_id", row.number, audience="network"):
        # Whoever keeps the page, in Redis or in a process, keeps it under what it was before.
        site.query("UPDATE website_contentversion SET word = md5(random()::text)")
        yield


@sabotage("a withdrawn page is still answered", seen_by="public pages")
def withdrawn_page_is_answered(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    evidence.visitor.get(evidence.supervisor.url + row.path, timeout=30)
    with changed(evidence.supervisor, PAGES, "id", row.number, live=False):
        yield


@sabotage("a redirect is lost", seen_by="redirects")
def redirect_is_lost(evidence: Evidence) -> Iterator[None]:
    with gone(evidence.supervisor, "wagtailredirects_redirect", "true"):
        yield


@sabotage("the sitemap is old", seen_by="sitemap")
def sitemap_is_old(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    evidence.visitor.get(f"{evidence.supervisor.url}/sitemap.xml", timeout=30)
    with changed(evidence.supervisor, PAGES, "id", row.number, live=False):
        yield


@sabotage("a page is missing in the database's index", seen_by="search in the database")
def missing_inside(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    with gone(evidence.supervisor, "search_words", "page_id = %s", row.number):
        yield


@sabotage("old words in the database's index", seen_by="search in the database")
def old_words_inside(evidence: Evidence) -> Iterator[None]:
    key, row, state = live(evidence)
    old = title_of(key, state.words - 1)
    with changed(evidence.supervisor, "search_words", "page_id", row.number, title=old):
        yield


@sabotage("a withdrawn page in the database's index", seen_by="search in the database")
def withdrawn_inside(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    with changed(evidence.supervisor, PAGES, "id", row.number, live=False):
        yield


def _document(evidence: Evidence, number: int, spoil: Callable[[dict[str, Any]], Any]) -> Iterator[None]:
    """A document is spoilt and put back, past all versions."""
    with evidence.supervisor.search_client() as client:
        (index,) = client.indices.get_alias(name=ALIAS).body
        old = client.get(index=index, id=str(number))
        source = dict(old["_source"])
        # The columns that are kept in the index alone; the product makes them with each write.
        source |= {"words": [source["title"]], "named": [source["title"]]}
        write = {
            "index": index,
            "id": str(number),
            "version": old["_version"],
            "version_type": "external_gte",
        }
        spoilt = dict(source)
        if spoil(spoilt) is None:
            client.delete(**write)
        else:
            client.index(document=spoilt, **write)
        try:
            yield
        finally:
            client.index(document=source, **write)


@sabotage("a page is missing in Elasticsearch", seen_by="search in Elasticsearch")
def missing_outside(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    yield from _document(evidence, row.number, lambda source: None)


@sabotage("old words in Elasticsearch", seen_by="search in Elasticsearch")
def old_words_outside(evidence: Evidence) -> Iterator[None]:
    key, row, state = live(evidence)
    old = title_of(key, state.words - 1)
    yield from _document(evidence, row.number, lambda source: source.update(title=old) or source)


@sabotage("an old version in Elasticsearch", seen_by="search in Elasticsearch")
def old_version_outside(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    older = lambda source: source.update(source_version=source["source_version"] - 1) or source  # noqa: E731
    yield from _document(evidence, row.number, older)


@sabotage("a deleted page is back in Elasticsearch", seen_by="search in Elasticsearch")
def deleted_page_is_back_outside(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    with evidence.supervisor.search_client() as client:
        document = client.get(index=ALIAS, id=str(row.number))["_source"] | {"page_id": 999_999}
        client.index(index=ALIAS, id="999999", document=document)
        yield
        client.delete(index=ALIAS, id="999999")


@sabotage("a page twice in Elasticsearch", seen_by="search in Elasticsearch")
def page_twice_outside(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    with evidence.supervisor.search_client() as client:
        document = client.get(index=ALIAS, id=str(row.number))["_source"]
        client.index(index=ALIAS, id="again", document=document)
        yield
        client.delete(index=ALIAS, id="again")


@sabotage("two indices answer", seen_by="search in Elasticsearch")
def two_indices_answer(evidence: Evidence) -> Iterator[None]:
    with evidence.supervisor.search_client() as client:
        client.indices.create(index="another-pages", aliases={ALIAS: {}})
        yield
        client.indices.delete(index="another-pages")


@sabotage("a promise goes before it is kept", seen_by="search in Elasticsearch")
def promise_goes(evidence: Evidence) -> Iterator[None]:
    """An edit whose promise is taken from the table while the worker stands still."""
    key, row, state = live(evidence)
    site, editor = evidence.supervisor, Editor(evidence.supervisor.url)
    editor.log_in()
    ((last,),) = site.query("SELECT max(id) FROM wagtailcore_pagelogentry")
    freeze(site.part("worker").process.pid)
    editor.edit_page(row.number, slug=key, title=title_of(key, state.words + 1))
    site.query("DELETE FROM outbox_outboxmessage WHERE key = %s", f"search-outside:{row.number}")
    site.resume_part("worker")
    yield
    editor.edit_page(row.number, slug=key, title=title_of(key, state.words))
    editor.edit_page(row.number, slug=key, title=title_of(key, state.draft), publish=False)
    site.query("DELETE FROM wagtailcore_pagelogentry WHERE page_id = %s AND id > %s", row.number, last)
    waits = "SELECT 1 FROM outbox_outboxmessage WHERE key = %s AND state <> 'done'"
    eventually(lambda: not site.query(waits, f"search-outside:{row.number}"), 60)


@sabotage("a parent counts a child too many", seen_by="tree of pages")
def parent_counts_a_child_too_many(evidence: Evidence) -> Iterator[None]:
    _key, row, _state = live(evidence)
    with changed(evidence.supervisor, PAGES, "id", row.number, numchild=1):
        yield


@sabotage("a reader saw old words", seen_by="readers saw no old page")
def reader_saw_old_words(evidence: Evidence) -> Iterator[None]:
    key, _row, state = live(evidence)
    about = {"kind": PAGE.name, "key": key}
    saw = {"status": 200, "words": state.words - 1, "found": True}
    look = {"event": "look", "by": "page", "place": state.place}
    with told(evidence, {**look, **about}, {"event": "saw", "ref": -1, **saw, **about}):
        yield


@sabotage("a reader found a withdrawn page", seen_by="readers saw no old page")
def reader_found_withdrawn_page(evidence: Evidence) -> Iterator[None]:
    key, _row, state = withdrawn(evidence)
    about = {"kind": PAGE.name, "key": key}
    saw = {"status": 200, "words": state.words, "found": True}
    look = {"event": "look", "by": "search", "place": state.place}
    with told(evidence, {**look, **about}, {"event": "saw", "ref": -1, **saw, **about}):
        yield


@sabotage("a page shown after its end", seen_by="readers saw no old page")
def page_shown_after_its_end(evidence: Evidence) -> Iterator[None]:
    key, _row, state = victim(evidence, lambda s: bool(s.ends) and s.ends < time.time())
    about = {"kind": PAGE.name, "key": key, "at": time.time()}
    saw = {"status": 200, "words": state.words, "found": True}
    look = {"event": "look", "by": "page", "place": state.place}
    with told(evidence, {**look, **about}, {"event": "saw", "ref": -1, **saw, **about}):
        yield
