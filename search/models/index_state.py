"""The stamp of the index: another one after every change, so that a process knows what it holds is old."""

from uuid import uuid4

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class IndexState(models.Model):
    """A stamp; all rows together are the state of the index. There are as many as there were ever changes
    at one moment, so that none of them waits for another.

    A random stamp, not a counter: a transaction that is undone leaves no number behind that a later one
    could use again for something else."""

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
