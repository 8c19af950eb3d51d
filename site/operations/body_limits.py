"""How much one request may bring: decided from its headers, before anything of it is read or written down."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin

from accounts.sessions import SessionStore

# Bytes: two files of 10 MB are the most that an editor sends, and a form is all that anybody else does.
FROM_ACCOUNTS = 21 * 1024 * 1024
FROM_ANYBODY = 64 * 1024


def is_too_much(*, length: int, session_key: str | None) -> bool:
    """Whether a body of so many bytes is more than who sends it may; looks whether the session exists."""
    if length <= FROM_ANYBODY:
        return False
    return length > FROM_ACCOUNTS or not session_key or SESSION_KEY not in SessionStore(session_key)


class BodyLimitMiddleware(MiddlewareMixin):
    """Answers 413 where Django would write files to its temporary folder first, whoever sends them.

    A body without a length is refused too: no browser sends one.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        if "HTTP_TRANSFER_ENCODING" not in request.META:
            given = request.META.get("CONTENT_LENGTH") or "0"
            length = int(given) if given.isascii() and given.isdigit() else 0
            key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
            if not is_too_much(length=length, session_key=key):
                return None
        return HttpResponse(render_to_string("413.html"), status=413, headers={"Cache-Control": "no-store"})
