"""How the index is, beside the pages it should hold."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from outbox.enums import State
from outbox.models import OutboxMessage
from search.domain.engines import database_engine, elasticsearch_connection, searcher
from search.domain.indexing import DEPENDANTS
from search.domain.leak_check import refused_hits
from search.domain.queries.indexable import indexable
from search.domain.queries.pending_removals import SYNC
from search.models import Entry, ExternalIndex, Synonym


@dataclass(frozen=True, slots=True)
class Status:
    """Counts: ``missing`` pages have no entry in the database, ``ghosts`` are entries without a page,
    ``waiting`` messages still have to renew the words of dependants. On a site with an index outside,
    ``outside`` is its name, ``behind`` the pages whose change is on its way there, ``repaired`` those
    that were found different and sent again."""

    engine: str
    answers: bool
    pages: int
    documents: int
    outdated: int
    missing: int
    ghosts: int
    waiting: int
    synonyms: int
    leak: int
    stale: int
    outside: str
    behind: int
    repaired: int
    advice: tuple[str, ...]


def status() -> Status:
    """Compare the index with the pages, now."""
    asked = searcher()
    health = asked.health()
    has_elasticsearch = elasticsearch_connection() is not None
    kept = database_engine().health() if has_elasticsearch else health
    pages = set(indexable(timezone.now()).values_list("pk", flat=True))
    entries = set(Entry.objects.values_list("page_id", flat=True)) if kept.ok else set()
    unhandled = OutboxMessage.objects.exclude(state__in=(State.DONE, State.VOID))
    index = (
        ExternalIndex.objects.filter(state=ExternalIndex.State.ANSWERS).last() if has_elasticsearch else None
    )
    counted = refused_hits()
    advice = []
    if not health.ok:
        advice.append(_("The engine does not answer: %(message)s.") % {"message": health.message})
        if has_elasticsearch:
            advice.append(_("Does Elasticsearch run? The database answers meanwhile."))
        else:
            advice.append(_("Run: manage.py migrate"))
    elif pages != entries or health.outdated or kept.outdated:
        advice.append(_("The index is not as the pages are. Run: manage.py search_reindex"))
    if not Synonym.objects.exists():
        advice.append(_("There are no synonyms. Run: manage.py setup"))
    if counted["leak"]:
        advice.append(_("Search gave pages that may not be read; the log says which."))
    return Status(
        engine=asked.name,
        answers=health.ok,
        pages=len(pages),
        documents=health.documents,
        outdated=health.outdated,
        missing=len(pages - entries),
        ghosts=len(entries - pages),
        waiting=unhandled.filter(kind=DEPENDANTS).count(),
        synonyms=Synonym.objects.filter(active=True).count(),
        leak=counted["leak"],
        stale=counted["stale"],
        outside=index.name if index else "",
        behind=unhandled.filter(kind=SYNC).count(),
        repaired=index.repaired if index else 0,
        advice=tuple(advice),
    )
