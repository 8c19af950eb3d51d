"""The content version: it changes with every change of what pages show, however that is made.

Every statement that goes to the database is looked at. One that can change a page sets another version in its
own transaction, also where no signal is sent: an update of many rows, a move in the tree of pages.
"""

import secrets
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.http import HttpRequest

from website.models import ContentVersion
from website.page_cache.write_detection import changes_pages

TABLE = ContentVersion._meta.db_table
WORDS = f"SELECT word FROM {TABLE} ORDER BY id"  # noqa: S608 (nothing in it comes from outside)


def current() -> str:
    """The version now, in one query."""
    # Every cached page waits for this query, and the ORM took longer to build it than the database to answer.
    with connection.cursor() as cursor:
        cursor.execute(WORDS)
        return "-".join(word for (word,) in cursor.fetchall())


def of(request: HttpRequest) -> str:
    """The version when this request first asked for it: what is read later is at least as new."""
    if not hasattr(request, "_content_version"):
        request._content_version = current()  # type: ignore[attr-defined]
    found: str = request._content_version  # type: ignore[attr-defined]
    return found


class _Watch:
    _table_is_there = False

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """Execute the statement, and set another version in the same transaction when it changes a page."""
        if not changes_pages(sql):
            return execute(sql, params, many, context)
        connection: BaseDatabaseWrapper = context["connection"]
        # SQLite commits nothing before the rows are fetched; the version is then committed with them.
        is_unfetched = connection.vendor == "sqlite" and " RETURNING " in str(sql)
        is_whole = connection.in_atomic_block or is_unfetched
        with nullcontext() if is_whole else transaction.atomic(using=connection.alias):
            answer = execute(sql, params, many, context)
            self._set_another(connection)
        return answer

    def _set_another(self, connection: BaseDatabaseWrapper) -> None:
        # While an empty database gets its tables there is nobody to read pages.
        self._table_is_there = self._table_is_there or TABLE in connection.introspection.table_names()
        if not self._table_is_there:
            return
        versions = ContentVersion.objects.using(connection.alias)
        word = secrets.token_hex(16)
        # Rows that others have locked are skipped. Outside a transaction nothing can be locked.
        rows = versions.select_for_update(skip_locked=True) if connection.in_atomic_block else versions
        if not versions.filter(pk=rows.order_by("pk").values("pk")[:1]).update(word=word):
            versions.create(word=word)

    def after_migrations(self, using: str, **kwargs: Any) -> None:
        """Another release can show the same content otherwise."""
        self._set_another(connections[using])


_watch = _Watch()


def watch_connections() -> None:
    connection_created.connect(_attach, dispatch_uid="website.page_cache")
    for opened in connections.all(initialized_only=True):
        _attach(opened)
    post_migrate.connect(_watch.after_migrations, dispatch_uid="website.page_cache")


def _attach(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    # In front: others add and remove theirs at the end.
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _watch)
