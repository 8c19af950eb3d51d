"""How much one request may bring: decided from its headers, before anything of it is read or written down."""

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

# Bytes: two files of 10 MB are the most that an editor sends, and a form is all that anybody else does.
FROM_ACCOUNTS = 21 * 1024 * 1024
FROM_ANYBODY = 64 * 1024


def is_too_much(*, length: int, session_key: str | None) -> bool:
    """Whether a body of so many bytes is more than who sends it may; looks whether the session exists."""
    if length <= FROM_ANYBODY:
        return False
    return length > FROM_ACCOUNTS or not _is_logged_in(session_key)


def _is_logged_in(session_key: str | None) -> bool:
    if not session_key:
        return False
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return SESSION_KEY in store


class BodyLimitMiddleware:
    """Answers 413 where Django would write files to its temporary folder first, whoever sends them.

    A body without a length is refused too: no browser sends one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "HTTP_TRANSFER_ENCODING" not in request.META:
            given = request.META.get("CONTENT_LENGTH") or "0"
            length = int(given) if given.isascii() and given.isdigit() else 0
            key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
            if not is_too_much(length=length, session_key=key):
                return self.get_response(request)
        return HttpResponse(render_to_string("413.html"), status=413, headers={"Cache-Control": "no-store"})
