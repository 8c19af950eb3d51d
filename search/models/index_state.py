"""The stamp of the index: another one after every change, so that a process knows what it holds is old."""

from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexState(models.Model):
    """One row. A random stamp, not a counter: a transaction that is undone leaves no number behind
    that a later one could use again for something else."""

    stamp = models.UUIDField(_("stamp"), default=uuid4)

    class Meta:
        verbose_name = _("state of the index")
        verbose_name_plural = _("states of the index")

    def __str__(self) -> str:
        return str(self.stamp)

    @classmethod
    def current(cls, *, using: str) -> UUID | None:
        """The stamp of now, or None before the first change."""
        return cls.objects.using(using).filter(pk=1).values_list("stamp", flat=True).first()

    @classmethod
    def hold(cls, *, using: str) -> None:
        """Wait until nobody else is changing the index, and let nobody begin before this transaction ends."""
        list(cls.objects.using(using).select_for_update().filter(pk=1).values_list("pk"))

    @classmethod
    def renew(cls, *, using: str) -> None:
        """Another stamp; called in the transaction of every change."""
        cls.objects.using(using).update_or_create(pk=1, defaults={"stamp": uuid4()})
