"""What the doctor and ``/healthz`` look at here: whether messages are handled in time, and can be told of."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Info, Warning
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from outbox.enums import State
from outbox.models import OutboxMessage
from outbox.status import LATE, late, outbox_status

AHEAD = timedelta(seconds=30)
# What Redis does when it is full: pages go first, for they end soonest; then counted attempts at a password;
# wake-ups, which have no end, never.
GIVES_WAY = "volatile-ttl"
Found = list[CheckMessage]


@hooks.register("health")
def outbox() -> Found:
    found = outbox_status()
    if found.is_late:
        return [Warning("", id="outbox.late")]
    if found.count(State.FAILED):
        return [Warning("", id="outbox.given up")]
    return [Info("", id="outbox.ok")]


@hooks.register("doctor")
def messages() -> Found:
    status = outbox_status()
    newest = OutboxMessage.objects.aggregate(newest=Max("enqueued_at"))["newest"]
    ahead = newest - timezone.now() if newest else timedelta()
    hint = _who_runs()
    if status.oldest_due > LATE:
        waiting = {"n": status.due, "minutes": status.oldest_due // timedelta(minutes=1)}
        text = ngettext(
            "%(n)d message waits, for %(minutes)d minutes",
            "%(n)d messages wait, the longest for %(minutes)d minutes",
            status.due,
        )
        found = text % waiting
    elif given_up := status.count(State.FAILED):
        found = ngettext("%(n)d message given up", "%(n)d messages given up", given_up) % {"n": given_up}
        hint = _("Look in the log why. When that is mended: manage.py outbox_run --again")
    elif ahead > AHEAD:
        # The clock was set back, or runs ahead on another machine.
        found = _("something was written %(n)d seconds in the future") % {"n": ahead.total_seconds()}
        hint = _("Set the clock right (NTP).")
    else:
        return [Info(_("all messages are handled or next in turn"), obj=_("messages"))]
    return [Warning(found, hint=hint, obj=_("messages"))]


@hooks.register("doctor")
def periodic_tasks() -> Found:
    """Whether periodic tasks run: the sign of life of a loop, or of scheduler, Redis and worker together."""
    status = outbox_status()
    last = status.last_periodic_run
    hint = _("Look in the log.")
    if last is None:
        found, hint = _("none has run yet"), _who_runs()
    elif timezone.now() - last > LATE:
        found = _("the last one was at %(moment)s") % {"moment": f"{timezone.localtime(last):%d-%m-%Y %H:%M}"}
        hint = _who_runs()
    elif failing := [each.name for each in status.periodic_tasks if each.last_error]:
        found = _("failed: %(names)s") % {"names": ", ".join(failing)}
    elif behind := [each.name for each in status.periodic_tasks if late(each) > LATE]:
        found = _("late: %(names)s") % {"names": ", ".join(behind)}
    else:
        return [Info(_("all of them run"), obj=_("periodic tasks"))]
    return [Warning(found, hint=hint, obj=_("periodic tasks"))]


def _who_runs() -> str:
    if settings.CELERY_BROKER_URL:
        return _("Do the worker, beat and Redis still run?")
    return _("Does manage.py outbox_run --loop still run?")


@hooks.register("doctor")
def redis_answers() -> Found:
    """Whether Redis answers, where this site has one, and what it does when it is full."""
    url = settings.CELERY_BROKER_URL
    if not url:
        return [Info(_("not used; a loop handles the outbox"), obj="Redis")]
    # A site without Redis starts without its client.
    import redis

    options = settings.CACHES["default"]["OPTIONS"]
    certificates = {name: value for name, value in options.items() if name.startswith("ssl_")}
    where = {"where": urlsplit(url).hostname}
    try:
        with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2, **certificates) as client:
            memory: Any = client.info("memory")
    except redis.RedisError as error:
        # The error under all others: what the client makes of it says no more than that there is no line.
        first: BaseException = error
        while before := first.__cause__ or first.__context__:
            first = before
        found = _("%(where)s does not answer (%(error)s)") % {**where, "error": type(first).__name__}
        hint = _(
            "Does Redis run, is REGIOBRUG_REDIS right, and is its certificate for this address and by the"
            " authority in REGIOBRUG_REDIS_CA? The site goes on without, slower."
        )
        return [Warning(found, hint=hint, obj="Redis")]
    if memory["maxmemory"] and memory["maxmemory_policy"] != GIVES_WAY:
        found = _("%(where)s answers; when it is full it may forget more than pages") % where
        hint = _("Give Redis the setting: maxmemory-policy %(policy)s") % {"policy": GIVES_WAY}
        return [Warning(found, hint=hint, obj="Redis")]
    return [Info(_("%(where)s answers") % where, obj="Redis")]
