"""Lessons: what a partnership tried, what came of it, and for whom it holds."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable

from accounts.viewer import viewer_of
from casebook.blocks import story_blocks
from casebook.enums import Origin, Outcome
from casebook.forms.pages import LessonPageForm
from casebook.models.links import linked
from casebook.models.obstacle_page import ObstaclePage, Perspective
from casebook.models.partnership import Partnership
from casebook.models.shared import Provenance, provenance_panel
from casebook.models.tool_page import ToolPage
from casebook.validators import lines_of, validate_cell, validate_points
from website.models import ContentPage


class LessonPage(Provenance, ContentPage):  # type: ignore[django-manager-missing]
    """One lesson: context → approach → result, tied to at least one obstacle; failures are welcome."""

    outcome = models.CharField(
        _("how it turned out"),
        max_length=8,
        choices=Outcome.choices,
        help_text=_("What did not work is worth as much as what did."),
    )
    context = models.TextField(
        _("what was going on"),
        validators=[validate_cell],
        help_text=_(
            "At most 25 words. For example: Four partners had one goal. Each also wanted to gain something."
        ),
    )
    approach = models.TextField(
        _("what we did"),
        validators=[validate_cell],
        help_text=_("At most 25 words. For example: Each partner wrote its own gain on one sheet."),
    )
    result = models.TextField(
        _("what came of it"),
        validators=[validate_cell],
        help_text=_(
            "At most 25 words. One sentence is enough. For example: Partners stayed, in lean times too."
        ),
    )
    applies_when = models.TextField(
        _("holds if"),
        blank=True,
        validators=[validate_points],
        help_text=_(
            "One per line, as the end of “It holds if…”. For example: partners know each other already"
        ),
    )
    applies_not_when = models.TextField(
        _("does not hold if"),
        blank=True,
        validators=[validate_points],
        help_text=_("One per line. For example: one partner pays for everything"),
    )
    perspectives = ParentalManyToManyField(
        Perspective,
        verbose_name=_("perspectives"),
        blank=True,
        related_name="lessons",
        help_text=_(
            "From which side the approach comes; several may be ticked. For example: Legal, when it is "
            "about an agreement or a rule."
        ),
    )
    cost = models.CharField(
        _("what it cost"),
        max_length=120,
        blank=True,
        help_text=_("Money, and who paid. For example: € 4,000 a year, shared by four companies"),
    )
    time_needed = models.CharField(
        _("how much time it took"),
        max_length=120,
        blank=True,
        help_text=_("Of whom. For example: two afternoons with all directors, then an hour a quarter"),
    )
    # Values of Evidence, which the form offers; each is true or not, whatever the others are.
    evidence = models.JSONField(_("how do you know"), default=list, blank=True)
    evidence_note = models.TextField(
        _("note on the evidence"),
        blank=True,
        max_length=300,
        help_text=_("For example: Researchers spoke with the partners. Nothing was counted."),
    )
    body = StreamField(story_blocks(), blank=True, verbose_name=_("the whole story"))

    gone = _("This lesson was taken away")
    parent_page_types = ["casebook.LessonIndexPage"]
    subpage_types: list[str] = []
    base_form_class = LessonPageForm
    needed_fields = {"summary": _("Write down in one or two sentences what it is about.")}
    needed_rows = LessonPageForm.too_few
    content_panels = [
        TitleFieldPanel(
            "title",
            help_text=_("What to do, as advice. For example: Write each one's gain beside the shared goal"),
        ),
        FieldPanel("summary"),
        MultipleChooserPanel(
            "obstacle_links",
            chooser_field_name="obstacle",
            label=_("obstacle"),
            heading=_("For which obstacles"),
            min_num=1,
            max_num=4,
            help_text=_("At least one: it is how people with the same obstacle find this lesson."),
        ),
        MultiFieldPanel(
            [FieldPanel("context"), FieldPanel("approach"), FieldPanel("result"), FieldPanel("outcome")],
            heading=_("In three cells"),
        ),
        FieldRowPanel([FieldPanel("applies_when"), FieldPanel("applies_not_when")], heading=_("For whom")),
        MultipleChooserPanel(
            "partnership_links",
            chooser_field_name="partnership",
            label=_("partnership"),
            heading=_("Who learned it"),
            help_text=_("Leave empty when nobody may be named."),
        ),
        FieldRowPanel([FieldPanel("cost"), FieldPanel("time_needed")], heading=_("What it takes")),
        FieldPanel("perspectives", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            [FieldPanel("evidence"), FieldPanel("evidence_note")], heading=_("How strong is the evidence?")
        ),
        FieldPanel("body"),
        MultipleChooserPanel(
            "tool_links", chooser_field_name="tool", label=_("tool"), heading=_("What you need with it")
        ),
        provenance_panel,
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from casebook.domain.queries.lessons import lesson_context
        from casebook.domain.queries.rows import with_perspective

        context = super().get_context(request, *args, **kwargs)
        context |= lesson_context(page=self, viewer=viewer_of(request))
        context["trail"] = with_perspective(context["trail"], context["perspectives"])
        return context

    @property
    def noindex(self) -> bool:
        """What only others wrote or made up about partnerships stays out of search engines elsewhere."""
        origins = {partnership.origin for partnership in self.partnerships}
        return bool(origins) and Origin.REAL not in origins

    @cached_property
    def partnerships(self) -> list[Partnership]:
        """Who learned it, with what a page shows of them."""
        return linked(self, "partnership_links", "partnership", only=Partnership.SHOWN_FIELDS)

    @classmethod
    def indexable_q(cls) -> models.Q:
        rows = Partnership.objects.filter(lesson_links__lesson=models.OuterRef("pk"))
        real = rows.filter(origin=Origin.REAL)
        return models.Q(~models.Exists(rows)) | models.Q(models.Exists(real))

    @property
    def outcome_state(self) -> str:
        """How an outline beside this lesson is drawn; a draft may have no outcome yet."""
        return Outcome(self.outcome).outline_state if self.outcome else ""

    @property
    def in_short(self) -> str:
        """The three cells as a paragraph."""
        return " ".join([self.context, self.approach, self.result])

    @property
    def failed(self) -> bool:
        """Whether the page tells when something went wrong, and not when something works."""
        return self.outcome == Outcome.FAILURE

    @property
    def holds_lines(self) -> list[str]:
        return lines_of(self.applies_when)

    @property
    def holds_not_lines(self) -> list[str]:
        return lines_of(self.applies_not_when)


class LessonObstacle(Orderable):
    """An obstacle that a lesson is about."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="obstacle_links")
    obstacle = models.ForeignKey(
        ObstaclePage, verbose_name=_("obstacle"), on_delete=models.RESTRICT, related_name="lesson_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("obstacle of a lesson")
        constraints = [
            models.UniqueConstraint(fields=["lesson", "obstacle"], name="lesson_has_obstacle_once")
        ]

    def __str__(self) -> str:
        return str(self.obstacle)


class LessonPartnership(Orderable):
    """A partnership that learned a lesson."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="partnership_links")
    partnership = models.ForeignKey(
        Partnership, verbose_name=_("partnership"), on_delete=models.PROTECT, related_name="lesson_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("partnership of a lesson")
        constraints = [
            models.UniqueConstraint(fields=["lesson", "partnership"], name="lesson_has_partnership_once")
        ]

    def __str__(self) -> str:
        return str(self.partnership)


class LessonTool(Orderable):
    """A tool that one needs for a lesson."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="tool_links")
    tool = models.ForeignKey(
        ToolPage, verbose_name=_("tool"), on_delete=models.CASCADE, related_name="lesson_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("tool of a lesson")
        constraints = [models.UniqueConstraint(fields=["lesson", "tool"], name="lesson_has_tool_once")]

    def __str__(self) -> str:
        return str(self.tool)
