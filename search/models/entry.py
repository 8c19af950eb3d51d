"""The entry: what the database engine keeps of one document beside its terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One findable page. ``facets`` holds a line ``name:code`` for every value, sorted, so that equal
    documents have equal text and counting is quick; ``readers`` the tokens, parted by blanks.

    There is no foreign key to the page: a passage or another engine's test document is an entry too.
    """

    page_id = models.BigIntegerField(_("page"), primary_key=True)
    kind = models.CharField(_("kind"), max_length=40)
    readers = models.CharField(_("readers"), max_length=500, db_index=True)
    facets = models.TextField(_("facets"), blank=True)
    dated = models.DateField(_("dated"), null=True)
    checked = models.DateField(_("last checked"), null=True)
    visible_until = models.DateTimeField(_("visible until"), null=True)
    length = models.PositiveIntegerField(_("number of words"), default=0)
    analysis_version = models.PositiveSmallIntegerField(_("version of the analysis"))
    indexed_at = models.DateTimeField(_("indexed at"))

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self) -> str:
        return f"{self.kind} {self.page_id}"
