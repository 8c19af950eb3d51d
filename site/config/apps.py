"""Django app of the composition root; it carries the commands setup, doctor and serve."""

import gc
import os

from django.apps import AppConfig
from django.conf import settings

# So many are made before somebody looks which are garbage, and ten times as many before those that outlived
# that are looked at again. Only what refers to itself waits for it; all else goes at once.
NEW_OBJECTS = 20_000


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Regiobrug"

    def ready(self) -> None:
        """Let every process keep to itself what it writes, and settle its memory; and where workers are to be
        woken, Celery knows by this app where and how."""
        if settings.PROCESS_UMASK is not None:
            os.umask(settings.PROCESS_UMASK)
        settle_memory()
        if settings.CELERY_BROKER_URL:
            from config import celery  # noqa: F401


def settle_memory() -> None:
    """Look for garbage less often, and not among what was loaded until now, which stays as long as we do.

    Python's own threshold of 700 new objects is reached dozens of times by one page; measured, it took
    a tenth of a page and a fifth of reading pages in bulk.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
