"""Messages, each one effect that still has to happen, and the runs of periodic tasks."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


class PeriodicTaskRun(models.Model):
    """A row for each registered task. The process that moves ``next_run`` forward runs the task, and no other
    does: so it runs once per interval however many workers, schedulers and loops there are."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    next_run = models.DateTimeField(_("next run"), default=timezone.now)
    run_by = models.CharField(pgettext_lazy("a periodic task", "run by"), max_length=40, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    seconds = models.FloatField(_("seconds"), default=0)
    done = models.PositiveIntegerField(_("things done"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("periodic task")
        verbose_name_plural = _("periodic tasks")

    def __str__(self) -> str:
        return self.name
