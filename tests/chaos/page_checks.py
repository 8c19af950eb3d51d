"""Checks of pages: database, readers, sitemap, both indices, the clock and what was written down of it."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.chaos.admin import ask
from tests.chaos.checks import Evidence, check
from tests.chaos.pages import PLACES, PageState, title_of, words_in

ROWS = """
    SELECT p.slug, p.id, p.live, p.title, p.url_path, r.content->>'title'
    FROM wagtailcore_page p LEFT JOIN wagtailcore_revision r ON r.id = p.latest_revision_id
    WHERE p.slug ~ '^ed[0-9]+p[0-9]+$'
"""
FINDABLE = """
    SELECT p.id FROM wagtailcore_page p JOIN django_content_type t ON t.id = p.content_type_id
    WHERE p.live AND t.model IN ('standardpage', 'obstaclepage', 'lessonpage', 'toolpage', 'portraitpage')
"""
CROOKED = """
    SELECT p.id, CASE WHEN above.id IS NULL AND p.depth > 1 THEN 'has no parent'
                      WHEN length(p.path) <> 4 * p.depth THEN 'is not at its depth'
                      WHEN p.url_path NOT LIKE above.url_path || '%' THEN 'is not below its parent'
                      ELSE p.numchild || ' children counted, ' || below.children || ' there' END
    FROM wagtailcore_page p
    LEFT JOIN wagtailcore_page above ON above.path = left(p.path, -4)
    LEFT JOIN LATERAL (SELECT count(*) AS children FROM wagtailcore_page c
        WHERE c.path LIKE p.path || '%' AND c.depth = p.depth + 1) below ON true
    WHERE (above.id IS NULL AND p.depth > 1) OR length(p.path) <> 4 * p.depth
        OR p.url_path NOT LIKE above.url_path || '%' OR p.numchild <> below.children
"""
LOGGED_AS = dict.fromkeys(("add", "edit", "publish"), "wagtail.publish") | {"unpublish": "wagtail.unpublish"}
LOGGED = """
    SELECT p.slug, l.action FROM wagtailcore_pagelogentry l JOIN wagtailcore_page p ON p.id = l.page_id
"""


@dataclass(frozen=True)
class Row:
    """A page as the database has it."""

    number: int
    live: bool
    title: str
    url_path: str
    draft: str

    @property
    def path(self) -> str:
        """Its address on the site."""
        return "/" + "/".join(self.url_path.split("/")[2:])


def rows(evidence: Evidence) -> dict[str, Row]:
    """The pages of the editors, by their last part of the address."""
    return {slug: Row(*rest) for slug, *rest in evidence.supervisor.query(ROWS)}


def _agrees(state: PageState, row: Row | None, key: str, at: float) -> bool:
    if row is None or not state.there:
        return row is None and not state.there
    shown = state.shown(at)
    words = not shown or row.title == title_of(key, state.words)
    place = row.path == f"/{state.place}/{key}/"
    return row.live == shown and words and place and row.draft == title_of(key, state.draft)


@check("acknowledged changes")
def acknowledged_changes(evidence: Evidence) -> Iterator[str]:
    """The database has every page as it was last acknowledged."""
    found, at = rows(evidence), time.time()
    told = evidence.told.of("page")
    for key, states in told.items():
        if not any(_agrees(state, found.get(key), key, at) for state in states):
            yield f"{key}: {found.get(key)}, but by the log {sorted(map(str, states))}"
    yield from (f"{key}: nobody made it" for key in found.keys() - told.keys())


@check("public pages")
def public_pages(evidence: Evidence) -> Iterator[str]:
    """Readers get what is live with its last words, and nothing else; the second time from the cache."""
    found, touched = rows(evidence), evidence.touched("page")
    for key in touched & found.keys():
        row = found[key]
        for _time in ("made", "kept"):
            answer = ask(evidence.visitor, "GET", evidence.supervisor.url + row.path)
            # What was taken away says so, and a draft does not.
            status = 404 if answer.status_code == 410 else answer.status_code
            saw = status, words_in(answer.text, key)
            if saw != ((200, words_in(row.title, key)) if row.live else (404, 0)):
                yield f"{key}: readers got {saw}, but the database has {row}"
    for key in touched - found.keys():
        for place in PLACES:
            answer = ask(evidence.visitor, "GET", f"{evidence.supervisor.url}/{place}/{key}/")
            if answer.status_code != 404:
                yield f"{key}: was deleted, and answers {answer.status_code} at {place}"


@check("redirects")
def redirects(evidence: Evidence) -> Iterator[str]:
    """The old address of a page that was moved, and acknowledged so, leads to where it is."""
    found = rows(evidence)
    for entry, end in evidence.told.operations("page"):
        row = found.get(entry["key"])
        moved = entry["op"] == "move" and end == "ack" and entry["n"] >= evidence.since
        if not moved or row is None or not row.live:
            continue
        old = next(place for place in PLACES if f"/{place}/" not in row.path)
        answer = ask(evidence.visitor, "GET", f"{evidence.supervisor.url}/{old}/{entry['key']}/")
        if (answer.status_code, answer.headers.get("Location")) != (301, row.path):
            yield f"{entry['key']}: {old} answers {answer.status_code}, not the way to {row.path}"


@check("sitemap")
def sitemap(evidence: Evidence) -> Iterator[str]:
    """The sitemap names the live pages, each once."""
    answer = ask(evidence.visitor, "GET", f"{evidence.supervisor.url}/sitemap.xml")
    named = Counter(re.findall(r"<loc>https?://[^/]+(/\w+/ed\d+p\d+/)</loc>", answer.text))
    wanted = Counter(row.path for row in rows(evidence).values() if row.live)
    yield from (f"{path}: named {named[path]} times, not {wanted[path]}" for path in _differ(named, wanted))


@check("search in the database")
def search_in_the_database(evidence: Evidence) -> Iterator[str]:
    """The index in the database holds every live page of the site with its words, and nothing else."""
    held = dict(evidence.supervisor.query("SELECT page_id, title FROM search_words"))
    entries = {number for (number,) in evidence.supervisor.query("SELECT page_id FROM search_entry")}
    if entries != held.keys():
        yield f"entries without words, or words without an entry: {entries ^ held.keys()}"
    yield from _index_is_right(evidence, held)


@check("search in Elasticsearch")
def search_in_elasticsearch(evidence: Evidence) -> Iterator[str]:
    """One index answers, and holds every live page once, in its version and with its words."""
    with evidence.supervisor.search_client() as client:
        there = client.indices.exists_alias(name="regiobrug-pages")
        answering = list(client.indices.get_alias(name="regiobrug-pages").body) if there else []
        if len(answering) != 1:
            yield f"not one index answers, but {answering}"
            return
        client.indices.refresh(index=answering[0])
        hits = client.search(index=answering[0], size=10_000)["hits"]["hits"]
    every = Counter(hit["_source"]["page_id"] for hit in hits)
    yield from (f"page {number} is there {times} times" for number, times in every.items() if times > 1)
    versions = dict(evidence.supervisor.query("SELECT page_id, version FROM search_sourceversion"))
    for source in (hit["_source"] for hit in hits):
        number, version = source["page_id"], source["source_version"]
        if version != versions.get(number):
            yield f"page {number}: version {version}, not {versions.get(number)}"
    yield from _index_is_right(evidence, {hit["_source"]["page_id"]: hit["_source"]["title"] for hit in hits})


def _index_is_right(evidence: Evidence, held: dict[int, str]) -> Iterator[str]:
    # Of the site's own pages those of a kind that can be found; the home page and lists are not.
    wanted = {number for (number,) in evidence.supervisor.query(FINDABLE)}
    yield from (f"page {number} is missing" for number in sorted(wanted - held.keys()))
    yield from (f"page {number} should not be there" for number in sorted(held.keys() - wanted))
    for key, row in rows(evidence).items():
        if row.number in held and words_in(held[row.number], key) != words_in(row.title, key):
            yield f"{key}: “{held[row.number]}” instead of “{row.title}”"


@check("once by the clock")
def once_by_the_clock(evidence: Evidence) -> Iterator[str]:
    """A page that was to come, or to go, at a moment did so, once, and not before."""
    counted = Counter(evidence.supervisor.query(LOGGED))
    at, found = time.time(), rows(evidence)
    for key, states in evidence.told.of("page").items():
        for state in states if len(states) == 1 and key in found else ():
            # Asked for so late that the moment had passed, it was published at once.
            came = counted[key, "wagtail.publish.scheduled"] or counted[key, "wagtail.publish"] * bool(
                state.opens
            )
            done = came, counted[key, "wagtail.unpublish.scheduled"]
            wanted = int(bool(state.opens) and state.opens <= at), int(bool(state.ends) and state.ends <= at)
            if done != wanted:
                yield f"{key}: came and went {done} times, not {wanted}: {state}"


@check("each change once")
def each_change_once(evidence: Evidence) -> Iterator[str]:
    """Of every operation on a page there is one line in its log, unless it was without an answer."""
    logged = Counter(evidence.supervisor.query(LOGGED))
    least: Counter[tuple[str, str]] = Counter()
    most: Counter[tuple[str, str]] = Counter()
    for entry, end in evidence.told.operations("page"):
        if end != "refused" and entry["op"] in LOGGED_AS:
            most[entry["key"], LOGGED_AS[entry["op"]]] += 1
            least[entry["key"], LOGGED_AS[entry["op"]]] += end == "ack"
    there = rows(evidence)
    for (key, action), times in most.items():
        done = logged[key, action] + logged[key, f"{action}.schedule"]
        if key in there and not least[key, action] <= done <= times:
            yield f"{key}: {action} {done} times, not {least[key, action]} to {times}"


@check("readers saw no old page", lasting=True)
def readers_saw_no_old_page(evidence: Evidence) -> Iterator[str]:
    """Nobody who looked, at whatever moment, saw what was not so any more or not yet."""
    yield from evidence.told.lies


def _differ(one: Counter[str], other: Counter[str]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one[name] != other[name])


@check("tree of pages")
def tree_of_pages(evidence: Evidence) -> Iterator[str]:
    """Every page lies where its parent is, and each parent counts its children rightly."""
    yield from (f"page {number}: {what}" for number, what in evidence.supervisor.query(CROOKED))
