"""A partnership that learned a lesson."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from casebook.models.lesson_page import LessonPage
from casebook.models.partnership import Partnership


class LessonPartnership(Orderable):
    """A partnership that learned a lesson."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="partnership_links")
    partnership = models.ForeignKey(
        Partnership, verbose_name=_("partnership"), on_delete=models.PROTECT, related_name="lesson_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("partnership of a lesson")
        verbose_name_plural = _("partnerships of a lesson")
        constraints = [
            models.UniqueConstraint(fields=["lesson", "partnership"], name="lesson_has_partnership_once")
        ]

    def __str__(self) -> str:
        return str(self.partnership)
