"""The text of an entry, to show where it answers; apart, so that entries themselves stay small."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryText(models.Model):
    """The words of a page as they were indexed, for the passage beside a hit that was read back."""

    page_id = models.BigIntegerField(_("page"), primary_key=True)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("text of a search entry")
        verbose_name_plural = _("texts of search entries")

    def __str__(self) -> str:
        return str(self.page_id)
