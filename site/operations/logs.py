"""Log lines with the number of their request, and nothing about who asked or what a row holds."""

import json
import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponseBase

# The number of the request that this is about; empty outside one.
request_id: ContextVar[str] = ContextVar("request_id", default="")
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    """A number for every request, from its proxy or one of ours: it stands in each log line and in the
    answer, so that a complaint leads to the lines it is about."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-ID", "")
        number = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        # A preview is a request within a request.
        token = request_id.set(number)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = number
        return response


class WithoutRows(logging.Formatter):
    """Log lines in which an error of the database does not quote the row that it is about, and what a visitor
    sent begins no line and tells no terminal what to do."""

    # What ends a line for some reader, changes the direction of a text, or is a command.
    CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
    # PostgreSQL's own words after the first line, to where the next error begins or all of it ends.
    QUOTES = re.compile(
        r"^(?:DETAIL|CONTEXT|HINT|QUERY|LINE \d+): .*?(?=^\n(?:The above|During handling)|\Z)",
        re.DOTALL | re.MULTILINE,
    )

    def formatMessage(self, record: logging.LogRecord) -> str:
        return self._escaped(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        lines = self.QUOTES.sub("", super().formatException(ei)).rstrip().split("\n")
        return "\n".join(f"  {self._escaped(line)}" for line in lines)

    def _escaped(self, text: str) -> str:
        return self.CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def refused_in_a_line(record: logging.LogRecord) -> bool:
    """What Django refuses is somebody else's doing: one line that warns, and not where in the code."""
    record.levelno, record.levelname = logging.WARNING, "WARNING"
    record.exc_info = record.exc_text = None
    return True


class JsonFormatter(WithoutRows):
    """One line of JSON a record.

    Django's own records carry the request, with its cookies and the visitor's address: only its path
    is written, without the words that somebody searched for.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_id.get():
            line["request"] = number
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            line |= {"method": request.method, "path": request.path}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
