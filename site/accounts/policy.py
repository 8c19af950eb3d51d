"""The one audience policy: which pages a viewer may read now."""

from datetime import datetime
from typing import Protocol

from django.db.models import Q
from django.utils import timezone

from accounts.viewer import Viewer


def visible_q(viewer: Viewer, now: datetime | None = None) -> Q:
    """The condition on a content page under which ``viewer`` may read it at ``now``.

    Publishing and expiry times are compared here as well as by the periodic task, so that a page which
    has expired is gone on the next request even when the task is late.
    """
    moment = now or timezone.now()
    return (
        Q(live=True, audience__in=sorted(viewer.tokens))
        & (Q(expire_at__isnull=True) | Q(expire_at__gt=moment))
        & (Q(go_live_at__isnull=True) | Q(go_live_at__lte=moment))
    )


def withdrawn_q(viewer: Viewer, now: datetime | None = None) -> Q:
    """The condition under which ``viewer`` could read a page once, and it was taken away since.

    Of any other page that is not there nothing may be told.
    """
    moment = now or timezone.now()
    return (
        Q(first_published_at__isnull=False, audience__in=sorted(viewer.tokens))
        & (Q(live=False) | Q(expire_at__lte=moment))
        & (Q(go_live_at__isnull=True) | Q(go_live_at__lte=moment))
    )


# The columns of what the policy looks at, for queries that read no more than they need.
READABLE_FIELDS = ("live", "audience", "expire_at", "go_live_at")


class Readable(Protocol):
    """What the policy looks at on a page that is in memory already."""

    live: bool
    audience: str
    expire_at: datetime | None
    go_live_at: datetime | None


def may_read(viewer: Viewer, page: Readable, now: datetime | None = None) -> bool:
    """The same condition as :func:`visible_q`, on a row that was just read."""
    moment = now or timezone.now()
    return (
        page.live
        and page.audience in viewer.tokens
        and (page.expire_at is None or page.expire_at > moment)
        and (page.go_live_at is None or page.go_live_at <= moment)
    )
