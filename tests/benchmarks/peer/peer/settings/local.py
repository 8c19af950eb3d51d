"""What an installation sets: here the same database, and the same way to reach it, as the site beside it."""

import os
from pathlib import Path

import environ

SECRET_KEY = "for-a-benchmark-only-this-key-protects-nothing-at-all"
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
_var = Path(os.environ["PEER_VAR"])
STATIC_ROOT = _var / "static"
MEDIA_ROOT = _var / "media"
DATABASES = {"default": environ.Env().db("PEER_DATABASE")}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
