"""Django app of the casebook room."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasebookConfig(AppConfig):
    name = "casebook"
    verbose_name = _("Casebook")
    slots = ("obstacle-rows",)

    def ready(self) -> None:
        from casebook import receivers, slots  # noqa: F401
        from casebook.domain.outlines import redraw_moved_regions
        from casebook.models import Sighting
        from outbox.registry import register_periodic_task
        from website.page_cache import tables

        slots.register()
        tables.register(Sighting)
        register_periodic_task(
            "moved borders", lambda: len(redraw_moved_regions()), every=timedelta(minutes=10)
        )
