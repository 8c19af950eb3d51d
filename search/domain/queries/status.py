"""How the index is, beside the pages it should hold."""

from typing import Any

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


def status() -> dict[str, Any]:
    """Counts and words by name, as ``search_status`` explains them; ``advice`` has a sentence for each fault.

    On a site without Elasticsearch ``outside`` is empty, and what follows it 0.
    """
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
    return {
        "engine": asked.name,
        "answers": health.ok,
        "pages": len(pages),
        "documents": health.documents,
        "outdated": health.outdated,
        "missing": len(pages - entries),
        "ghosts": len(entries - pages),
        "waiting": unhandled.filter(kind=DEPENDANTS).count(),
        "synonyms": Synonym.objects.filter(active=True).count(),
        "leak": counted["leak"],
        "stale": counted["stale"],
        "outside": index.name if index else "",
        "behind": unhandled.filter(kind=SYNC).count(),
        "repaired": index.repaired if index else 0,
        "advice": advice,
    }
