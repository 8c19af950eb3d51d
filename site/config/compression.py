"""Public pages go out compressed, made small once and not for each reader."""

import gzip
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.regex_helper import _lazy_re_compile

ACCEPTS = _lazy_re_compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))")
LEVEL = 6
# Bytes below which nothing is gained, and how many compressed pages a process holds.
LEAST, MOST_HELD = 1_000, 100


class CompressionMiddleware:
    """Compresses what the page cache gives to everybody alike, which it marks with an ETag.

    Nothing else: an answer with somebody's secret in it, such as the token of a form, would tell that secret
    by its size. What is held is found by the ETag, which is of the content: it never needs to be thrown away
    for being old.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.held: dict[str, bytes] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, smaller where that is possible."""
        response = self.get_response(request)
        etag = response.get("ETag")
        if not etag or not self._may_be_smaller(request, response):
            return response
        content = self.held.get(etag)
        if content is None:
            content = gzip.compress(response.content, LEVEL, mtime=0)
            if len(self.held) >= MOST_HELD:
                self.held.clear()
            self.held[etag] = content
        response.content = content
        response["Content-Length"] = str(len(content))
        response["Content-Encoding"] = "gzip"
        # The same page, and other bytes.
        response["ETag"] = f"W/{etag}"
        return response

    def _may_be_smaller(self, request: HttpRequest, response: HttpResponse) -> bool:
        return (
            response.status_code == 200
            and not response.streaming
            and not response.has_header("Content-Encoding")
            and not response.cookies
            and len(response.content) >= LEAST
            and ACCEPTS.search(request.headers.get("Accept-Encoding", "")) is not None
        )
