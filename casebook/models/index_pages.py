"""The four lists of the casebook, each to be narrowed down by links."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from accounts.viewer import viewer_of
from website.models import ContentPage


class ListPage(ContentPage):
    """All pages of a kind that a viewer may read."""

    parent_page_types = ["website.HomePage"]
    max_count = 1
    promote_panels = [*ContentPage.promote_panels, FieldPanel("show_in_menus")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # Queries import the models, so a page imports its query only here; all pages do so.
        from casebook.domain.queries.lists import list_of

        context = super().get_context(request, *args, **kwargs)
        return context | list_of(page=self, viewer=viewer_of(request), parameters=request.GET)


class LessonIndexPage(ListPage):
    subpage_types = ["casebook.LessonPage"]

    class Meta:
        verbose_name = _("list of lessons")
        verbose_name_plural = _("lists of lessons")


class ObstacleIndexPage(ListPage):
    subpage_types = ["casebook.ObstaclePage"]

    class Meta:
        verbose_name = _("list of obstacles")
        verbose_name_plural = _("lists of obstacles")


class PortraitIndexPage(ListPage):
    subpage_types = ["casebook.PortraitPage"]

    class Meta:
        verbose_name = _("list of portraits")
        verbose_name_plural = _("lists of portraits")


class ToolIndexPage(ListPage):
    subpage_types = ["casebook.ToolPage"]

    class Meta:
        verbose_name = _("list of tools")
        verbose_name_plural = _("lists of tools")
