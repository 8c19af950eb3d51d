"""The indices outside the database, and the versions of pages by which they follow."""

from collections.abc import Collection, Iterable, Mapping

from django.db import models
from django.db.models import F
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


class SourceVersion(models.Model):
    """One row for every page that was ever indexed; it stays when the page goes, so that a removal is newer
    than what it removes. Who writes the page in an index holds its row until the end of the transaction: two
    who index one page come one after the other, and two pages do not wait for each other."""

    page_id = models.BigIntegerField(_("page"), primary_key=True)
    version = models.PositiveBigIntegerField(_("version"), default=0)

    class Meta:
        verbose_name = _("version of a page")
        verbose_name_plural = _("versions of pages")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.version}"

    @classmethod
    def bump(cls, page_ids: Collection[int]) -> None:
        """Count a change of these pages; called in its transaction."""
        cls.hold(page_ids)
        cls.objects.filter(pk__in=page_ids).update(version=F("version") + 1)

    @classmethod
    def hold(cls, page_ids: Collection[int]) -> None:
        """Wait until nobody else is indexing these pages, until the end of this transaction."""
        cls.ensure(page_ids)
        # In one order, so that two changes of many pages wait for each other instead of for ever.
        list(cls.objects.filter(pk__in=page_ids).order_by("pk").select_for_update().values_list("pk"))

    @classmethod
    def hold_free(cls, page_ids: Collection[int]) -> set[int]:
        """Hold those of these known pages that nobody is indexing now; waits for nobody."""
        rows = cls.objects.filter(pk__in=page_ids).order_by("pk").select_for_update(skip_locked=True)
        return set(rows.values_list("pk", flat=True))

    @classmethod
    def ensure(cls, page_ids: Iterable[int]) -> None:
        """Give pages that have none a version; no change is counted."""
        rows = [SourceVersion(page_id=pk, version=1) for pk in sorted(page_ids)]
        SourceVersion.objects.bulk_create(rows, ignore_conflicts=True)

    @classmethod
    def raise_to(cls, versions: Mapping[int, int]) -> None:
        """Let versions be no lower than these: what is outside may know more, after a database was
        put back from a copy."""
        cls.ensure(versions.keys())
        for page_id, version in versions.items():
            cls.objects.filter(pk=page_id, version__lt=version).update(version=version)

    @classmethod
    def versions(cls, page_ids: Collection[int]) -> Mapping[int, int]:
        return dict(cls.objects.filter(pk__in=page_ids).values_list("page_id", "version"))
