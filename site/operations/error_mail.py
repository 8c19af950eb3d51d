"""Errors as mail to who minds the site: what failed, where in the code and for which request; no values."""

import logging
import re
import smtplib
import threading
import time
import traceback
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

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
# Seconds that the end of a process waits for its last mails.
LAST_WAIT = 3.0
# What is filled in into a line of the log, or is an address in it.
_VALUES = re.compile(r"%(\(\w+\))?[-#0-9. ]*[a-zA-Z]|\S+@\S+")


class Report(NamedTuple):
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
        self.sending: list[threading.Thread] = []

    def emit(self, record: logging.LogRecord) -> None:
        try:
            report = report_of(record)
            now, pause = time.monotonic(), settings.ERROR_MAIL_MINUTES * 60
            self._told = {key: at for key, at in self._told.items() if now - at < pause}
            self.sending = [thread for thread in self.sending if thread.is_alive()]
            if report.key in self._told or MOST in (len(self._told), len(self.sending)):
                return
            self._told[report.key] = now
            sender = threading.Thread(target=_send_once, args=[report], daemon=True)
            sender.start()
            self.sending.append(sender)
        except Exception:
            self.handleError(record)

    def close(self) -> None:
        """The end of the process waits a moment for what is on its way, and not for a server that hangs."""
        until = time.monotonic() + LAST_WAIT
        for sender in self.sending:
            sender.join(max(until - time.monotonic(), 0))
        super().close()


def _send_once(report: Report) -> None:
    try:
        if cache.add(f"error-mail:{report.key}", 1, settings.ERROR_MAIL_MINUTES * 60):
            connection = EmailBackend(fail_silently=False)
            sender, to = settings.SERVER_EMAIL, settings.ERROR_MAIL_TO
            EmailMessage(report.subject, report.text, sender, to, connection=connection).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        logger.warning("An error could not be mailed (%s)", type(error).__name__)


def report_of(record: logging.LogRecord) -> Report:
    """What may be told of an error: names of code and types, and never a value.

    The text of an exception may quote a form or a row, an address holds words or a token, so neither is
    here. The number of the request leads to the lines of the log.
    """
    error = record.exc_info[1] if record.exc_info else None
    what = type(error).__name__ if error else _VALUES.sub("…", str(record.msg))
    frames: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        # The error that came first stands first.
        frames = [*traceback.format_tb(error.__traceback__), *frames]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    place = f"{record.pathname}:{record.lineno} ({record.name})"
    if isinstance(request := getattr(record, "request", None), HttpRequest):
        route = request.resolver_match.route if request.resolver_match else ""
        place = f"{request.method} {route} ({record.name})"
    moment = timezone.localtime(datetime.fromtimestamp(record.created, UTC))
    lines = [
        _("Something failed on %(site)s.") % {"site": settings.WAGTAILADMIN_BASE_URL},
        "",
        _("What: %(what)s") % {"what": what},
        _("Where: %(place)s") % {"place": place},
        _("When: %(moment)s") % {"moment": f"{moment:%d-%m-%Y %H:%M:%S}"},
        _("Number of the request: %(number)s") % {"number": request_id.get() or "–"},
        "",
        _("The log says more. This error is not mailed again for %(n)d minutes.")
        % {"n": settings.ERROR_MAIL_MINUTES},
        "",
        *(frame.rstrip() for frame in frames),
    ]
    subject = " ".join(f"[{settings.WAGTAIL_SITE_NAME}] {what} ({record.name})".split())
    # Whatever asked for it, the same line that fails in the same way is the same error.
    same = f"{what} {frames[-1] if frames else place}"
    return Report(sha256(same.encode()).hexdigest(), subject[:200], "\n".join(lines))
