"""Tools: templates, worksheets and checklists, with a blank and a filled-in file."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultipleChooserPanel, TitleFieldPanel
from wagtail.fields import StreamField

from accounts.viewer import viewer_of
from casebook.blocks import story_blocks
from casebook.enums import Phase
from casebook.fields import ChoiceSetField
from casebook.forms.pages import ToolPageForm
from casebook.models.provenance import Provenance, provenance_panel
from casebook.validators import lines_of, validate_steps
from website.models import ContentPage


class ToolPage(Provenance, ContentPage):
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
    phases = ChoiceSetField(
        _("for which phase"),
        choices=[choice for choice in Phase.choices if choice[0] != Phase.ENDED],
        blank=True,
        help_text=_("When in the life of a partnership it helps most."),
    )
    body = StreamField(story_blocks(), blank=True, verbose_name=_("more about it"))

    parent_page_types = ["casebook.ToolIndexPage"]
    subpage_types: list[str] = []
    base_form_class = ToolPageForm
    needed_rows = ToolPageForm.too_few
    template = "casebook/tool_page.html"
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

    def missing(self) -> dict[str, Any]:
        return {} if self.summary else {"summary": _("Write down in one line what it is for.")}

    @property
    def steps(self) -> list[str]:
        return lines_of(self.how_to)

    @property
    def phase_names(self) -> list[str]:
        return [str(Phase(phase).label) for phase in self.phases]

    @property
    def phases_in_words(self) -> str:
        return ", ".join(self.phase_names)

    def live_attachment_ids(self) -> set[int]:
        return super().live_attachment_ids() | set(self.files.values_list("document_id", flat=True))
