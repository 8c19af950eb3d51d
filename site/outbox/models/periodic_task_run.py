"""The run of a periodic task: when it is due again, and how it went the last time."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
