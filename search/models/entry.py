"""The index in the database beside its table of terms: entries, texts, its stamp, and hits refused of it."""

from uuid import uuid4

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One findable page. ``facets`` holds a line ``name:code`` for every value, sorted; ``readers`` the
    tokens, parted by blanks. There is no foreign key to the page: a passage that is searched to measure is
    one too."""

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


class EntryText(models.Model):
    """The words of a page as they were indexed, for the passage beside a hit that was read back. They stand
    apart, so that entries themselves stay small."""

    page_id = models.BigIntegerField(_("page"), primary_key=True)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("text of a search entry")
        verbose_name_plural = _("texts of search entries")

    def __str__(self) -> str:
        return str(self.page_id)


class IndexState(models.Model):
    """A stamp; all rows together are the state of the index. Every change renews one of them, and there are
    as many as there were ever changes at one moment, so that none waits for another. A random stamp, for a
    number of a transaction that is undone could be used again for something else."""

    stamp = models.UUIDField(_("stamp"), default=uuid4)

    class Meta:
        verbose_name = _("state of the index")
        verbose_name_plural = _("states of the index")

    def __str__(self) -> str:
        return str(self.stamp)

    @classmethod
    def current(cls, *, using: str) -> str | None:
        """The stamps of now, or None before the first change."""
        stamps = cls.objects.using(using).order_by("pk").values_list("stamp", flat=True)
        return "-".join(stamp.hex for stamp in stamps) or None

    @classmethod
    def renew(cls, *, using: str) -> None:
        """Another stamp; called in the transaction of every change."""
        with transaction.atomic(using=using):
            rows = cls.objects.using(using).select_for_update(skip_locked=True)
            free = rows.order_by("pk").values_list("pk", flat=True).first()
            if not cls.objects.using(using).filter(pk=free).update(stamp=uuid4()):
                cls.objects.using(using).create()


class LeakCount(models.Model):
    """How many hits were dropped when they were read back, by reason. A leak: the index still holds the page
    as readable, so the first two walls have a hole."""

    class Reason(models.TextChoices):
        STALE = "stale", _("the index was renewed meanwhile")
        LEAK = "leak", _("the index shows what may not be read")

    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, primary_key=True)
    count = models.PositiveBigIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("dropped hits")
        verbose_name_plural = _("dropped hits")

    def __str__(self) -> str:
        return f"{self.reason}: {self.count}"
