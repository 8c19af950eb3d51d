"""Whether this process lives, can take requests, and how the things it leans on are."""

import time
from collections.abc import Callable
from typing import Any

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from config.metrics import knows_the_token, metrics
from outbox.enums import State
from outbox.status import outbox_status
from search.domain.engines import searcher

FRESH = 5.0
_looked: tuple[float, dict[str, Any]] | None = None


class HealthMiddleware:
    """Answers ``/livez`` and ``/readyz`` before anything else: who asks is a container or a balancer,
    which knows no host name and no TLS, and learns nothing but yes or no.

    ``/livez``: the process answers. ``/readyz``: the database answers and is of this version. A monitor
    that brings its token gets the figures of ``/metrics`` here for the same reason.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a question about health, and let every other request go on."""
        if request.path_info == "/livez":
            return _said("ok")
        if request.path_info == "/readyz":
            return _said("ok") if is_ready() else _said("not ready", status=503)
        if request.path_info == "/metrics":
            return metrics() if knows_the_token(request) else _said("not found", status=404)
        return self.get_response(request)


def is_ready() -> bool:
    """Whether requests can be answered: the database is there, and no change of it waits."""
    global _migrated
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _migrated:
            executor = MigrationExecutor(connection)
            _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return False
    return _migrated


# Looked at until it is so; a process never sees its database go back.
_migrated = False


def state() -> dict[str, Any]:
    """Everything the site leans on in words; ``ok`` is whether somebody has to do something."""
    search = _of(lambda: "ok" if searcher().health().ok else "simpler")
    outbox = _of(_outbox)
    database = "ok" if is_ready() else "away"
    return {
        "ok": database == "ok" and outbox == "ok",
        "database": database,
        "search": search,
        "outbox": outbox,
    }


def healthz(request: HttpRequest) -> HttpResponse:
    """The state as JSON: 200 when all is well or only search is simpler, 503 otherwise.

    Looked at once in some seconds, whoever asks how often: a look at something that hangs takes two.
    """
    global _looked
    if _looked is None or time.monotonic() > _looked[0] + FRESH:
        _looked = (time.monotonic(), state())
    found = _looked[1]
    return JsonResponse(found, status=200 if found["ok"] else 503, headers={"Cache-Control": "no-store"})


def _outbox() -> str:
    found = outbox_status()
    if found.is_late:
        return "late"
    return "given up" if found.count(State.FAILED) else "ok"


def _of(look: Callable[[], str]) -> str:
    try:
        return look()
    except Error:
        return "away"


def _said(word: str, *, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{word}\n", status=status, content_type="text/plain", headers=headers)
