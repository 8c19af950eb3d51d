"""The four lists of the casebook, each to be narrowed down by links."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.viewer import viewer_of
from website.models import ContentPage


class LessonIndexPage(ContentPage):
    """All lessons that a viewer may read."""

    parent_page_types = ["website.HomePage"]
    subpage_types = ["casebook.LessonPage"]
    max_count = 1
    template = "casebook/lesson_index_page.html"

    class Meta:
        verbose_name = _("list of lessons")
        verbose_name_plural = _("lists of lessons")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # Queries import the models, so a page imports its query only here; all pages do so.
        from casebook.domain.queries.lists import lesson_list

        context = super().get_context(request, *args, **kwargs)
        return context | lesson_list(page=self, viewer=viewer_of(request), parameters=request.GET)


class ObstacleIndexPage(ContentPage):
    """All obstacles that a viewer may read, by perspective."""

    parent_page_types = ["website.HomePage"]
    subpage_types = ["casebook.ObstaclePage"]
    max_count = 1
    template = "casebook/obstacle_index_page.html"

    class Meta:
        verbose_name = _("list of obstacles")
        verbose_name_plural = _("lists of obstacles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from casebook.domain.queries.lists import obstacle_list

        context = super().get_context(request, *args, **kwargs)
        return context | obstacle_list(page=self, viewer=viewer_of(request), parameters=request.GET)


class PortraitIndexPage(ContentPage):
    """All portraits that a viewer may read."""

    parent_page_types = ["website.HomePage"]
    subpage_types = ["casebook.PortraitPage"]
    max_count = 1
    template = "casebook/portrait_index_page.html"

    class Meta:
        verbose_name = _("list of portraits")
        verbose_name_plural = _("lists of portraits")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from casebook.domain.queries.lists import portrait_list

        context = super().get_context(request, *args, **kwargs)
        return context | portrait_list(page=self, viewer=viewer_of(request), parameters=request.GET)


class ToolIndexPage(ContentPage):
    """All tools that a viewer may read."""

    parent_page_types = ["website.HomePage"]
    subpage_types = ["casebook.ToolPage"]
    max_count = 1
    template = "casebook/tool_index_page.html"

    class Meta:
        verbose_name = _("list of tools")
        verbose_name_plural = _("lists of tools")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from casebook.domain.queries.lists import tool_list

        context = super().get_context(request, *args, **kwargs)
        return context | tool_list(page=self, viewer=viewer_of(request), parameters=request.GET)
