"""Visitors of a site that keeps its pages, and how they were answered."""

from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

HIT, MADE = "Regiobrug; hit", "Regiobrug; fwd=miss; stored"


def ask(path: str = "/klaproos/", **headers: str) -> HttpResponse:
    """A visitor with a browser that never was here."""
    return Client(headers={"host": "localhost", **headers}).get(path)


def status_of(response: HttpResponse) -> str | None:
    """Whether the page was kept, made and stored, or had nothing to do with the cache."""
    return response.get("Cache-Status")


def kept_keys() -> set[str]:
    return {key for key in cache._cache if ":page:" in key}
