"""How the search index is: engine, documents, what is missing or too many, what was dropped."""

import json
from typing import Any

from django.core.management.base import CommandParser
from django.template.defaultfilters import yesno
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.domain.queries.status import status
from search.management.on_tables import OnTables

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
        found = status()
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2))
        else:
            for name, label in LABELS.items():
                value = found[name]
                self.stdout.write(f"{label:40} {yesno(value) if isinstance(value, bool) else value}")
        if found["advice"]:
            self.stderr.write("\n".join(found["advice"]))
            raise SystemExit(1)
