"""What the doctor and ``/healthz`` look at here: whether both indexes hold what can be found."""

from datetime import timedelta
from typing import Any

from django.core.checks import CheckMessage, Info, Warning
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from search.domain.elasticsearch_sync import differences
from search.domain.engines import database_engine, elasticsearch_connection, elasticsearch_engine, searcher
from search.domain.queries.indexable import indexable, lag
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection, engine_down
from search.port import EngineDown, Health

LAG = timedelta(minutes=5)
Found = list[CheckMessage]


@hooks.register("health")
def search(**_options: Any) -> Found:
    """A search that the database answers in the place of Elasticsearch is simpler, and no alarm."""
    return [Info("", id="search.ok" if searcher().health().ok else "search.simpler")]


@hooks.register("doctor")
def database_index(**_options: Any) -> Found:
    """The index in the database, that answers by itself or in the place of Elasticsearch."""
    return [_compared(_("search"), database_engine().health())]


@hooks.register("doctor")
def elasticsearch(**_options: Any) -> Found:
    """The index outside: there, of this version of the software, not behind and not different."""
    connection = elasticsearch_connection()
    if connection is None:
        return [Info(_("not used; the site searches in its database"), obj="Elasticsearch")]
    try:
        health = elasticsearch_engine().health()
        if health.ok and health.outdated == 0:
            with engine_down():
                return [_beside(connection, health)]
    except EngineDown as error:
        health = Health(ok=False, message=str(error))
    if not health.ok:
        hint = _("Does Elasticsearch run? The database answers meanwhile.")
        return [Warning(health.message, hint=hint, obj="Elasticsearch")]
    return [_compared("Elasticsearch", health)]


@hooks.register("doctor")
def elasticsearch_version(**_options: Any) -> Found:
    """Whether Elasticsearch is of a version that its client works with: the same major one, and no older."""
    connection = elasticsearch_connection()
    if connection is None:
        return []
    from elasticsearch import __version__ as client_version

    try:
        with engine_down():
            nodes = connection.client(seconds=2).nodes.info(node_id="_local")["nodes"]
    except EngineDown:
        # That it does not answer is told of already.
        return []
    numbers = [node["version"].split("-")[0].split(".") for node in nodes.values()]
    server, client = min(tuple(map(int, each)) for each in numbers), client_version[:2]
    found = f"{_dotted(server)} (client {_dotted(client)})"
    if server[0] == client[0] and server[:2] >= client:
        return [Info(found, obj="Elasticsearch")]
    wanted = {"major": client[0], "version": _dotted(client)}
    hint = _("Use Elasticsearch %(major)d, version %(version)s or newer.") % wanted
    return [Warning(found, hint=hint, obj="Elasticsearch")]


def _dotted(parts: tuple[int, ...]) -> str:
    return ".".join(map(str, parts))


def _beside(connection: Connection, health: Health) -> CheckMessage:
    waiting, index = lag(), indices.answering(connection)
    hint = _("Run: manage.py search_reindex")
    if waiting > LAG:
        found = _("a change waits for %(n)d seconds") % {"n": waiting.total_seconds()}
        hint = _("Do the worker and beat, or outbox_run --loop, still run?")
    elif different := len(differences(connection, index)) if index else 0:
        found = ngettext(
            "%(n)d page is not as in the database", "%(n)d pages are not as in the database", different
        ) % {"n": different}
    elif not index or not indices.is_current(connection, index):
        found = _("the index is of another version")
    else:
        return _compared("Elasticsearch", health, moving=bool(waiting))
    return Warning(found, hint=hint, obj="Elasticsearch")


def _compared(subject: str, health: Health, *, moving: bool = False) -> CheckMessage:
    wanted = indexable(timezone.now()).count()
    found = _("%(n)d of %(wanted)d pages can be found") % {"n": health.documents, "wanted": wanted}
    well = health.ok and (moving or health.documents == wanted)
    if not health.ok:
        found = health.message or found
    elif health.outdated:
        text = ngettext(
            "%(n)d page was read by an older version",
            "%(n)d pages were read by an older version",
            health.outdated,
        )
        found, well = text % {"n": health.outdated}, False
    if well:
        return Info(found, obj=subject)
    return Warning(found, hint=_("Run: manage.py search_reindex"), obj=subject)
