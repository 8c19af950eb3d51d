"""Hits that the index gave and the audience policy refused: counted, because a leak must stay 0."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LeakCount(models.Model):
    """How many hits were dropped when they were read back, by kind of reason.

    ``stale``: the index changed between its answer and the read-back. ``leak``: it still holds the
    page as readable, so the first two walls have a hole.
    """

    class Reason(models.TextChoices):
        STALE = "stale", _("the index was renewed meanwhile")
        LEAK = "leak", _("the index shows what may not be read")

    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, primary_key=True)
    count = models.PositiveBigIntegerField(_("count"), default=0)
    last_page_id = models.BigIntegerField(_("last page"), null=True)
    last_at = models.DateTimeField(_("last time"), null=True)

    class Meta:
        verbose_name = _("dropped hits")
        verbose_name_plural = _("dropped hits")

    def __str__(self) -> str:
        return f"{self.reason}: {self.count}"
