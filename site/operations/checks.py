"""Checks of the doctor that are of no room: database, clock, versions, mail of errors, disk and secrets."""

import platform
import shutil
import smtplib
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django
import wagtail
from django.conf import settings
from django.core.checks import CheckMessage, Info, Warning
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.mail.backends.smtp import EmailBackend
from django.core.validators import validate_email
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from operations.health import pending_migrations

SKEW = timedelta(seconds=5)
GIGABYTE = 10**9
LEAST_FREE = GIGABYTE
# Characters of a key that signs, and of a password or token that others could guess.
KEY, PASSWORD = 50, 16
NEARBY = {"", "localhost", "127.0.0.1", "::1"}
Found = list[CheckMessage]


@hooks.register("doctor")
def database() -> Found:
    """Whether the database answers, and no migration waits."""
    found = _("%(database)s answers") % {"database": connection.display_name}
    if waiting := pending_migrations():
        found = _("%(found)s, %(n)d changes wait") % {"found": found, "n": waiting}
        return [Warning(found, hint=_("Run: manage.py migrate"), obj=_("database"))]
    return [Info(found, obj=_("database"))]


@hooks.register("doctor")
def clock() -> Found:
    """Whether this machine and that of the database have the same time."""
    skew = _time_of_database() - timezone.now()
    if abs(skew) > SKEW:
        found = _("%(n)d seconds from the clock of the database") % {"n": abs(skew).total_seconds()}
        return [Warning(found, hint=_("Set the clock right (NTP)."), obj=_("clock"))]
    return [Info(f"{timezone.localtime():%d-%m-%Y %H:%M} {settings.TIME_ZONE}", obj=_("clock"))]


def _time_of_database() -> datetime:
    now = "clock_timestamp()" if connection.vendor == "postgresql" else "strftime('%Y-%m-%dT%H:%M:%f', 'now')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {now}", None)
        (there,) = cursor.fetchone()
    return there if isinstance(there, datetime) else datetime.fromisoformat(there).replace(tzinfo=UTC)


@hooks.register("doctor")
def versions() -> Found:
    """What runs here. Of a database that is too old Django itself says so: it refuses to open it."""
    database = ".".join(map(str, connection.get_database_version()))
    found = (
        f"Python {platform.python_version()}, Django {django.__version__}, Wagtail {wagtail.__version__},"
        f" {connection.display_name} {database}"
    )
    return [Info(found, obj=_("versions"))]


@hooks.register("doctor")
def mail() -> Found:
    """Whether who minds the site can be told of errors."""
    if not settings.ERROR_MAIL_TO:
        return [Info(_("nobody is told of errors; set REGIOBRUG_ADMINS for that"), obj=_("mail"))]
    for address in settings.ERROR_MAIL_TO:
        try:
            validate_email(address)
        except ValidationError:
            found = _("%(address)s is no e-mail address") % {"address": address}
            return [Warning(found, hint=_("Mend REGIOBRUG_ADMINS."), obj=_("mail"))]
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with EmailBackend(fail_silently=False):
            pass
    except (OSError, smtplib.SMTPException) as error:
        found = _("%(where)s does not answer (%(error)s)") % {"where": server, "error": type(error).__name__}
        hint = _("Does the mail server run, and is REGIOBRUG_MAIL right?")
        return [Warning(found, hint=hint, obj=_("mail"))]
    told = ", ".join(settings.ERROR_MAIL_TO)
    return [Info(_("errors go by %(server)s to %(told)s") % {"server": server, "told": told}, obj=_("mail"))]


@hooks.register("doctor")
def storage() -> Found:
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
            found = _("%(folder)s cannot be written to") % {"folder": location}
            hint = _("Give this user the right to write there.")
            return [Warning(found, hint=hint, obj=_("storage"))]
        free.append(shutil.disk_usage(location).free)
    found = _("pictures and files can be kept, %(n).1f GB free") % {"n": min(free) / GIGABYTE}
    if min(free) < LEAST_FREE:
        return [Warning(found, hint=_("Make room on the disk."), obj=_("storage"))]
    return [Info(found, obj=_("storage"))]


@hooks.register("doctor")
def privacy() -> Found:
    """Whether other accounts of this machine are kept out of what the site writes."""
    places = [Path(getattr(storages[alias], "location", ".")) for alias in ("default", "documents")]
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        places.append(Path(database["NAME"]))
    reached = [place for place in places if place.exists() and _others_get_to(place)]
    if not reached:
        return [Info(_("others on this machine cannot read them"), obj=_("privacy"))]
    within = all(place.is_relative_to(settings.VAR_DIR) for place in reached)
    shut = [settings.VAR_DIR] if within else reached
    found = _("others on this machine can read: %(names)s") % {"names": ", ".join(map(str, reached))}
    hint = _("Run: chmod o= %(names)s") % {"names": " ".join(map(str, shut))}
    return [Warning(found, hint=hint, obj=_("privacy"))]


def _others_get_to(place: Path) -> bool:
    """Whether an account that is neither the owner nor in the group gets past every folder above it."""
    found = place.resolve()
    return bool(found.stat().st_mode & 0o007) and all(above.stat().st_mode & 0o001 for above in found.parents)


@hooks.register("doctor")
def secrets() -> Found:
    """Whether what protects the site cannot be guessed. Names only, never a value."""
    if settings.DEBUG or settings.SECRET_KEY.startswith("django-insecure"):
        found = _("development key, or DEBUG is on")
        hint = _("Use config.settings.production with REGIOBRUG_SECRET_KEY.")
        return [Warning(found, hint=hint, obj=_("secrets"))]
    least = {"REGIOBRUG_SECRET_KEY": (settings.SECRET_KEY, KEY)}
    least |= {name: (value, PASSWORD) for name, value in _passwords()}
    for name, (value, length) in least.items():
        if len(value) < length:
            found = _("easily guessed: %(names)s") % {"names": name}
            hint = _("Make a new one of %(n)d characters or more.") % {"n": length}
            return [Warning(found, hint=hint, obj=_("secrets"))]
    if not getattr(settings, "SECRET_KEY_IS_GENERATED", False):
        return [Info(_("key from the environment"), obj=_("secrets"))]
    file = settings.VAR_DIR / "secret-key"
    if file.stat().st_mode & 0o077:
        found, hint = _("others on this machine can read the key"), _("Run: chmod 600 %(file)s")
        return [Warning(found, hint=hint % {"file": file}, obj=_("secrets"))]
    return [Info(_("own key, kept beside the database"), obj=_("secrets"))]


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
