"""The processes that handle the outbox: whether they live, keep up, and can be woken."""

import ssl
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from config.checkups import Look
from outbox.enums import State
from outbox.status import LATE, outbox_status

# What Redis does when it is full: pages go first, for they end soonest; then counted attempts at a password;
# wake-ups, which have no end, never.
GIVES_WAY = "volatile-ttl"


def messages() -> Look:
    """Whether messages are handled in time."""
    found = outbox_status()
    if found.oldest_due > LATE:
        waiting = {"n": found.due, "minutes": found.oldest_due // timedelta(minutes=1)}
        return _("%(n)d messages wait, the longest for %(minutes)d minutes") % waiting, _who_runs()
    if given_up := found.count(State.FAILED):
        advice = _("Look in the log why, and save the page again.")
        return _("%(n)d messages given up") % {"n": given_up}, advice
    return _("all messages are handled or next in turn"), ""


def periodic_tasks() -> Look:
    """Whether periodic tasks run: the sign of life of a loop, or of scheduler, Redis and worker together."""
    found = outbox_status()
    if found.last_periodic_run is None:
        return _("none has run yet"), _who_runs()
    if timezone.now() - found.last_periodic_run > LATE:
        moment = f"{timezone.localtime(found.last_periodic_run):%d-%m-%Y %H:%M}"
        return _("the last one was at %(moment)s") % {"moment": moment}, _who_runs()
    failing = [each.name for each in found.periodic_tasks if each.last_error]
    late = [each.name for each in found.periodic_tasks if each.late > LATE]
    if failing:
        return _("failed: %(names)s") % {"names": ", ".join(failing)}, _("Look in the log.")
    if late:
        return _("late: %(names)s") % {"names": ", ".join(late)}, _("Look in the log.")
    return _("all of them run"), ""


def _who_runs() -> str:
    if settings.CELERY_BROKER_URL:
        return _("Do the worker, beat and Redis still run?")
    return _("Does manage.py outbox_run --loop still run?")


def redis_answers() -> Look:
    """Whether Redis answers, where this site has one."""
    url = settings.CELERY_BROKER_URL
    if not url:
        return _("not used; a loop handles the outbox"), ""
    options = settings.CACHES["default"]["OPTIONS"]
    certificates = {name: value for name, value in options.items() if name.startswith("ssl_")}
    where = urlsplit(url).hostname
    try:
        with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2, **certificates) as client:
            memory: Any = client.info("memory")
    except redis.RedisError as error:
        first = _began_with(error)
        found = _("%(where)s does not answer (%(error)s)") % {"where": where, "error": type(first).__name__}
        if isinstance(first, ssl.SSLError):
            return found, _(
                "Is its certificate for this address, and by the authority in REGIOBRUG_REDIS_CA?"
                " The site goes on without, slower."
            )
        return found, _("Does Redis run, and is REGIOBRUG_REDIS right? The site goes on without, slower.")
    if memory["maxmemory"] and memory["maxmemory_policy"] != GIVES_WAY:
        found = _("%(where)s answers; when it is full it may forget more than pages") % {"where": where}
        return found, _("Give Redis the setting: maxmemory-policy %(policy)s") % {"policy": GIVES_WAY}
    return _("%(where)s answers") % {"where": where}, ""


def _began_with(error: BaseException) -> BaseException:
    """The error under all others: what the client makes of it says no more than that there is no line."""
    while before := error.__cause__ or error.__context__:
        error = before
    return error
