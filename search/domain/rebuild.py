"""Building an index outside the database anew, while the one before it answers."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from accounts.viewer import Viewer
from search.domain.documents import indexable
from search.domain.drift import differences
from search.domain.engines import every_facet
from search.domain.outside import changes_of
from search.domain.synonyms import synonym_table
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.writing import write, writing_name
from search.models import OutsideIndex, SourceVersion
from search.port import LONGEST_QUERY, Query
from website.models import ContentPage

BATCH = 200
# So many pages are looked for by their own title before a new index may answer. A few may be crowded
# out by others of the same name.
MOST_ASKED = 100
MOST_LOST = 0.1


class NotGoodEnough(Exception):
    """A new index did not pass its gates; the one before it goes on answering. The message says why."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild made: the index that answers now, and how many documents it holds."""

    name: str
    documents: int


def rebuild(connection: Connection, *, progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Make a new index, let it follow every change, fill it, look at it, and put it in place.

    Searches go to the old index until the last step, which is one call. Whoever dies in between
    leaves an index behind that the next rebuild clears away. Raises NotGoodEnough.
    """
    _clear(connection, OutsideIndex.State.BUILDING)
    name = indices.create(connection, every_facet())
    row = OutsideIndex.objects.create(name=name)
    # From here on every change goes to both. What was changed before is read below.
    ids = list(indexable(timezone.now()).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        SourceVersion.known(batch)
        write(connection.client(), writing_name(name), changes_of(batch))
        if progress:
            progress(min(start + BATCH, len(ids)), len(ids))
    connection.client().indices.refresh(index=name)
    try:
        documents = _look_at(connection, name)
    except NotGoodEnough:
        _drop(connection, row)
        raise
    _clear(connection, OutsideIndex.State.BEFORE)
    indices.put_in_place(connection, name)
    OutsideIndex.objects.filter(state=OutsideIndex.State.ANSWERS).update(state=OutsideIndex.State.BEFORE)
    OutsideIndex.objects.filter(pk=name).update(state=OutsideIndex.State.ANSWERS, compared_at=timezone.now())
    return Rebuilt(name, documents)


def _look_at(connection: Connection, name: str) -> int:
    """The gates: it holds every page in its version and nothing else, and finds pages by their titles."""
    wrong = differences(connection, name)
    if wrong:
        raise NotGoodEnough(f"{len(wrong)} pages are not as they should be, page {min(wrong)} for one.")
    finder = ElasticsearchEngine(synonym_table, connection, facets=every_facet(), index=name)
    public = ContentPage.objects.visible_to(Viewer.public())
    sample = list(public.filter(pk__in=indexable(timezone.now()).values("pk")).order_by("pk"))
    asked = sample[:: max(1, len(sample) // MOST_ASKED)]
    lost = [page for page in asked if page.pk not in _first_hits(finder, page.title)]
    if len(lost) > MOST_LOST * len(asked):
        raise NotGoodEnough(f"{len(lost)} of {len(asked)} pages are not found by their own title.")
    return int(connection.client().count(index=name)["count"])


def _first_hits(finder: ElasticsearchEngine, title: str) -> set[int]:
    found = finder.search(Query(text=title[:LONGEST_QUERY]), Viewer.public())
    return {hit.page_id for hit in found.hits}


def _clear(connection: Connection, state: OutsideIndex.State) -> None:
    for row in OutsideIndex.objects.filter(state=state):
        _drop(connection, row)


def _drop(connection: Connection, row: OutsideIndex) -> None:
    indices.drop(connection.client(), row.name)
    row.delete()
