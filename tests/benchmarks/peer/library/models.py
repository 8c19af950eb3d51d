"""Pages with the fields of the site's own, and contexts as the tutorial writes them."""

from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from library.blocks import STORY
from library.snippets import Partnership, Perspective, Region, Sector

__all__ = ["Partnership", "Perspective", "Region", "Sector"]


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
    obstacles = ParentalManyToManyField("library.ObstaclePage", related_name="tools", blank=True)
    content_panels = [*ContentPage.content_panels, FieldPanel("how_to"), FieldPanel("body")]
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
        lessons = LessonPage.objects.live().filter(obstacles=self).order_by("-last_checked")
        context["lessons"] = lessons.prefetch_related("obstacles", "partnerships")[:6]
        context["lesson_count"] = lessons.count()
        context["tools"] = ToolPage.objects.live().filter(obstacles=self).order_by("title")
        context["sightings"] = self.sightings.select_related("partnership").order_by("state")
        return context


class Sighting(models.Model):
    """A partnership that met an obstacle."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="sightings")
    obstacle = models.ForeignKey(ObstaclePage, on_delete=models.CASCADE, related_name="sightings")
    state = models.CharField(max_length=12)


class LessonPage(Provenance, ContentPage):
    """What a partnership tried."""

    outcome = models.CharField(max_length=8)
    context = models.TextField()
    approach = models.TextField()
    result = models.TextField()
    holds_when = models.TextField(blank=True)
    holds_not_when = models.TextField(blank=True)
    evidence = models.CharField(max_length=10)
    evidence_note = models.TextField(blank=True)
    perspectives = ParentalManyToManyField(Perspective, related_name="lessons", blank=True)
    obstacles = ParentalManyToManyField(ObstaclePage, related_name="lessons", blank=True)
    partnerships = ParentalManyToManyField(Partnership, related_name="lessons", blank=True)
    tools = ParentalManyToManyField(ToolPage, related_name="lessons", blank=True)
    body = StreamField(STORY, blank=True)
    content_panels = [*ContentPage.content_panels, FieldPanel("obstacles"), FieldPanel("body")]
    search_fields = [
        *ContentPage.search_fields,
        *(index.SearchField(name) for name in ("context", "approach", "result", "body")),
    ]


class LessonIndexPage(ContentPage):
    """The list of lessons, last checked first, with what it can be narrowed down by."""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        lessons = LessonPage.objects.child_of(self).live().order_by("-last_checked")
        context["lessons"] = lessons.prefetch_related("obstacles", "partnerships")[:20]
        context["lesson_count"] = lessons.count()
        context["outcomes"] = lessons.order_by("outcome").values("outcome").annotate(number=Count("pk"))
        live = Q(lessons__live=True)
        through = "partnerships__lessons"
        counts = {
            "perspectives": Perspective.objects.annotate(number=Count("lessons", filter=live)),
            "obstacles": ObstaclePage.objects.live().annotate(number=Count("lessons", filter=live)),
            "sectors": Sector.objects.annotate(number=Count(through, filter=Q(**{f"{through}__live": True}))),
            "regions": Region.objects.annotate(number=Count(through, filter=Q(**{f"{through}__live": True}))),
        }
        context["facets"] = {name: rows.filter(number__gt=0) for name, rows in counts.items()}
        return context
