"""Django app of the events room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from events import slots
        from events.domain.queries import next_end
        from website.page_cache import expiry

        slots.register()
        expiry.register(next_end)
