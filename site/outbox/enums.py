"""Fixed lists of the outbox room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a promise is on its way: due → claimed → done, or given up."""

    DUE = "due", _("due")
    CLAIMED = "claimed", _("claimed")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
