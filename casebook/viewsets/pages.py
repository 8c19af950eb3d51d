"""Columns and filters of the page lists in the admin: what an editor looks for in each kind of page."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView

from casebook.models import LessonPage, ObstaclePage, PortraitPage, ToolPage
from website.views.pages import PageViews


class DayColumn(Column):
    """A day in words; Wagtail's own column calls every day to come "just now"."""

    def get_value(self, instance: Any) -> str:
        day = super().get_value(instance)
        return date_format(day, "j F Y") if day else ""


class DueColumn(DayColumn):
    """A day before which something has to be done; it says so when that day has come."""

    def get_value(self, instance: Any) -> str:
        words, day = super().get_value(instance), getattr(instance, self.name)
        if day and day <= timezone.localdate():
            return gettext("%(day)s (overdue)") % {"day": words}
        return words


FIRST: list[Any] = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Title"), sort_key="title"),
]
LAST: list[Any] = [
    DayColumn("last_checked", label=_("Last checked"), sort_key="last_checked"),
    DueColumn("review_due", label=_("Check again before"), sort_key="review_due"),
    PageStatusColumn("status", label=_("Status"), sort_key="live"),
]


class RelatedIndexView(ExplorableIndexView):
    """Reads what columns point to along with the pages."""

    def annotate_queryset(self, pages: Any) -> Any:
        pointing = {field.name for field in self.model._meta.fields if field.is_relation}
        related = pointing & {column.name for column in self.columns}
        return super().annotate_queryset(pages).prefetch_related(*related)


class CasebookPages(PageViews):
    index_view_class = RelatedIndexView


class LessonPages(CasebookPages):
    model = LessonPage
    list_display = [*FIRST, Column("get_outcome_display", label=_("Outcome"), sort_key="outcome"), *LAST]
    list_filter = [
        "outcome",
        "perspectives",
        "obstacle_links__obstacle",
        "partnership_links__partnership",
    ]


class PortraitPages(CasebookPages):
    model = PortraitPage
    list_display = [
        *FIRST,
        Column("partnership", label=_("Partnership"), sort_key="partnership__name"),
        *LAST,
    ]
    list_filter = ["partnership__phase", "partnership__origin", "started_from", "based_on"]


class ObstaclePages(CasebookPages):
    model = ObstaclePage
    list_display = [
        *FIRST,
        Column("label", label=_("Also said as"), sort_key="label"),
        Column("perspective", label=_("Perspective"), sort_key="perspective__order"),
        LAST[-1],
    ]
    list_filter = ["perspective"]


class ToolPages(CasebookPages):
    model = ToolPage
    list_display = [*FIRST, Column("phases_in_words", label=_("Phase")), *LAST]
    list_filter = ["obstacle_links__obstacle"]


PAGE_VIEWSETS = (LessonPages, PortraitPages, ObstaclePages, ToolPages)
