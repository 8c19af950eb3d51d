"""Pages with the fields of the site's own, and contexts as the tutorial writes them."""

from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.documents.models import Document
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from library.blocks import STORY
from library.snippets import (
    Partnership,
    PartnershipRegion,
    PartnershipSector,
    Perspective,
    Region,
    Sector,
)

__all__ = ["Partnership", "PartnershipRegion", "PartnershipSector", "Perspective", "Region", "Sector"]


class ContentPage(Page):
    """What every page has."""

    summary = models.TextField(blank=True)
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    content_panels = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True


class Provenance(models.Model):
    """Where a text comes from."""

    written_by = models.CharField(max_length=120, blank=True)
    last_checked = models.DateField(null=True, blank=True)
    review_due = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(blank=True)
    licence = models.CharField(max_length=20, blank=True)

    class Meta:
        abstract = True


class StandardPage(ContentPage):
    """A text, a meeting or a list that nothing is measured of."""


class PortraitPage(Provenance, ContentPage):
    """The story of one partnership."""

    partnership = models.ForeignKey(
        Partnership, null=True, on_delete=models.PROTECT, related_name="portraits"
    )
    body = StreamField(STORY, blank=True)
    content_panels = [*ContentPage.content_panels, FieldPanel("partnership"), FieldPanel("body")]
    search_fields = [*ContentPage.search_fields, index.SearchField("body")]


class ToolPage(Provenance, ContentPage):
    """Something to use at once."""

    how_to = models.TextField(blank=True)
    time_needed = models.CharField(max_length=80, blank=True)
    body = StreamField(STORY, blank=True)
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("how_to"),
        InlinePanel("files"),
        InlinePanel("obstacle_links"),
        FieldPanel("body"),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("body")]


class ObstaclePage(ContentPage):
    """A named struggle."""

    code = models.CharField(max_length=3)
    label = models.CharField(max_length=40)
    policy_term = models.CharField(max_length=120)
    perspective = models.ForeignKey(Perspective, on_delete=models.PROTECT, related_name="obstacles")
    possible_heading = models.CharField(max_length=140)
    possible_points = models.TextField()
    difficult_heading = models.CharField(max_length=140)
    difficult_points = models.TextField()
    try_first = models.TextField(blank=True)
    essay_section = models.CharField(max_length=40, blank=True)
    body = StreamField(STORY, blank=True)
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("code"),
        FieldPanel("label"),
        FieldPanel("body"),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("label"), index.SearchField("body")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        lessons = LessonPage.objects.live().filter(obstacle_links__obstacle=self).order_by("-last_checked")
        context["lessons"] = lessons[:6]
        context["lesson_count"] = lessons.count()
        context["tools"] = ToolPage.objects.live().filter(obstacle_links__obstacle=self).order_by("title")
        return context


class Sighting(models.Model):
    """A partnership that met an obstacle."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="sightings")
    obstacle = models.ForeignKey(ObstaclePage, on_delete=models.CASCADE, related_name="sightings")
    state = models.CharField(max_length=12)


class ToolFile(Orderable):
    """A file of a tool."""

    tool = ParentalKey(ToolPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    version = models.CharField(max_length=12, blank=True)
    panels = [FieldPanel("document"), FieldPanel("version")]


class ToolObstacle(Orderable):
    """Which obstacle a tool helps with."""

    tool = ParentalKey(ToolPage, on_delete=models.CASCADE, related_name="obstacle_links")
    obstacle = models.ForeignKey(ObstaclePage, on_delete=models.CASCADE, related_name="tool_links")


class LessonPage(Provenance, ContentPage):
    """What a partnership tried."""

    outcome = models.CharField(max_length=8)
    context = models.TextField()
    approach = models.TextField()
    result = models.TextField()
    applies_when = models.TextField(blank=True)
    applies_not_when = models.TextField(blank=True)
    cost = models.CharField(max_length=120, blank=True)
    time_needed = models.CharField(max_length=120, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    evidence_note = models.TextField(blank=True)
    perspectives = ParentalManyToManyField(Perspective, related_name="lessons", blank=True)
    body = StreamField(STORY, blank=True)
    content_panels = [
        *ContentPage.content_panels,
        InlinePanel("obstacle_links"),
        InlinePanel("partnership_links"),
        FieldPanel("body"),
        InlinePanel("tool_links"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        *(index.SearchField(name) for name in ("context", "approach", "result", "body")),
    ]


class LessonObstacle(Orderable):
    """Which obstacle a lesson is about."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="obstacle_links")
    obstacle = models.ForeignKey(ObstaclePage, on_delete=models.CASCADE, related_name="lesson_links")


class LessonPartnership(Orderable):
    """Who learned a lesson."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="partnership_links")
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="lesson_links")


class LessonTool(Orderable):
    """What is needed with a lesson."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="tool_links")
    tool = models.ForeignKey(ToolPage, on_delete=models.CASCADE, related_name="lesson_links")


class LessonIndexPage(ContentPage):
    """The list of lessons, newest first as in the tutorial, with what it can be narrowed down by."""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["lessons"] = self.get_children().live().order_by("-first_published_at")[:20]
        lessons = LessonPage.objects.child_of(self).live().order_by()
        context["lesson_count"] = lessons.count()
        context["outcomes"] = lessons.values("outcome").annotate(number=Count("pk"))
        through = "partnership_links__partnership__lesson_links__lesson"
        context["facets"] = {
            "perspectives": counted(Perspective, "lessons"),
            "obstacles": counted(ObstaclePage, "lesson_links__lesson"),
            "sectors": counted(Sector, through),
            "regions": counted(Region, through),
        }
        return context


def counted(model: type[models.Model], lessons: str) -> models.QuerySet[Any]:
    """The rows that lessons are tied to, each with how many."""
    number = Count(lessons, filter=Q(**{f"{lessons}__live": True}), distinct=True)
    return model._default_manager.annotate(number=number).filter(number__gt=0)
