"""The test run: SQLite, quick password hashing, a folder of its own for everything written."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "test-only"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
# Real servers run as other accounts, and read what the tests lay down for them.
PROCESS_UMASK = None
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

_run = Path(tempfile.mkdtemp(prefix="regiobrug-test-"))
MEDIA_ROOT = _run / "media"
STATIC_ROOT = _run / "static"
STATIC_ROOT.mkdir()
STORAGES["documents"]["OPTIONS"]["location"] = str(_run / "documents")  # noqa: F405
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
ONE_STYLE_SHEET = False
# Tests look at pages as they are made; those of the page cache switch it on.
PAGE_CACHE_SECONDS = env.int("REGIOBRUG_PAGE_CACHE_SECONDS", default=0)  # noqa: F405
