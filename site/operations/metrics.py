"""Figures for Prometheus: what the processes of the web server counted, and what the rooms read when asked.

A room adds figures with Wagtail's hook ``collect_metrics``: a function that gives families of metrics, counts
alone and nothing about people.
"""

import os
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from wagtail import hooks

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


def metrics() -> HttpResponse:
    """All figures: those of every process of this web server, and those of the rooms."""
    counted = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    read = CollectorRegistry()
    read.register(_Rooms())
    return HttpResponse(generate_latest(counted) + generate_latest(read), content_type=CONTENT_TYPE_LATEST)


class _Rooms(Collector):
    def collect(self) -> Iterator[Metric]:
        for read in hooks.get_hooks("collect_metrics"):
            yield from read()


def knows_the_token(request: HttpRequest) -> bool:
    """Whether this is a monitor of ours. Without a token set there is none."""
    token = settings.METRICS_TOKEN
    return bool(token) and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")
