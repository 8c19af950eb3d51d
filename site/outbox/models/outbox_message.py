"""A message in the outbox: one effect that still has to happen, written with the change that caused it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.enums import Lane, State


class OutboxMessage(models.Model):
    """``key`` names the effect (``renditions:12``): enqueued again while it waits it stays one message.

    ``version`` rises each time the key is enqueued, and ``claimed_version`` is the one that was claimed:
    a process that handled an older version cannot mark the newer one as done.
    """

    kind = models.CharField(_("kind"), max_length=60)
    lane = models.PositiveSmallIntegerField(_("lane"), choices=Lane.choices, default=Lane.PAGES)
    key = models.CharField(_("key"), max_length=200, unique=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    payload = models.JSONField(_("payload"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DUE)
    run_after = models.DateTimeField(_("run after"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    claimed_by = models.CharField(_("claimed by"), max_length=40, blank=True)
    claimed_version = models.PositiveIntegerField(_("claimed version"), default=0)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    enqueued_at = models.DateTimeField(_("enqueued at"), default=timezone.now)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["state", "lane", "run_after"], name="outbox_due"),
            # Which messages of a kind wait, or were done a moment ago: asked with every search outside.
            models.Index(fields=["kind", "done_at"], name="outbox_done"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"
