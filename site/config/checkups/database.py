"""The database: whether it answers, whether it is of this version, and whether its clock is ours."""

import platform
from datetime import UTC, datetime, timedelta

import django
import wagtail
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from elasticsearch import ApiError, TransportError
from elasticsearch import __version__ as elasticsearch_client

from config.checkups import Look
from outbox.models import OutboxMessage
from search.domain.engines import outside

SKEW = timedelta(seconds=5)
AHEAD = timedelta(seconds=30)


def database() -> Look:
    """Whether the database answers, and no change of it waits."""
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    found = _("%(database)s answers") % {"database": connection.display_name}
    if waiting:
        return _("%(found)s, %(n)d changes wait") % {"found": found, "n": waiting}, _(
            "Run: manage.py migrate"
        )
    return found, ""


def clock() -> Look:
    """Whether this machine and that of the database have the same time, and nothing comes from the future."""
    skew = _time_there() - timezone.now()
    if abs(skew) > SKEW:
        found = _("%(n)d seconds from the clock of the database") % {"n": abs(skew).total_seconds()}
        return found, _("Set the clock right (NTP).")
    # Something written in the future means that the clock was set back, or runs ahead on another machine.
    newest = OutboxMessage.objects.aggregate(newest=Max("enqueued_at"))["newest"]
    ahead = newest - timezone.now() if newest else timedelta()
    if ahead > AHEAD:
        found = _("something was written %(n)d seconds in the future") % {"n": ahead.total_seconds()}
        return found, _("Set the clock right (NTP).")
    return f"{timezone.localtime():%d-%m-%Y %H:%M} {settings.TIME_ZONE}", ""


def _time_there() -> datetime:
    now = "clock_timestamp()" if connection.vendor == "postgresql" else "strftime('%Y-%m-%dT%H:%M:%f', 'now')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {now}", None)
        (there,) = cursor.fetchone()
    return there if isinstance(there, datetime) else datetime.fromisoformat(there).replace(tzinfo=UTC)


def versions() -> Look:
    """What runs here, and whether the servers are of versions that it works with."""
    there = _version(connection.get_database_version())
    parts = [f"Python {platform.python_version()}", f"Django {django.__version__}"]
    parts += [f"Wagtail {wagtail.__version__}", f"{connection.display_name} {there}"]
    least = connection.features.minimum_database_version
    if least and connection.get_database_version() < least:
        return ", ".join(parts), _("This needs %(database)s %(version)s or newer.") % {
            "database": connection.display_name,
            "version": _version(least),
        }
    server = _elasticsearch_version()
    if server is None:
        return ", ".join(parts), ""
    client = elasticsearch_client[:2]
    parts.append(f"Elasticsearch {_version(server)} (client {_version(client)})")
    # A client works with servers of its own major version that are not older than it is.
    if server[0] != client[0] or server[:2] < client:
        return ", ".join(parts), _("Use Elasticsearch %(major)d, version %(version)s or newer.") % {
            "major": client[0],
            "version": _version(client),
        }
    return ", ".join(parts), ""


def _elasticsearch_version() -> tuple[int, ...] | None:
    """None without an Elasticsearch, or when it does not answer: that is a line of its own."""
    connected = outside()
    if connected is None:
        return None
    try:
        nodes = connected.client().options(request_timeout=2).nodes.info(node_id="_local")["nodes"]
    except (ApiError, TransportError):
        return None
    numbers = [node["version"].split("-")[0].split(".") for node in nodes.values()]
    return min(tuple(int(part) for part in each) for each in numbers)


def _version(parts: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in parts)
