"""The store of the page cache: under which key a page is kept, until when, and in which form it is given."""

import gzip
import hashlib
import re
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Site

from website.page_cache import content_version
from website.page_cache.expiry import next_change
from website.page_cache.release import release

VARY = ("Cookie", "Accept-Encoding")
_REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")

# The content, compressed, and the headers.
CachedPage = tuple[bytes, dict[str, str]]


def key_of(request: HttpRequest) -> str:
    """The key of a page: everything that an answer to an anonymous visitor depends on."""
    version = content_version.of(request)
    # Style sheets and scripts are collected apart from the release that they belong to.
    collected = getattr(staticfiles_storage, "manifest_hash", "")
    # Nothing that a visitor can make up: of the host name and port only those of a site.
    known = _names_of_sites(version)
    asked = split_domain_port(request.get_host())[0], request.get_port()
    names = [name if name in known else "" for name in asked]
    parts = (version, release(), collected, request.scheme, *names, request.path_info, get_language())
    return "page:" + hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


@lru_cache(maxsize=1)
def _names_of_sites(version: str) -> frozenset[str]:
    """The host names and ports that tell sites apart; none when there is one site, however it is called."""
    sites = list(Site.objects.values_list("hostname", "port"))
    return frozenset(str(part) for site in sites for part in site) if len(sites) > 1 else frozenset()


def keep(key: str, response: HttpResponse, *, asked_at: datetime) -> CachedPage:
    """Keep what was made since ``asked_at`` until it is out of date."""
    until = min(asked_at + timedelta(seconds=settings.PAGE_CACHE_SECONDS), next_change(asked_at))
    # The language is part of the key, and pages depend on nothing else that a browser sends.
    headers = dict(response.items()) | {"Vary": ", ".join(VARY)}
    # Safe to compress: it holds no token and nothing of the visitor that its size could betray.
    page = gzip.compress(response.content, 6, mtime=0), headers
    cache.set(key, page, (until - timezone.now()).total_seconds())
    return page


def answer_with(page: CachedPage, request: HttpRequest, *, status: str) -> HttpResponse:
    """The page for this visitor, compressed or not."""
    content, headers = page
    compressed = _takes_gzip(request)
    answer = HttpResponse(content if compressed else gzip.decompress(content), headers=headers)
    if compressed:
        answer["Content-Encoding"] = "gzip"
    answer["Content-Length"] = str(len(answer.content))
    answer["Cache-Status"] = f"Regiobrug; {status}"
    return answer


def _takes_gzip(request: HttpRequest) -> bool:
    offers = request.headers.get("Accept-Encoding", "").lower().split(",")
    return any(offer.partition(";")[0].strip() == "gzip" and not _REFUSED.search(offer) for offer in offers)
