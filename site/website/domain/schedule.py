"""Scheduled publishing and expiry, page by page: one that fails does not hold up the rest."""

import logging

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, Revision

from website.models.page_locks import lock_page_tree, lock_versions

logger = logging.getLogger(__name__)


def run_schedule() -> int:
    """Publish what is due and withdraw what has expired; returns how many pages changed.

    Wagtail's own command stops at the first page that fails and leaves the others waiting. Of two
    revisions for the same moment the newer comes last, and stays.
    """
    now = timezone.now()
    expired = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
    planned = Q(approved_go_live_at__lte=now)
    due = Revision.objects.filter(planned).order_by("approved_go_live_at", "pk")
    changed = sum(_withdraw(expired, pk) for pk in expired.values_list("pk", flat=True))
    published: set[str] = set()
    for pk, page_id in due.values_list("pk", "object_id"):
        # Publishing a version cancels the plans for the others of its page, and so did this loop.
        if _publish(planned | Q(object_id__in=published), pk):
            published.add(page_id)
            changed += 1
    return changed


def _withdraw(expired: QuerySet[Page], page_id: int) -> bool:
    try:
        with transaction.atomic():
            lock_versions([page_id])
            # An editor may have changed its end since.
            page = expired.select_for_update(no_key=True).filter(pk=page_id).first()
            if page is None:
                return False
            page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except Exception:
        logger.exception("Page %d could not be withdrawn at its time", page_id)
        return False
    return True


def _publish(planned: Q, revision_id: int) -> bool:
    try:
        with transaction.atomic():
            lock_page_tree()  # a version may give its page another address
            # An editor may have cancelled the plan since.
            found = Revision.objects.select_for_update(no_key=True).filter(planned, pk=revision_id)
            revision = found.first()
            if revision is None:
                return False
            revision.publish(log_action="wagtail.publish.scheduled")
    except Exception:
        logger.exception("Revision %d could not be published at its time", revision_id)
        return False
    return True
