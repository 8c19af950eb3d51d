"""Django app of the outbox room."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "outbox"
    verbose_name = _("Outbox")

    def ready(self) -> None:
        from outbox import checks, metrics, periodic_tasks, registry  # noqa: F401

        registry.register_periodic_task(
            "old messages", periodic_tasks.delete_old_messages, every=timedelta(minutes=10)
        )
