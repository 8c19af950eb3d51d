"""Sightings: a partnership says that an obstacle is or was its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casebook.enums import SightingState
from casebook.models.obstacle_page import ObstaclePage
from casebook.models.partnership import Partnership


class Sighting(models.Model):
    """One partnership and one obstacle: how far it is, since when, and what helped."""

    partnership = models.ForeignKey(
        Partnership, verbose_name=_("partnership"), on_delete=models.PROTECT, related_name="sightings"
    )
    obstacle = models.ForeignKey(
        ObstaclePage, verbose_name=_("obstacle"), on_delete=models.RESTRICT, related_name="sightings"
    )
    state = models.CharField(_("how far"), max_length=12, choices=SightingState.choices)
    since = models.DateField(
        _("since"), null=True, blank=True, help_text=_("The first of the month or year will do.")
    )
    what_helped = models.TextField(
        _("what helped"),
        blank=True,
        max_length=400,
        help_text=_("One or two sentences. For example: the two directors now phone every Monday."),
    )
    named = models.BooleanField(
        _("others may see the name"),
        default=False,
        help_text=_("Without this the partnership is counted, but neither named nor drawn on a map."),
    )

    class Meta:
        ordering = ["partnership__name", "obstacle__code"]
        verbose_name = _("sighting")
        verbose_name_plural = _("sightings")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "obstacle"],
                name="one_sighting_per_partnership_and_obstacle",
                violation_error_message=_("This partnership has said something about this obstacle already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership} – {self.obstacle.code}: {self.get_state_display()}"
