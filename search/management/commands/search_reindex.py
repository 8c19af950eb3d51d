"""Build the search index again while the site stays in use."""

from typing import Any

from django.core.management.base import CommandError
from elasticsearch import ApiError, TransportError

from search.domain.engines import outside
from search.domain.indexing import reindex
from search.domain.rebuild import BeingBuilt, NotGoodEnough, rebuild
from search.engines.elasticsearch.writing import Refused
from search.management.on_tables import OnTables
from search.management.progress import Progress
from search.port import EngineDown


class Command(OnTables):
    """Safe to repeat; searching goes on meanwhile, and a page that changes is never set back."""

    help = "Index every page again, and take out what no longer belongs in the index."

    def handle(self, *args: Any, **options: Any) -> None:
        found = reindex(progress=Progress(self.stdout, "Indexing"))
        self.stdout.write(f"{found} pages can be found.")
        connection = outside()
        if connection is None:
            return
        try:
            made = rebuild(connection, progress=Progress(self.stdout, "Indexing for Elasticsearch"))
        except (BeingBuilt, NotGoodEnough) as error:
            raise CommandError(f"The new index does not answer searches: {error}") from error
        except (ApiError, TransportError, EngineDown, Refused) as error:
            raise CommandError(f"Elasticsearch: {type(error).__name__}: {error}") from error
        self.stdout.write(f"{made.documents} pages in {made.name}, which answers searches now.")
