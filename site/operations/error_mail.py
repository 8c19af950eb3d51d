"""Errors as mail to who minds the site: what failed, where in the code and for which request; no values."""

import logging
import re
import smtplib
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from operations.logs import request_id

logger = logging.getLogger(__name__)

# Mails of one process in the time in which it tells once of each error, and at one moment: when all fails at
# once, a few say so.
MOST = 10
# How many seconds the end of a process waits for mails that are being sent.
LAST_SECONDS = 3.0
_PLACE = re.compile(r"%(\(\w+\))?[-#0-9. ]*[a-zA-Z]")
_ADDRESS = re.compile(r"\S+@\S+")


@dataclass(frozen=True, slots=True)
class Report:
    """An error as it is told: ``key`` is the same for the same error."""

    key: str
    subject: str
    text: str


class ErrorMailHandler(logging.Handler):
    """Mails each error from a thread of its own: who runs into one never waits for a mail server.

    The same error is mailed once in ``ERROR_MAIL_MINUTES``, by whichever process meets it first where they
    share a cache. A mail that cannot be sent is a line in the log and no more.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._told: dict[str, float] = {}
        self._sending: list[threading.Thread] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Called with the lock of this handler held; an error here is never one of who logged."""
        try:
            report = report_of(record)
            now, pause = time.monotonic(), settings.ERROR_MAIL_MINUTES * 60
            self._told = {key: at for key, at in self._told.items() if now - at < pause}
            self._sending = [thread for thread in self._sending if thread.is_alive()]
            if report.key in self._told or MOST in (len(self._told), len(self._sending)):
                return
            self._told[report.key] = now
            sender = threading.Thread(target=_send_once, args=[report], daemon=True)
            sender.start()
            self._sending.append(sender)
        except Exception:
            self.handleError(record)

    def close(self) -> None:
        """At the end of the process: what is being sent may still go, for a moment."""
        until = time.monotonic() + LAST_SECONDS
        for thread in self._sending:
            thread.join(max(until - time.monotonic(), 0))
        super().close()


def _send_once(report: Report) -> None:
    try:
        if cache.add(f"error-mail:{report.key}", 1, settings.ERROR_MAIL_MINUTES * 60):
            send(report)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        logger.warning("An error could not be mailed (%s)", type(error).__name__)


def send(report: Report) -> None:
    """Send it now. Raises OSError or SMTPException when the server of the site does not take it."""
    message = EmailMessage(report.subject, report.text, settings.SERVER_EMAIL, settings.ERROR_MAIL_TO)
    message.connection = EmailBackend(fail_silently=False)
    message.send()


def report_of(record: logging.LogRecord) -> Report:
    """What may be told of an error: names of code and types, and never a value.

    The text of an exception may quote a form or a row, an address holds words or a token, so neither is
    here. The number of the request leads to the lines of the log.
    """
    raised = list(_chain(record.exc_info[1] if record.exc_info else None))
    frames = [frame for each in raised for frame in traceback.format_tb(each.__traceback__)]
    what = type(raised[-1]).__name__ if raised else _without_values(record)
    moment = timezone.localtime(datetime.fromtimestamp(record.created, UTC))
    lines = [
        _("Something failed on %(site)s.") % {"site": settings.WAGTAILADMIN_BASE_URL},
        "",
        _("What: %(what)s") % {"what": what},
        _("Where: %(place)s") % {"place": _place(record)},
        _("When: %(moment)s") % {"moment": f"{moment:%d-%m-%Y %H:%M:%S}"},
        _("Number of the request: %(number)s") % {"number": request_id() or "–"},
        "",
        _("The log says more. This error is not mailed again for %(n)d minutes.")
        % {"n": settings.ERROR_MAIL_MINUTES},
        "",
        *(frame.rstrip() for frame in frames),
    ]
    subject = " ".join(f"[{settings.WAGTAIL_SITE_NAME}] {what} ({record.name})".split())
    # Whatever asked for it, the same line that fails in the same way is the same error.
    same = f"{what} {frames[-1]}" if frames else f"{what} {_place(record)}"
    return Report(sha256(same.encode()).hexdigest(), subject[:200], "\n".join(lines))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error that came first, to the one that was seen."""
    if error is not None:
        yield from _chain(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
        yield error


def _place(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        route = request.resolver_match.route if request.resolver_match else ""
        return f"{request.method} {route} ({record.name})"
    return f"{record.pathname}:{record.lineno} ({record.name})"


def _without_values(record: logging.LogRecord) -> str:
    """The sentence that the code holds, with nothing filled in."""
    return _ADDRESS.sub("…", _PLACE.sub("…", str(record.msg)))
