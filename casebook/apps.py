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
        from casebook.domain.borders import redraw_borders_of_today
        from casebook.models import Sighting
        from outbox.registry import register_periodic_task
        from website.page_cache import tables

        slots.register()
        tables.register(Sighting)
        register_periodic_task("moved borders", redraw_borders_of_today, every=timedelta(minutes=10))
