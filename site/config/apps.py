"""Django app of the composition root; it carries the commands setup and serve."""

from django.apps import AppConfig
from django.conf import settings


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Regiobrug"

    def ready(self) -> None:
        """Where workers are to be woken, Celery knows by its app where and how."""
        if settings.CELERY_BROKER_URL:
            from config import celery  # noqa: F401
