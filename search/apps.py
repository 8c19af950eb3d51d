"""Django app of the search room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Let every room say, in its ``search_index.py``, what of it can be found; then listen."""
        autodiscover_modules("search_index")
        from search import checks, metrics, receivers  # noqa: F401
        from search.models import Synonym
        from website.page_cache import tables

        receivers.connect()
        # Not shown on a page, but every process looks at the content version for a change in them.
        tables.register(Synonym)
