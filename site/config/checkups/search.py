"""Search: whether the index in the database and the one outside hold what can be found."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from elasticsearch import ApiError, TransportError

from config.checkups import Look
from search.domain.documents import indexable
from search.domain.drift import differences
from search.domain.engines import engine, outside
from search.domain.queries.pending_removals import lag
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import Connection
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.port import Health

LAG = timedelta(minutes=5)


def inside() -> Look:
    """The index in the database, that answers by itself or in the place of the one outside."""
    return _compared(engine(DatabaseEngine.name).health())


def elasticsearch() -> Look:
    """The index outside: there, of this version of the software, not behind and not different."""
    connection = outside()
    if connection is None:
        return _("not used; the site searches in its database"), ""
    try:
        health = engine(ElasticsearchEngine.name).health()
        if health.ok and health.outdated == 0:
            return _beside(connection, health)
    except (ApiError, TransportError) as error:
        health = Health(ok=False, message=f"{type(error).__name__}: {error}")
    if not health.ok:
        return health.message, _("Does Elasticsearch run? The database answers meanwhile.")
    return _compared(health)


def _beside(connection: Connection, health: Health) -> Look:
    if (waiting := lag()) > LAG:
        found = _("a change waits for %(n)d seconds") % {"n": waiting.total_seconds()}
        return found, _("Do the worker and beat, or outbox_run --loop, still run?")
    index = indices.answering(connection)
    different = len(differences(connection, index)) if index else 0
    if different:
        found = _("%(n)d pages are not as in the database") % {"n": different}
        return found, _("Run: manage.py search_reindex")
    if not index or not indices.is_current(connection, index):
        return _("the index is of another version"), _("Run: manage.py search_reindex")
    return _compared(health, moving=bool(waiting))


def _compared(health: Health, *, moving: bool = False) -> Look:
    wanted = indexable(timezone.now()).count()
    found = _("%(n)d of %(wanted)d pages can be found") % {"n": health.documents, "wanted": wanted}
    if not health.ok:
        return health.message or found, _("Run: manage.py search_reindex")
    if health.outdated:
        found = _("%(n)d pages were read by an older version") % {"n": health.outdated}
        return found, _("Run: manage.py search_reindex")
    if health.documents != wanted and not moving:
        return found, _("Run: manage.py search_reindex")
    return found, ""
