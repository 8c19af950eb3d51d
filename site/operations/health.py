"""Whether this process lives and can take requests, and how the rooms are.

A room says how it is with Wagtail's hook ``health``: the ``id`` of the message is a name and a word
(``outbox.late``); a ``Warning`` means that somebody has to do something.
"""

import time
from collections.abc import Callable
from typing import Any

from django.core.checks import INFO
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from wagtail import hooks

from operations.metrics import knows_the_token, metrics

# Seconds for which the answer of /healthz is given again.
FRESH = 5.0
_looked: tuple[float, dict[str, Any]] | None = None
_migrated = False


class HealthMiddleware:
    """Answers ``/livez`` and ``/readyz`` before anything else: a container or a balancer that asks knows no
    host name and no TLS, and learns nothing but yes or no.

    ``/livez``: the process answers. ``/readyz``: the database answers and is of this version. A monitor
    that brings its token gets the figures of ``/metrics`` here for the same reason.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/livez":
            return _said("ok")
        if request.path_info == "/readyz":
            return _said("ok") if is_ready() else _said("not ready", status=503)
        if request.path_info == "/metrics":
            return metrics() if knows_the_token(request) else _said("not found", status=404)
        return self.get_response(request)


def pending_migrations() -> int:
    """How many migrations were not applied yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_ready() -> bool:
    """Whether requests can be answered: the database is there, and no migration waits."""
    global _migrated
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        # Looked at until it is so; a process never sees its database go back.
        _migrated = _migrated or not pending_migrations()
    except Error:
        return False
    return _migrated


def state() -> dict[str, Any]:
    """How everything is, in words; ``ok`` is whether nobody has to do anything."""
    if not is_ready():
        return {"ok": False, "database": "away"}
    try:
        messages = [message for check in hooks.get_hooks("health") for message in check()]
    except Error:
        return {"ok": False, "database": "away"}
    words = dict(str(message.id).split(".", 1) for message in messages)
    return {"ok": all(message.level <= INFO for message in messages), "database": "ok", **words}


def healthz(request: HttpRequest) -> HttpResponse:
    """The state as JSON: 200 when all is well or only search is simpler, 503 otherwise.

    Looked at once in some seconds, whoever asks how often: a look at something that hangs takes two.
    """
    global _looked
    if _looked is None or time.monotonic() > _looked[0] + FRESH:
        _looked = (time.monotonic(), state())
    found = _looked[1]
    return JsonResponse(found, status=200 if found["ok"] else 503, headers={"Cache-Control": "no-store"})


def _said(word: str, *, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{word}\n", status=status, content_type="text/plain", headers=headers)
