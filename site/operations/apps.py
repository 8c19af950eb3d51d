"""Django app of the operations room."""

import gc
import os

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

# So many objects are made before Python looks for garbage among them, and ten times as many before it looks
# among the older ones. Only objects that refer to each other wait for it; all others go at once.
NEW_OBJECTS = 20_000


class OperationsConfig(AppConfig):
    name = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from operations import checks  # noqa: F401

        if settings.PROCESS_UMASK is not None:
            os.umask(settings.PROCESS_UMASK)
        # What was loaded until now stays as long as we do. Python's own threshold of 700 new objects is
        # reached dozens of times by one page; that took a tenth of a page, and a fifth of pages in bulk.
        gc.collect()
        gc.freeze()
        gc.set_threshold(NEW_OBJECTS)
