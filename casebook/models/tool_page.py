"""Tools: templates, worksheets and checklists, with a blank and a filled-in file."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultipleChooserPanel,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable

from accounts.viewer import viewer_of
from casebook.blocks import story_blocks
from casebook.enums import FileVariant, Phase
from casebook.forms.pages import ToolPageForm
from casebook.models.obstacle_page import ObstaclePage
from casebook.models.shared import Provenance, provenance_panel
from casebook.validators import lines_of, validate_steps
from website.models import Attachment, ContentPage


class ToolPage(Provenance, ContentPage):  # type: ignore[django-manager-missing]
    """Something to use at once; the summary is the one line that says what for."""

    how_to = models.TextField(
        _("how to use it"),
        blank=True,
        validators=[validate_steps],
        help_text=_("One step per line. For example: Give everybody five minutes and an empty sheet."),
    )
    time_needed = models.CharField(
        _("time needed"),
        max_length=80,
        blank=True,
        help_text=_("For example: half an hour with all partners"),
    )
    # Values of Phase, which the form offers.
    phases = models.JSONField(_("for which phase"), default=list, blank=True)
    body = StreamField(story_blocks(), blank=True, verbose_name=_("more about it"))

    gone = _("This tool was taken away")
    parent_page_types = ["casebook.ToolIndexPage"]
    subpage_types: list[str] = []
    base_form_class = ToolPageForm
    needed_fields = {"summary": _("Write down in one line what it is for.")}
    needed_rows = ToolPageForm.too_few
    content_panels = [
        TitleFieldPanel(
            "title", help_text=_("What it is. For example: Handover card for a coordinator who leaves")
        ),
        FieldPanel(
            "summary",
            heading=capfirst(_("what for")),
            help_text=_("One line: what do you have when you are done?"),
        ),
        InlinePanel(
            "files",
            label=_("file"),
            heading=_("Files"),
            min_num=1,
            help_text=_("A blank one and a filled-in example, so that people see what is meant."),
        ),
        FieldPanel("how_to"),
        FieldPanel("time_needed"),
        FieldPanel("phases"),
        MultipleChooserPanel(
            "obstacle_links",
            chooser_field_name="obstacle",
            label=_("obstacle"),
            heading=_("For which obstacles"),
        ),
        InlinePanel("changes", label=_("version"), heading=_("What changed")),
        FieldPanel("body"),
        provenance_panel,
    ]

    class Meta:
        verbose_name = _("tool")
        verbose_name_plural = _("tools")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from casebook.domain.queries.tools import tool_context

        context = super().get_context(request, *args, **kwargs)
        return context | tool_context(page=self, viewer=viewer_of(request))

    @property
    def steps(self) -> list[str]:
        return lines_of(self.how_to)

    @property
    def phases_in_words(self) -> str:
        return ", ".join(str(Phase(phase).label) for phase in self.phases)

    def live_attachment_ids(self) -> set[int]:
        return super().live_attachment_ids() | set(self.files.values_list("document_id", flat=True))


class ToolObstacle(Orderable):
    """An obstacle that a tool helps with."""

    tool = ParentalKey(ToolPage, on_delete=models.CASCADE, related_name="obstacle_links")
    obstacle = models.ForeignKey(
        ObstaclePage, verbose_name=_("obstacle"), on_delete=models.RESTRICT, related_name="tool_links"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("obstacle of a tool")
        constraints = [models.UniqueConstraint(fields=["tool", "obstacle"], name="tool_has_obstacle_once")]

    def __str__(self) -> str:
        return str(self.obstacle)


class ToolFile(Orderable):
    """One file of a tool: blank, or filled in as an example."""

    tool = ParentalKey(ToolPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        Attachment, verbose_name=_("file"), on_delete=models.PROTECT, related_name="tool_files"
    )
    variant = models.CharField(
        _("kind"), max_length=8, choices=FileVariant.choices, default=FileVariant.BLANK
    )
    version = models.CharField(
        _("version"),
        max_length=12,
        blank=True,
        help_text=_("The number of this version, if the file has one. For example: 2"),
    )
    pages = models.PositiveSmallIntegerField(
        _("pages"), null=True, blank=True, help_text=_("How many pages the file has. For example: 2")
    )

    panels = [
        FieldPanel("document"),
        FieldRowPanel([FieldPanel("variant"), FieldPanel("version"), FieldPanel("pages")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("file of a tool")

    def __str__(self) -> str:
        return f"{self.document} ({self.get_variant_display()})"


class ToolChange(models.Model):
    """One version of a tool and what was new in it."""

    tool = ParentalKey(ToolPage, on_delete=models.CASCADE, related_name="changes")
    version = models.CharField(_("version"), max_length=12, help_text=_("For example: 2"))
    date = models.DateField(_("date"))
    text = models.CharField(
        _("what changed"), max_length=200, help_text=_("For example: A column for the long term was added.")
    )

    panels = [FieldRowPanel([FieldPanel("version"), FieldPanel("date")]), FieldPanel("text")]

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("version of a tool")

    def __str__(self) -> str:
        return f"{self.version}: {self.text}"
