"""Fixed lists of the events room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AttendanceMode(models.TextChoices):
    """Where people meet."""

    PLACE = "place", _("In a room")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In a room, and online as well")


class Zone(models.TextChoices):
    """The zone of a meeting's times.

    All three keep the same clock: the rules that a calendar file carries are theirs alike.
    """

    AMSTERDAM = "Europe/Amsterdam", _("Dutch time")
    BRUSSELS = "Europe/Brussels", _("Belgian time")
    BERLIN = "Europe/Berlin", _("German time")
