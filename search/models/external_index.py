"""The indices outside the database that have to follow the pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExternalIndex(models.Model):
    """One index. What is being built or answers follows every change; the one before is kept to go
    back to, and follows nothing."""

    class State(models.TextChoices):
        BUILDING = "building", _("is being built")
        ANSWERS = "answers", _("answers searches")
        BEFORE = "before", _("answered before")

    name = models.CharField(_("name"), max_length=120, primary_key=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.BUILDING)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    filled_to = models.BigIntegerField(_("filled up to page"), default=0)
    filled_at = models.DateTimeField(_("last filled at"), null=True)
    repaired = models.PositiveBigIntegerField(_("pages repaired"), default=0)

    class Meta:
        verbose_name = _("index outside the database")
        verbose_name_plural = _("indices outside the database")
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
