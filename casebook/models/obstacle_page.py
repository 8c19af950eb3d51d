"""Obstacles: named struggles with both their sides, by perspective; and sightings of them by partnerships."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from accounts.viewer import viewer_of
from casebook.blocks import story_blocks
from casebook.enums import PerspectiveCode, SightingState
from casebook.forms.pages import DraftCopyForm, ObstaclePageForm
from casebook.models.partnership import Partnership
from casebook.validators import lines_of, validate_obstacle_code, validate_points
from website.models import ContentPage


class Perspective(index.Indexed, models.Model):  # type: ignore[django-manager-missing]
    """One way to look at steering: a part of the bridge."""

    code = models.CharField(_("code"), max_length=12, choices=PerspectiveCode.choices, unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True, help_text=_("For example: Legal"))
    explanation = models.TextField(
        _("explanation"),
        blank=True,
        max_length=600,
        help_text=_("Two or three sentences for somebody who meets the word for the first time."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Lower comes first; partnerships usually start at the first one.")
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("perspective")
        verbose_name_plural = _("perspectives")

    def __str__(self) -> str:
        return self.name

    @property
    def part(self) -> str:
        return PerspectiveCode(self.code).part


class ObstaclePage(ContentPage):
    """One obstacle; the title is what people say about it, the policy term is how papers call it."""

    code = models.CharField(
        _("code"),
        max_length=3,
        db_index=True,
        validators=[validate_obstacle_code],
        help_text=_("A capital letter for the perspective and a number, such as J1. Shown in the ring."),
    )
    label = models.CharField(
        _("also said as"),
        max_length=40,
        help_text=_("Other words for the same, by which people look for it. For example: Nobody owns it"),
    )
    policy_term = models.CharField(
        _("in policy language"), max_length=120, help_text=_("For example: unclear ownership")
    )
    perspective = models.ForeignKey(
        Perspective,
        verbose_name=_("perspective"),
        on_delete=models.PROTECT,
        related_name="obstacles",
    )
    second_perspective = models.ForeignKey(
        Perspective,
        verbose_name=_("second perspective"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="obstacles_in_second_place",
        help_text=_("Only when it truly belongs to two."),
    )
    possible_heading = models.CharField(
        _("what it makes possible"),
        max_length=140,
        help_text=_("Two short sentences. For example: There is no sharp border. Who wants to can start."),
    )
    possible_points = models.TextField(
        _("points"), validators=[validate_points], help_text=_("One per line, three is enough.")
    )
    difficult_heading = models.CharField(
        _("what it makes difficult"),
        max_length=140,
        help_text=_("Begin with the same sentence. For example: There is no sharp border. So who decides?"),
    )
    difficult_points = models.TextField(
        _("points"), validators=[validate_points], help_text=_("One per line, three is enough.")
    )
    try_first = models.TextField(
        _("what to try first"),
        blank=True,
        max_length=600,
        help_text=_("What somebody who has this obstacle can do tomorrow, in a few sentences."),
    )
    essay_section = models.CharField(
        _("section of the essay"), max_length=40, blank=True, help_text=_("For example: § 3.1")
    )
    body = StreamField(story_blocks(), blank=True, verbose_name=_("story"))

    gone = _("This obstacle was taken away")
    parent_page_types = ["casebook.ObstacleIndexPage"]
    subpage_types: list[str] = []
    # A copy is another obstacle: it needs a code of its own.
    exclude_fields_in_copy = ["code"]
    copy_form_class = DraftCopyForm
    base_form_class = ObstaclePageForm
    needed_fields = {"summary": _("Write down in one or two sentences what it is about.")}
    content_panels = [
        TitleFieldPanel(
            "title",
            help_text=_(
                "What people say, without quotation marks. For example: It is everybody's, so nobody's"
            ),
        ),
        FieldRowPanel([FieldPanel("code"), FieldPanel("label")]),
        FieldPanel("summary"),
        FieldPanel("policy_term"),
        FieldPanel("try_first"),
        FieldRowPanel(
            [
                FieldPanel("perspective", widget=forms.Select),
                FieldPanel("second_perspective", widget=forms.Select),
            ]
        ),
        MultiFieldPanel(
            [FieldPanel("possible_heading"), FieldPanel("possible_points")],
            heading=_("One bank: makes possible"),
        ),
        MultiFieldPanel(
            [FieldPanel("difficult_heading"), FieldPanel("difficult_points")],
            heading=_("Other bank: makes difficult"),
        ),
        FieldPanel("body"),
        FieldPanel("essay_section"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.SearchField("label"),
        index.AutocompleteField("label"),
        index.SearchField("policy_term"),
    ]

    class Meta:
        verbose_name = _("obstacle")
        verbose_name_plural = _("obstacles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from casebook.domain.queries.obstacles import obstacle_context
        from casebook.domain.queries.rows import with_perspective

        context = super().get_context(request, *args, **kwargs)
        context |= obstacle_context(page=self, viewer=viewer_of(request))
        context["trail"] = with_perspective(context["trail"], context["perspectives"])
        return context

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        others = type(self).objects.filter(code=self.code, alias_of__isnull=True).exclude(pk=self.pk)
        other = others.first() if self.code and not self.alias_of_id else None
        if other is not None:
            errors["code"] = _("“%(title)s” has code %(code)s already.") % {
                "title": other.title,
                "code": self.code,
            }
        if self.perspective_id and self.perspective_id == self.second_perspective_id:
            errors["second_perspective"] = _("This is the first perspective already.")
        if errors:
            raise ValidationError(errors)

    def prepare_locked(self) -> Collection[str]:
        """Of two obstacles that get one code at once, the second is refused."""
        if not type(self).objects.filter(pk=self.pk, live=True, code=self.code).exists():
            list(Perspective.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        return super().prepare_locked()

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    def get_admin_display_title(self) -> str:
        return f"{self.code} {super().get_admin_display_title()}".strip()

    @property
    def possible(self) -> dict[str, Any]:
        return {"heading": self.possible_heading, "points": lines_of(self.possible_points)}

    @property
    def difficult(self) -> dict[str, Any]:
        return {"heading": self.difficult_heading, "points": lines_of(self.difficult_points)}


class Sighting(models.Model):
    """One partnership and one obstacle: how far it is, since when, and what helped."""

    partnership = models.ForeignKey(
        Partnership, verbose_name=_("partnership"), on_delete=models.PROTECT, related_name="sightings"
    )
    obstacle = models.ForeignKey(
        ObstaclePage, verbose_name=_("obstacle"), on_delete=models.RESTRICT, related_name="sightings"
    )
    state = models.CharField(_("how far"), max_length=12, choices=SightingState.choices)
    since = models.DateField(
        _("since"), null=True, blank=True, help_text=_("The first of the month or year will do.")
    )
    what_helped = models.TextField(
        _("what helped"),
        blank=True,
        max_length=400,
        help_text=_("One or two sentences. For example: the two directors now phone every Monday."),
    )
    named = models.BooleanField(
        _("others may see the name"),
        default=False,
        help_text=_("Without this the partnership is counted, but neither named nor drawn on a map."),
    )

    class Meta:
        ordering = ["partnership__name", "obstacle__code"]
        verbose_name = _("sighting")
        verbose_name_plural = _("sightings")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "obstacle"],
                name="one_sighting_per_partnership_and_obstacle",
                violation_error_message=_("This partnership has said something about this obstacle already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership} – {self.obstacle.code}: {self.get_state_display()}"
