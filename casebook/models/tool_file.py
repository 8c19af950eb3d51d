"""The files of a tool."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from casebook.enums import FileVariant
from casebook.models.tool_page import ToolPage
from website.models import Attachment


class ToolFile(Orderable):
    """One file of a tool: blank, or filled in as an example."""

    tool = ParentalKey(ToolPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        Attachment, verbose_name=_("file"), on_delete=models.PROTECT, related_name="tool_files"
    )
    variant = models.CharField(
        _("kind"), max_length=8, choices=FileVariant.choices, default=FileVariant.BLANK
    )
    version = models.CharField(_("version"), max_length=12, blank=True, help_text=_("For example: 2"))
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)

    panels = [
        FieldPanel("document"),
        FieldRowPanel([FieldPanel("variant"), FieldPanel("version"), FieldPanel("pages")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("file of a tool")
        verbose_name_plural = _("files of a tool")

    def __str__(self) -> str:
        return f"{self.document} ({self.get_variant_display()})"
