"""The doctor: looks at everything the site leans on and says what to mend."""

import os
import platform
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import django
import wagtail
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from outbox.enums import State
from outbox.models import Promise

LATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was looked at, what was found, and the mend if it is not well."""

    subject: str
    found: str
    mend: str = ""

    @property
    def well(self) -> bool:
        """Whether nothing needs to be done."""
        return not self.mend


def examine() -> list[Finding]:
    """Look at everything; a check that itself breaks is a finding too."""
    return [_guarded(name, check) for name, check in CHECKS.items()]


def _guarded(name: str, check: Callable[[], tuple[str, str]]) -> Finding:
    try:
        return Finding(name, *check())
    except Exception as error:
        return Finding(
            name, f"kon niet worden bekeken ({type(error).__name__}: {error})", "Kijk in de logregels."
        )


def _database() -> tuple[str, str]:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    found = f"{connection.display_name} antwoordt"
    if waiting:
        return f"{found}, {waiting} wijzigingen wachten", "Draai: manage.py migrate"
    return found, ""


def _search() -> tuple[str, str]:
    if connection.vendor == "sqlite":
        options = sqlite3.connect(":memory:").execute("pragma compile_options").fetchall()
        if ("ENABLE_FTS5",) not in options:
            return "SQLite zonder FTS5", "Installeer een Python waarvan SQLite FTS5 heeft."
    return "zoekmachine in de database", ""


def _outbox() -> tuple[str, str]:
    given_up = Promise.objects.filter(state=State.FAILED).count()
    late = Promise.objects.filter(state=State.DUE, run_after__lt=timezone.now() - LATE).count()
    if late:
        return f"{late} beloften wachten langer dan 5 minuten", "Draait manage.py outbox_run --loop nog?"
    if given_up:
        return f"{given_up} beloften opgegeven", "Kijk in de logregels waarom, en sla de pagina opnieuw op."
    return "alles wat beloofd is, is gedaan of aan de beurt", ""


def _mail() -> tuple[str, str]:
    return "er wordt nog geen mail verstuurd", ""


def _clock() -> tuple[str, str]:
    with tempfile.NamedTemporaryFile(
        dir=settings.MEDIA_ROOT if Path(settings.MEDIA_ROOT).exists() else None
    ) as file:
        drift = abs(os.stat(file.name).st_mtime - timezone.now().timestamp())
    if drift > 5:
        return f"de klok van de schijf loopt {drift:.0f} seconden anders", "Zet de klok gelijk (NTP)."
    return f"{timezone.localtime():%d-%m-%Y %H:%M} {settings.TIME_ZONE}", ""


def _storage() -> tuple[str, str]:
    for alias in ("default", "documents"):
        location = Path(getattr(storages[alias], "location", "."))
        location.mkdir(parents=True, exist_ok=True)
        if not os.access(location, os.W_OK):
            return (
                f"in {location} kan niet worden geschreven",
                f"Geef deze gebruiker schrijfrecht op {location}.",
            )
    return "beeld en bestanden kunnen worden bewaard", ""


def _secrets() -> tuple[str, str]:
    if len(settings.SECRET_KEY) < 50 or settings.DEBUG:
        return "ontwikkelsleutel of DEBUG aan", "Gebruik config.settings.production met REGIOBRUG_SECRET_KEY."
    if getattr(settings, "SECRET_KEY_IS_GENERATED", False):
        return "eigen sleutel, bewaard naast de database", ""
    return "sleutel uit de omgeving", ""


def _versions() -> tuple[str, str]:
    found = f"Python {platform.python_version()}, Django {django.__version__}, Wagtail {wagtail.__version__}"
    return found, ""


CHECKS: dict[str, Callable[[], tuple[str, str]]] = {
    "database": _database,
    "zoeken": _search,
    "beloften": _outbox,
    "mail": _mail,
    "klok": _clock,
    "opslag": _storage,
    "geheimen": _secrets,
    "versies": _versions,
}
