"""The doctor: looks at everything the site leans on and says what to mend."""

import os
import platform
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
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from outbox.enums import State
from outbox.models import Promise
from search.domain.documents import indexable
from search.domain.engines import searcher
from website.models import HomePage

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
    return [_guarded(name, check) for name, check in checks().items()]


def _guarded(name: str, check: Callable[[], tuple[str, str]]) -> Finding:
    try:
        return Finding(name, *check())
    except Exception as error:
        return Finding(
            name,
            _("could not be looked at (%(error)s)") % {"error": f"{type(error).__name__}: {error}"},
            _("Look in the log."),
        )


def _database() -> tuple[str, str]:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    found = _("%(database)s answers") % {"database": connection.display_name}
    if waiting:
        return _("%(found)s, %(n)d changes wait") % {"found": found, "n": waiting}, _(
            "Run: manage.py migrate"
        )
    return found, ""


def _search() -> tuple[str, str]:
    health = searcher().health()
    wanted = indexable(timezone.now()).count()
    found = _("%(n)d of %(wanted)d pages can be found") % {"n": health.documents, "wanted": wanted}
    if not health.ok:
        return health.message or found, _("Run: manage.py search_reindex")
    if health.documents != wanted or health.outdated:
        return found, _("Run: manage.py search_reindex")
    return found, ""


def _outbox() -> tuple[str, str]:
    now = timezone.now()
    given_up = Promise.objects.filter(state=State.FAILED).count()
    waiting = Q(state=State.DUE, run_after__lt=now - LATE) | Q(
        state=State.CLAIMED, lease_until__lt=now - LATE
    )
    late = Promise.objects.filter(waiting).count()
    if late:
        found = _("%(n)d promises wait for more than 5 minutes") % {"n": late}
        return found, _("Does manage.py outbox_run --loop still run?")
    if given_up:
        found = _("%(n)d promises given up") % {"n": given_up}
        return found, _("Look in the log why, and save the page again.")
    return _("all that was promised is done or next in turn"), ""


def _mail() -> tuple[str, str]:
    return _("no mail is sent yet"), ""


def _contact() -> tuple[str, str]:
    home = HomePage.objects.first()
    if home is None:
        return _("there is no home page"), _("Run: manage.py setup")
    if not home.run_by or not home.contact:
        return _("visitors do not see who runs the site, or where to ask something"), _(
            "Fill in “who runs this site” and “contact address” on the home page, in the admin."
        )
    return f"{home.run_by}, {home.contact}", ""


def _clock() -> tuple[str, str]:
    # Something written in the future means that the clock was set back, or runs ahead on another machine.
    newest = Promise.objects.aggregate(newest=Max("promised_at"))["newest"]
    ahead = newest - timezone.now() if newest else timedelta()
    if ahead > timedelta(seconds=30):
        found = _("something was written %(n)d seconds in the future") % {"n": ahead.total_seconds()}
        return found, _("Set the clock right (NTP).")
    return f"{timezone.localtime():%d-%m-%Y %H:%M} {settings.TIME_ZONE}", ""


def _storage() -> tuple[str, str]:
    for alias in ("default", "documents"):
        location = Path(getattr(storages[alias], "location", "."))
        location.mkdir(parents=True, exist_ok=True)
        if not os.access(location, os.W_OK):
            return _("%(folder)s cannot be written to") % {"folder": location}, _(
                "Give this user the right to write there."
            )
    return _("pictures and files can be kept"), ""


def _secrets() -> tuple[str, str]:
    if len(settings.SECRET_KEY) < 50 or settings.DEBUG:
        return _("development key, or DEBUG is on"), _(
            "Use config.settings.production with REGIOBRUG_SECRET_KEY."
        )
    if getattr(settings, "SECRET_KEY_IS_GENERATED", False):
        return _("own key, kept beside the database"), ""
    return _("key from the environment"), ""


def _versions() -> tuple[str, str]:
    found = f"Python {platform.python_version()}, Django {django.__version__}, Wagtail {wagtail.__version__}"
    return found, ""


def checks() -> dict[str, Callable[[], tuple[str, str]]]:
    """What is looked at, by its name on the screen."""
    return {
        _("database"): _database,
        _("search"): _search,
        _("promises"): _outbox,
        _("mail"): _mail,
        _("contact"): _contact,
        _("clock"): _clock,
        _("storage"): _storage,
        _("secrets"): _secrets,
        _("versions"): _versions,
    }
