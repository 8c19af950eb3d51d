"""Fixed lists and names of the accounts room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The group of editors; its rights are set up by the composition root.
EDITORS = "Redactie"


class Audience(models.TextChoices):
    """For whom a page is meant; every read compares it with the viewer's tokens."""

    PUBLIC = "public", _("Everybody")
    NETWORK = "network", _("People of partnerships and national parties")
    PARTNERSHIP = "partnership", _("The own partnership")
