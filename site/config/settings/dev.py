"""Development on one's own machine: debug on, the pattern page, no production hardening."""

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "development-only-this-key-protects-nothing"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
ONE_STYLE_SHEET = False
