"""SeededItem: what the site made once and editors own since."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeededItem(models.Model):
    """One thing that setup made, or found there: it is never made again, changed or deleted as it may be."""

    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=200)

    class Meta:
        verbose_name = _("shipped item")
        verbose_name_plural = _("shipped items")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="shipped_item_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
