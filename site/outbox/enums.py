"""Fixed lists of the outbox room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """The states of a message: due → claimed → done, given up (failed), or withdrawn (void)."""

    DUE = "due", _("due")
    CLAIMED = "claimed", _("claimed")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    VOID = "void", _("withdrawn")


class Lane(models.IntegerChoices):
    """Which messages are handled first: those that readers see the effect of never wait behind mail."""

    PAGES = 0, _("pages")
    MAIL = 1, _("mail")
