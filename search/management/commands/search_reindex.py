"""Build the search index again while the site stays in use."""

from typing import Any

from django.core.management.base import BaseCommand

from search.domain.indexing import reindex
from search.management.progress import Progress


class Command(BaseCommand):
    """Safe to repeat; searching goes on meanwhile, and a page that changes is never set back."""

    help = "Index every page again, and take out what no longer belongs in the index."

    def handle(self, *args: Any, **options: Any) -> None:
        found = reindex(progress=Progress(self.stdout, "Indexing"))
        self.stdout.write(f"{found} pages can be found.")
