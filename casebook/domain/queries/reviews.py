"""Pages that somebody has to look at again: their day has come, or nearly so."""

from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Page

from casebook.models import LessonPage, PortraitPage, ToolPage

# How long before the day it is told.
AHEAD = timedelta(days=30)
# From a page to its own row.
KINDS = [f"contentpage__{kind._meta.model_name}__review_due" for kind in (LessonPage, PortraitPage, ToolPage)]


def due_for_review(*, pages: QuerySet[Page] | None = None) -> QuerySet[Page]:
    """Of these pages (all), those to be checked again before a day that is near or past, as `review_due`.

    The longest ago comes first.
    """
    rows = (Page.objects.all() if pages is None else pages).annotate(review_due=Coalesce(*KINDS))
    until = timezone.localdate() + AHEAD
    return rows.filter(live=True, review_due__lte=until).order_by("review_due", "title", "pk")
