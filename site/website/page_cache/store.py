"""The store of the page cache: keys, expiry, and who makes a page that is missing."""

import gzip
import hashlib
import re
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import DEFAULT_CACHE_ALIAS, cache, caches
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from website.navigation import site_id_of
from website.page_cache.expiry import next_change
from website.page_cache.release import release

BIGGEST = 1_000_000
# Others wait this long for a page that is being made, and the lock on making it ends after this; in seconds.
MAX_WAIT = 2.0
LOCK = 5
POLL_INTERVAL = 0.01
# How long the moment of the next change is remembered, in seconds.
MOMENT = 300
# Pages held in a process, and the largest of them in bytes: ten megabytes at the most.
MOST_IN_PROCESS = 50
BIGGEST_IN_PROCESS = 200_000


@dataclass(frozen=True, slots=True)
class CachedPage:
    """An answer, compressed, and until when it holds."""

    until: datetime
    content: bytes
    headers: dict[str, str]

    def answer(self, request: HttpRequest, status: str) -> HttpResponse:
        """The page for this visitor, compressed or not; each form has an ETag of its own."""
        headers = {**self.headers, "Cache-Status": f"Regiobrug; {status}"}
        content = self.content
        if _takes_gzip(request):
            headers |= {"Content-Encoding": "gzip", "ETag": f'{headers["ETag"][:-1]}-gzip"'}
        else:
            content = gzip.decompress(content)
        return HttpResponse(content, headers={**headers, "Content-Length": str(len(content))})


_in_process: dict[str, CachedPage] = {}
_REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")


def key_of(request: HttpRequest, version: str) -> str:
    """The key of a page: everything that an answer to an anonymous visitor depends on."""
    # Style sheets and scripts are collected apart from the release that they belong to.
    collected = getattr(staticfiles_storage, "manifest_hash", "")
    # Nothing that a visitor can make up: of the host name only which site it means.
    site_id = site_id_of(request, version)
    parts = (version, release(), collected, request.scheme, site_id, request.path_info, get_language())
    return "page:" + hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def find(key: str) -> CachedPage | None:
    now = timezone.now()
    kept = _in_process.get(key)
    if kept is None or kept.until <= now:
        # Not here, or expired here; another process may have stored a newer one.
        kept = cache.get(key)
        if not isinstance(kept, CachedPage) or kept.until <= now:
            return None
        _keep_in_process(key, kept)
    return kept


def _takes_gzip(request: HttpRequest) -> bool:
    offers = request.headers.get("Accept-Encoding", "").lower().split(",")
    return any(offer.partition(";")[0].strip() == "gzip" and not _REFUSED.search(offer) for offer in offers)


def etag_of(response: HttpResponse) -> str:
    """The same for the same content, whoever made it and when."""
    return f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'


def keep(
    key: str, response: HttpResponse, *, version: str, asked_at: datetime, seconds: int
) -> CachedPage | None:
    """Keep what was made since ``asked_at``; None when it is not worth it."""
    until = min(asked_at + timedelta(seconds=seconds), _next_change(version, asked_at))
    if until <= timezone.now() or len(response.content) > BIGGEST:
        return None
    # Safe to compress: it holds no token and nothing of the visitor that its size could betray.
    kept = CachedPage(until, gzip.compress(response.content, 6, mtime=0), dict(response.items()))
    cache.set(key, kept, seconds)
    return kept


def _keep_in_process(key: str, kept: CachedPage) -> None:
    """Hold a page in this process too, when the cache is somewhere else: asking there takes a third of a hit.

    The version is part of the key, so what this process holds is never older than what is kept there.
    """
    in_process = isinstance(caches[DEFAULT_CACHE_ALIAS], LocMemCache)
    if in_process or len(kept.content) > BIGGEST_IN_PROCESS:
        return
    if key not in _in_process and len(_in_process) >= MOST_IN_PROCESS:
        _in_process.clear()
    _in_process[key] = kept


def take_turn(key: str) -> bool:
    """Whether the caller is the one to make this page; others wait."""
    return bool(cache.add(f"{key}:turn", 1, LOCK))


def end_turn(key: str) -> None:
    cache.delete(f"{key}:turn")


def wait_for(key: str) -> CachedPage | None:
    """The page that somebody else is making; None when it does not come, or not soon enough."""
    deadline = time.monotonic() + MAX_WAIT
    while time.monotonic() < deadline:
        ended = f"{key}:turn" not in cache
        kept = find(key)
        if kept is not None or ended:
            return kept
        time.sleep(POLL_INTERVAL)
    return None


def _next_change(version: str, asked_at: datetime) -> datetime:
    """The first moment after ``asked_at``; asked of the database once per version and moment."""
    key = f"moment:{hashlib.sha256(version.encode()).hexdigest()}"
    known: tuple[datetime, datetime] | None = cache.get(key)
    # A moment that was looked up after this page was begun may have skipped an earlier one.
    if known is not None and known[0] <= asked_at < known[1]:
        return known[1]
    moment = next_change(asked_at)
    cache.set(key, (asked_at, moment), MOMENT)
    return moment
