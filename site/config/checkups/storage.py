"""The machine: room to write, and secrets that are worth the name."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from config.checkups import Look

GIGABYTE = 10**9
LEAST_FREE = GIGABYTE
# Characters of a key that signs, and of a password or token that others could guess.
KEY, PASSWORD = 50, 16
NEARBY = {"", "localhost", "127.0.0.1", "::1"}


def storage() -> Look:
    """Whether pictures and files can be kept, and for how long."""
    free = []
    for alias in ("default", "documents"):
        location = Path(getattr(storages[alias], "location", "."))
        try:
            if not location.is_dir():
                location.mkdir(parents=True)
                location.chmod(getattr(storages[alias], "directory_permissions_mode", None) or 0o700)
            with tempfile.TemporaryFile(dir=location) as file:
                file.write(b"room")
        except OSError:
            return _("%(folder)s cannot be written to") % {"folder": location}, _(
                "Give this user the right to write there."
            )
        free.append(shutil.disk_usage(location).free)
    found = _("pictures and files can be kept, %(n).1f GB free") % {"n": min(free) / GIGABYTE}
    return found, _("Make room on the disk.") if min(free) < LEAST_FREE else ""


def privacy() -> Look:
    """Whether other accounts of this machine are kept out of what the site writes."""
    places = [Path(getattr(storages[alias], "location", ".")) for alias in ("default", "documents")]
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        places.append(Path(database["NAME"]))
    reached = [place for place in places if place.exists() and _others_get_to(place)]
    if not reached:
        return _("others on this machine cannot read them"), ""
    within = all(place.is_relative_to(settings.VAR_DIR) for place in reached)
    shut = [settings.VAR_DIR] if within else reached
    return _("others on this machine can read: %(names)s") % {"names": ", ".join(map(str, reached))}, _(
        "Run: chmod o= %(names)s"
    ) % {"names": " ".join(map(str, shut))}


def _others_get_to(place: Path) -> bool:
    """Whether an account that is neither the owner nor in the group gets past every folder above it."""
    found = place.resolve()
    return bool(found.stat().st_mode & 0o007) and all(above.stat().st_mode & 0o001 for above in found.parents)


def secrets() -> Look:
    """Whether what protects the site cannot be guessed. Names only, never a value."""
    if settings.DEBUG or settings.SECRET_KEY.startswith("django-insecure"):
        return _("development key, or DEBUG is on"), _(
            "Use config.settings.production with REGIOBRUG_SECRET_KEY."
        )
    if len(settings.SECRET_KEY) < KEY:
        return _("easily guessed: %(names)s") % {"names": "REGIOBRUG_SECRET_KEY"}, _(
            "Make a new one of %(n)d characters or more."
        ) % {"n": KEY}
    short = [name for name, value in _passwords() if len(value) < PASSWORD]
    if short:
        return _("easily guessed: %(names)s") % {"names": ", ".join(short)}, _(
            "Make a new one of %(n)d characters or more."
        ) % {"n": PASSWORD}
    generated = getattr(settings, "SECRET_KEY_IS_GENERATED", False)
    if generated and (settings.VAR_DIR / "secret-key").stat().st_mode & 0o077:
        return _("others on this machine can read the key"), _("Run: chmod 600 %(file)s") % {
            "file": settings.VAR_DIR / "secret-key"
        }
    return _("own key, kept beside the database") if generated else _("key from the environment"), ""


def _passwords() -> Iterator[tuple[str, str]]:
    """Each password and token of this site that somebody elsewhere could try."""
    if settings.METRICS_TOKEN:
        yield "REGIOBRUG_METRICS_TOKEN", settings.METRICS_TOKEN
    database = settings.DATABASES["default"]
    host = str(database.get("HOST", ""))
    if host not in NEARBY and not host.startswith("/"):
        yield "REGIOBRUG_DATABASE", str(database.get("PASSWORD", ""))
    broker = urlsplit(settings.CELERY_BROKER_URL)
    if broker.hostname and broker.hostname not in NEARBY:
        yield "REGIOBRUG_REDIS", broker.password or ""
    outside = settings.SEARCH_ELASTICSEARCH
    if outside and {urlsplit(each).hostname for each in outside["hosts"]} - NEARBY:
        yield "REGIOBRUG_ELASTICSEARCH_PASSWORD", outside.get("password", "")
