"""The doctor: everything that the site needs, and what to do where it is not well.

A room adds checks with Wagtail's hook ``doctor``. A check gives messages with a subject, their ``obj``:
``Info`` for what is well, ``Warning`` with a ``hint`` for what is not.
"""

import platform
import shutil
import smtplib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.core.checks import INFO, CheckMessage, Info, Warning
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail.backends.smtp import EmailBackend
from django.core.validators import validate_email
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from operations.monitoring import pending_migrations

SKEW = timedelta(seconds=5)
GIGABYTE = 10**9
LEAST_FREE = GIGABYTE
# Characters of a key that signs, and of a password or token that others could guess.
KEY, PASSWORD = 50, 16
NEARBY = {"", "localhost", "127.0.0.1", "::1"}
Found = list[CheckMessage]


def examine() -> Found:
    """Run every check, those that are not well first; a check that itself fails is a warning too."""
    found = [message for check in hooks.get_hooks("doctor") for message in _run(check)]
    return sorted(found, key=lambda message: (is_well(message), str(message.obj)))


def is_well(message: CheckMessage) -> bool:
    return message.level <= INFO


def _run(check: Callable[[], Found]) -> Found:
    try:
        return check()
    except Exception as error:
        room = apps.get_containing_app_config(check.__module__)
        said = f"{check.__name__}, {type(error).__name__}: {error}"
        found = _("a check failed (%(error)s)") % {"error": said}
        return [Warning(found, obj=str(room.verbose_name) if room else check.__module__)]


@hooks.register("doctor")
def database() -> Found:
    found = _("%(database)s answers") % {"database": connection.display_name}
    if waiting := pending_migrations():
        text = ngettext("%(found)s, %(n)d change waits", "%(found)s, %(n)d changes wait", waiting)
        found = text % {"found": found, "n": waiting}
        return [Warning(found, hint=_("Run: manage.py migrate"), obj=_("database"))]
    return [Info(found, obj=_("database"))]


@hooks.register("doctor")
def clock() -> Found:
    """Whether this machine and that of the database have the same time."""
    there = MigrationRecorder.Migration.objects.values_list(Now()).first()
    skew = abs(there[0] - timezone.now()) if there else timedelta()
    if skew > SKEW:
        found = _("%(n)d seconds from the clock of the database") % {"n": skew.total_seconds()}
        return [Warning(found, hint=_("Set the clock right (NTP)."), obj=_("clock"))]
    return [Info(f"{timezone.localtime():%d-%m-%Y %H:%M} {settings.TIME_ZONE}", obj=_("clock"))]


@hooks.register("doctor")
def versions() -> Found:
    database = ".".join(map(str, connection.get_database_version()))
    found = (
        f"Python {platform.python_version()}, Django {django.__version__}, Wagtail {wagtail.__version__},"
        f" {connection.display_name} {database}"
    )
    return [Info(found, obj=_("versions"))]


@hooks.register("doctor")
def mail() -> Found:
    told = settings.ERROR_MAIL_TO
    if not told:
        return [Info(_("nobody is told of errors; set REGIOBRUG_ADMINS for that"), obj=_("mail"))]
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        for address in told:
            validate_email(address)
        with EmailBackend(fail_silently=False):
            found = _("errors go by %(server)s to %(told)s") % {"server": server, "told": ", ".join(told)}
            return [Info(found, obj=_("mail"))]
    except ValidationError:
        found = _("%(address)s is no e-mail address") % {"address": address}
        hint = _("Mend REGIOBRUG_ADMINS.")
    except (OSError, smtplib.SMTPException) as error:
        found = _("%(where)s does not answer (%(error)s)") % {"where": server, "error": type(error).__name__}
        hint = _("Does the mail server run, and is REGIOBRUG_MAIL right?")
    return [Warning(found, hint=hint, obj=_("mail"))]


@hooks.register("doctor")
def storage() -> Found:
    free = []
    for location, alias in _folders().items():
        try:
            storages[alias].delete(storages[alias].save("doctor", ContentFile(b"room")))
        except OSError:
            found = _("%(folder)s cannot be written to") % {"folder": location}
            hint = _("Give this user the right to write there.")
            return [Warning(found, hint=hint, obj=_("storage"))]
        free.append(shutil.disk_usage(location).free)
    found = _("pictures and files can be kept, %(n).1f GB free") % {"n": min(free) / GIGABYTE}
    if min(free) < LEAST_FREE:
        return [Warning(found, hint=_("Make room on the disk."), obj=_("storage"))]
    return [Info(found, obj=_("storage"))]


def _folders() -> dict[Path, str]:
    """Where the site keeps what is uploaded, with the storage of each."""
    return {Path(storages[alias].path("")): alias for alias in ("default", "documents")}


@hooks.register("doctor")
def privacy() -> Found:
    """Whether other accounts of this machine are kept out of what the site writes."""
    places = list(_folders())
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
    file = settings.VAR_DIR / "secret-key"
    generated = getattr(settings, "SECRET_KEY_IS_GENERATED", False)
    easy = [(name, length) for name, value, length in _secrets() if len(value) < length]
    if settings.DEBUG or settings.SECRET_KEY.startswith("django-insecure"):
        found = _("development key, or DEBUG is on")
        hint = _("Use config.settings.production with REGIOBRUG_SECRET_KEY.")
    elif easy:
        found = _("easily guessed: %(names)s") % {"names": easy[0][0]}
        hint = _("Make a new one of %(n)d characters or more.") % {"n": easy[0][1]}
    elif generated and file.stat().st_mode & 0o077:
        found = _("others on this machine can read the key")
        hint = _("Run: chmod 600 %(file)s") % {"file": file}
    else:
        found = _("own key, kept beside the database") if generated else _("key from the environment")
        return [Info(found, obj=_("secrets"))]
    return [Warning(found, hint=hint, obj=_("secrets"))]


def _secrets() -> Iterator[tuple[str, str, int]]:
    """Each key, password and token that somebody elsewhere could try, and how long it must be."""
    yield "REGIOBRUG_SECRET_KEY", settings.SECRET_KEY, KEY
    if settings.METRICS_TOKEN:
        yield "REGIOBRUG_METRICS_TOKEN", settings.METRICS_TOKEN, PASSWORD
    database = settings.DATABASES["default"]
    host = str(database.get("HOST", ""))
    if host not in NEARBY and not host.startswith("/"):
        yield "REGIOBRUG_DATABASE", str(database.get("PASSWORD", "")), PASSWORD
    broker = urlsplit(settings.CELERY_BROKER_URL)
    if broker.hostname and broker.hostname not in NEARBY:
        yield "REGIOBRUG_REDIS", broker.password or "", PASSWORD
    outside = settings.SEARCH_ELASTICSEARCH
    if outside and {urlsplit(each).hostname for each in outside["hosts"]} - NEARBY:
        yield "REGIOBRUG_ELASTICSEARCH_PASSWORD", outside.get("password", ""), PASSWORD
