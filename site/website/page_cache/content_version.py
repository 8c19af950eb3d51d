"""The content version: it changes with every change of what pages show, however that is made.

Every statement that goes to the database is looked at. One that can change a page sets another version in its
own transaction: also where rows are changed without a signal, such as by an update of many, by the tree of
pages or by another room.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.http import HttpRequest

from website.models import ContentVersion
from website.page_cache.write_detection import SCHEMA_VERBS, calls_one_of, changes_pages, verb_of

TABLE = ContentVersion._meta.db_table
# A function called in a SELECT can write. Those of PostgreSQL itself do not write in our tables.
OWN_FUNCTIONS = """
    SELECT proname FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
    WHERE provolatile = 'v' AND nspname NOT IN ('pg_catalog', 'information_schema')
"""
WORDS = f"SELECT word FROM {TABLE} ORDER BY id"  # noqa: S608 (nothing in it comes from outside)


def current() -> str:
    """The version now, in one query; where there is none, another each time: nothing kept is found."""
    connection = connections[DEFAULT_DB_ALIAS]
    for change in _changes(connection):
        change.seen = True
    # Every cached page waits for this query, and the ORM took longer to build it than the database to answer.
    with connection.cursor() as cursor:
        cursor.execute(WORDS)
        return "-".join(word for (word,) in cursor.fetchall()) or secrets.token_hex(16)


def of(request: HttpRequest) -> str:
    """The version when this request first asked for it: what is read later is at least as new."""
    if not hasattr(request, "_content_version"):
        request._content_version = current()  # type: ignore[attr-defined]
    found: str = request._content_version  # type: ignore[attr-defined]
    return found


class _Change:
    """A mark among the functions that run at commit; a rollback, also to a savepoint, takes it away."""

    # Set when the version was read after it in this transaction: the next change then sets another.
    seen = False

    def __call__(self) -> None:
        """Nothing is left to do."""


def _changes(connection: Any) -> list[_Change]:
    return [call for _sids, call, _robust in connection.run_on_commit if isinstance(call, _Change)]


class _Watch:
    def __init__(self) -> None:
        self._table_is_there = False
        self._writers: frozenset[str] | None = None

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """Execute the statement, and set another version in the same transaction when it changes a page."""
        connection: BaseDatabaseWrapper = context["connection"]
        if not changes_pages(sql) and not self._calls_a_writer(connection, sql):
            if verb_of(str(sql)) in SCHEMA_VERBS:
                self._table_is_there, self._writers = False, None
            return execute(sql, params, many, context)
        if connection.in_atomic_block:
            answer = execute(sql, params, many, context)
            self._set_once(connection)
            return answer
        if connection.vendor == "sqlite" and " RETURNING " in str(sql):
            # SQLite commits nothing before the rows are fetched; the version is then committed with them.
            answer = execute(sql, params, many, context)
            self._set_another(connection)
            return answer
        with transaction.atomic(using=connection.alias):
            answer = execute(sql, params, many, context)
            self._set_another(connection)
        return answer

    def _calls_a_writer(self, connection: BaseDatabaseWrapper, sql: Any) -> bool:
        """Whether it calls a function that was made in this database and may write; SQLite has none."""
        text = str(sql)
        # Without a bracket nothing is called; and no query may precede the rollback of a failed transaction.
        if connection.vendor != "postgresql" or "(" not in text or text == OWN_FUNCTIONS:
            return False
        if self._writers is None:
            with connection.cursor() as cursor:
                cursor.execute(OWN_FUNCTIONS)
                self._writers = frozenset(name.lower() for (name,) in cursor.fetchall())
        return bool(self._writers) and calls_one_of(self._writers, text)

    def _set_once(self, connection: BaseDatabaseWrapper) -> None:
        """Set another version once in a transaction: its changes become visible together."""
        if all(change.seen for change in _changes(connection)):
            self._set_another(connection)
            transaction.on_commit(_Change(), using=connection.alias)

    def _set_another(self, connection: BaseDatabaseWrapper) -> None:
        # While an empty database gets its tables there is nobody to read pages.
        self._table_is_there = self._table_is_there or TABLE in connection.introspection.table_names()
        if not self._table_is_there:
            return
        versions = ContentVersion.objects.using(connection.alias)
        word = secrets.token_hex(16)
        # Rows that others have locked are skipped. Outside a transaction nothing can be locked.
        rows = versions.select_for_update(skip_locked=True) if connection.in_atomic_block else versions
        free = rows.order_by("pk").values_list("pk", flat=True).first()
        if free is None or not versions.filter(pk=free).update(word=word):
            versions.create(word=word)


_watch = _Watch()


def watch_connections() -> None:
    connection_created.connect(_attach, dispatch_uid="website.page_cache")
    for connection in connections.all(initialized_only=True):
        _attach(connection)


def _attach(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    # In front: others add and remove theirs at the end.
    if connection.alias == DEFAULT_DB_ALIAS and _watch not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _watch)
