"""What monitors ask: ``/livez``, ``/readyz``, ``/healthz`` in words, and the figures of ``/metrics``.

A room says how it is with Wagtail's hook ``health``: the ``id`` of the message is a name and a word
(``outbox.late``); a ``Warning`` means that somebody has to do something. It adds figures with the hook
``collect_metrics``: a function that gives families of metrics, counts alone and nothing about people.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.checks import INFO
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.deprecation import MiddlewareMixin
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Histogram, generate_latest
from prometheus_client.core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from wagtail import hooks

# Seconds for which the answer of /healthz is given again.
FRESH = 5.0
last_look: tuple[float, dict[str, Any]] | None = None
has_migrated = False


class HealthMiddleware(MiddlewareMixin):
    """Answers ``/livez`` and ``/readyz`` before anything else: a container or a balancer that asks knows no
    host name and no TLS, and learns nothing but yes or no. A monitor that brings its token gets the figures
    of ``/metrics`` here for the same reason."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if request.path_info == "/livez":
            return _said("ok")
        if request.path_info == "/readyz":
            return _said("ok") if is_ready() else _said("not ready", status=503)
        if request.path_info == "/metrics":
            # Without a token there are no monitors of ours.
            wanted, token = f"Bearer {settings.METRICS_TOKEN}", request.headers.get("Authorization", "")
            knows = settings.METRICS_TOKEN and constant_time_compare(token, wanted)
            return metrics() if knows else _said("not found", status=404)
        return None


def pending_migrations() -> int:
    """How many migrations were not applied yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_ready() -> bool:
    """Whether requests can be answered: the database is there, and no migration waits."""
    global has_migrated
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        # Looked at until it is so; a process never sees its database go back.
        has_migrated = has_migrated or not pending_migrations()
    except Error:
        return False
    return has_migrated


def state() -> dict[str, Any]:
    """How everything is, in words; ``ok`` is whether nobody has to do anything."""
    if is_ready():
        with suppress(Error):
            messages = [message for check in hooks.get_hooks("health") for message in check()]
            words = dict(str(message.id).split(".", 1) for message in messages)
            return {"ok": all(message.level <= INFO for message in messages), "database": "ok", **words}
    return {"ok": False, "database": "away"}


def healthz(request: HttpRequest) -> HttpResponse:
    """The state as JSON: 200 when all is well or only search is simpler, 503 otherwise.

    Looked at once in some seconds, whoever asks how often: a look at something that hangs takes two.
    """
    global last_look
    if last_look is None or time.monotonic() > last_look[0] + FRESH:
        last_look = (time.monotonic(), state())
    found = last_look[1]
    return JsonResponse(found, status=200 if found["ok"] else 503, headers={"Cache-Control": "no-store"})


def _said(word: str, *, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(f"{word}\n", status=status, content_type="text/plain", headers=headers)


REQUEST_SECONDS = Histogram(
    "regiobrug_request_seconds",
    "Time to answer a request, by where it led and the first figure of its status.",
    ["route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)


class RequestMetricsMiddleware:
    """Times every request but those of monitors; one that was answered without a route counts as ``none``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        response = self.get_response(request)
        labels = _route(request, response), f"{response.status_code // 100}xx"
        REQUEST_SECONDS.labels(*labels).observe(time.perf_counter() - begun)
        return response


def _route(request: HttpRequest, response: HttpResponseBase) -> str:
    """One of few words, and never what a visitor made up."""
    if "hit" in response.headers.get("Cache-Status", ""):
        return "kept page"
    match = request.resolver_match
    if match is None:
        return "none"
    admin = match.route.startswith(reverse("wagtailadmin_home").lstrip("/"))
    return "admin" if admin else match.view_name


class _Rooms(Collector):
    def collect(self) -> Iterator[Metric]:
        for read in hooks.get_hooks("collect_metrics"):
            yield from read()


def metrics() -> HttpResponse:
    """All figures: those of every process of this web server, and those of the rooms."""
    several = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    counted: Collector = MultiProcessCollector(None) if several else REGISTRY
    said = generate_latest(counted) + generate_latest(_Rooms())
    return HttpResponse(said, content_type=CONTENT_TYPE_LATEST)
