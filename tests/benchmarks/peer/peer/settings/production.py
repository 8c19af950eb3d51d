"""Production as `wagtail start` gives it."""

from .base import *  # noqa: F403

DEBUG = False
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"  # noqa: F405

from .local import *  # noqa: E402, F403
