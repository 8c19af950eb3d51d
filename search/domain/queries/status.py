"""How the index is, beside the pages it should hold."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from outbox.enums import State
from outbox.models import Promise
from search.domain.documents import indexable
from search.domain.dropped import dropped
from search.domain.engines import searcher
from search.domain.indexing import DEPENDANTS
from search.models import Entry, Synonym


@dataclass(frozen=True, slots=True)
class Status:
    """Counts: ``missing`` pages have no entry, ``ghosts`` are entries without a page, ``waiting``
    promises still have to renew the words of dependants."""

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
    advice: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Everything by name, for JSON and lines."""
        return {**asdict(self), "advice": list(self.advice)}


def status() -> Status:
    """Compare the index with the pages, now."""
    asked = searcher()
    health = asked.health()
    pages = set(indexable(timezone.now()).values_list("pk", flat=True))
    entries = set(Entry.objects.values_list("page_id", flat=True)) if health.ok else set()
    waiting = Promise.objects.filter(kind=DEPENDANTS).exclude(state=State.DONE).count()
    counted = dropped()
    advice = []
    if not health.ok:
        advice.append(f"The engine does not answer: {health.message}. Run: manage.py migrate")
    elif pages != entries or health.outdated:
        advice.append("The index is not as the pages are. Run: manage.py search_reindex")
    if not Synonym.objects.exists():
        advice.append("There are no synonyms. Run: manage.py setup")
    if counted["leak"]:
        advice.append("Search gave pages that may not be read; the log says which.")
    return Status(
        engine=asked.name,
        answers=health.ok,
        pages=len(pages),
        documents=health.documents,
        outdated=health.outdated,
        missing=len(pages - entries),
        ghosts=len(entries - pages),
        waiting=waiting,
        synonyms=Synonym.objects.filter(active=True).count(),
        leak=counted["leak"],
        stale=counted["stale"],
        advice=tuple(advice),
    )
