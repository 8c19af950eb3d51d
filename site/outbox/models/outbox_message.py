"""The promise: one effect that still has to happen, written with the change that caused it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outbox.enums import State


class OutboxMessage(models.Model):
    """A row per promised effect.

    ``key`` names the effect (``renditions:12``): promising it again while it waits is one promise.
    ``version`` rises with each new promise of the same key, so that a worker which was busy with
    the older one cannot tick off the newer.
    """

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200, unique=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    payload = models.JSONField(_("payload"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DUE)
    run_after = models.DateTimeField(_("run after"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    claimed_by = models.CharField(_("claimed by"), max_length=40, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    enqueued_at = models.DateTimeField(_("promised at"), default=timezone.now)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        indexes = [
            models.Index(fields=["state", "run_after"], name="outbox_due"),
            # What of one kind is not kept yet, or was a moment ago; asked with every search outside.
            models.Index(fields=["kind", "done_at"], name="outbox_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"
