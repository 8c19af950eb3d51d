"""How the search index is: engine, documents, what is missing or too many, what was dropped."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser
from django.template.defaultfilters import yesno
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outbox.enums import State
from outbox.models import OutboxMessage
from search.domain.engines import database_engine, elasticsearch_connection, searcher
from search.domain.indexing import DEPENDANTS
from search.domain.queries.find import refused_hits
from search.domain.queries.indexable import SYNC, indexable
from search.management.progress import OnTables
from search.models import Entry, ExternalIndex, Synonym

LABELS = {
    "engine": gettext_lazy("engine"),
    "answers": gettext_lazy("answers"),
    "pages": gettext_lazy("pages that should be found"),
    "documents": gettext_lazy("documents in the index"),
    "outdated": gettext_lazy("of these, read by an older version"),
    "missing": gettext_lazy("pages without an entry in the database"),
    "ghosts": gettext_lazy("entries without a page"),
    "waiting": gettext_lazy("waiting renewals of dependent pages"),
    "synonyms": gettext_lazy("synonyms in use"),
    "leak": gettext_lazy("hits that should not have been given"),
    "stale": gettext_lazy("hits that were withdrawn meanwhile"),
    "outside": gettext_lazy("index in Elasticsearch"),
    "behind": gettext_lazy("changes on their way to it"),
    "repaired": gettext_lazy("pages repaired in it"),
}


class Command(OnTables):
    """Ends with an error code when something is wrong, so that a monitor can call it."""

    help = _("State of the search index; exit code 1 when something is wrong.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help=_("print JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        figures, message = _figures()
        advice = list(_advice(figures, message))
        if options["json"]:
            self.stdout.write(json.dumps({**figures, "advice": advice}, indent=2))
        else:
            for name, label in LABELS.items():
                value = figures[name]
                self.stdout.write(f"{label:40} {yesno(value) if isinstance(value, bool) else value}")
        if advice:
            self.stderr.write("\n".join(advice))
            raise SystemExit(1)


def _figures() -> tuple[dict[str, Any], str]:
    """A value for each label, and why the engine does not answer. On a site without Elasticsearch ``outside``
    is empty, and what follows it 0."""
    asked = searcher()
    health = asked.health()
    kept = database_engine().health() if elasticsearch_connection() else health
    pages = set(indexable(timezone.now()).values_list("pk", flat=True))
    entries = set(Entry.objects.values_list("page_id", flat=True)) if kept.ok else set()
    unhandled = OutboxMessage.objects.exclude(state__in=(State.DONE, State.VOID))
    indices = ExternalIndex.objects.filter(state=ExternalIndex.State.ANSWERS)
    index = indices.last() if elasticsearch_connection() else None
    figures = {
        "engine": asked.name,
        "answers": health.ok,
        "pages": len(pages),
        "documents": health.documents,
        "outdated": health.outdated or kept.outdated,
        "missing": len(pages - entries),
        "ghosts": len(entries - pages),
        "waiting": unhandled.filter(kind=DEPENDANTS).count(),
        "synonyms": Synonym.objects.filter(active=True).count(),
        **refused_hits(),
        "outside": index.name if index else "",
        "behind": unhandled.filter(kind=SYNC).count(),
        "repaired": index.repaired if index else 0,
    }
    return figures, health.message


def _advice(figures: dict[str, Any], message: str) -> Iterator[str]:
    if not figures["answers"]:
        yield _("The engine does not answer: %(message)s.") % {"message": message}
        if elasticsearch_connection():
            yield _("Does Elasticsearch run? The database answers meanwhile.")
        else:
            yield _("Run: manage.py migrate")
    elif figures["missing"] or figures["ghosts"] or figures["outdated"]:
        yield _("The index is not as the pages are. Run: manage.py search_reindex")
    if not Synonym.objects.exists():
        yield _("There are no synonyms. Run: manage.py setup")
    if figures["leak"]:
        yield _("Search gave pages that may not be read; the log says which.")
