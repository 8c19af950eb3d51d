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
        from search import receivers
        from search.models import Synonym
        from website.generation import leave_out

        receivers.connect()
        # The search page is made anew each time; pages show nothing of the index.
        index = [model._meta.db_table for model in self.get_models() if model is not Synonym]
        leave_out(*index, "search_words")
