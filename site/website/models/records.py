"""What the site notes down for itself: the version of its content, and what it made once."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentVersion(models.Model):
    """A random word, another one after each change. The words of all rows together are the version.

    There are as many rows as there ever were changes at the same moment: each takes a free row, so that two
    who save at once do not wait for each other.
    """

    word = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.word


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
