"""Django app of the search room."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        autodiscover_modules("search_index")
        from search import checks, metrics, receivers  # noqa: F401

        receivers.connect()
        if settings.SEARCH_ELASTICSEARCH:
            # Its client takes a third of a second to import: no visitor waits for it.
            from search.engines.elasticsearch import engine  # noqa: F401
