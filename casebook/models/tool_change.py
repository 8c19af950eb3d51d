"""What changed in a tool, version by version."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from casebook.models.tool_page import ToolPage


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
        verbose_name_plural = _("versions of a tool")

    def __str__(self) -> str:
        return f"{self.version}: {self.text}"
