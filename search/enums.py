"""Fixed lists of the search room that forms and models show."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.analysis.synonyms import Direction


class SynonymDirection(models.TextChoices):
    """Which way a set of synonyms works, as an editor chooses it."""

    BOTH = Direction.BOTH.value, _("Between the term and each synonym")
    SAME = Direction.SAME.value, _("All words mean the same")
    TO_TERM = Direction.TO_TERM.value, _("From a synonym to the term only")
