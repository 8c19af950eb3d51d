"""Build the search index again while the site stays in use."""

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.domain.engines import elasticsearch_connection
from search.domain.indexing import reindex
from search.domain.rebuild import BeingBuilt, NotGoodEnough, rebuild
from search.engines.elasticsearch.indices import Refused
from search.management.progress import OnTables, Progress
from search.port import EngineDown


class Command(OnTables):
    """Safe to repeat; searching goes on meanwhile, and a page that changes is never set back."""

    help = _("Index every page again, and take out what no longer belongs in the index.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = reindex(progress=Progress(self.stdout, _("Indexing")))
        self.stdout.write(
            ngettext("%(n)d page can be found.", "%(n)d pages can be found.", found) % {"n": found}
        )
        connection = elasticsearch_connection()
        if connection is None:
            return
        try:
            made = rebuild(connection, progress=Progress(self.stdout, _("Indexing for Elasticsearch")))
        except (BeingBuilt, NotGoodEnough) as error:
            raise CommandError(_("The new index does not answer: %(reason)s") % {"reason": error}) from error
        except (EngineDown, Refused) as error:
            raise CommandError(f"Elasticsearch: {error}") from error
        self.stdout.write(
            _("%(n)d pages in %(index)s, which answers now.") % {"n": made.documents, "index": made.name}
        )
