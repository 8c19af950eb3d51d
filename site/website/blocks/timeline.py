"""What happened when, in order."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class MomentBlock(blocks.StructBlock):
    """One moment: a year, a month or a time of day, and what happened."""

    when = blocks.CharBlock(label=_("When"), max_length=40, help_text=_("For example: 2015, or autumn 2024"))
    text = blocks.TextBlock(label=_("What happened"), max_length=300, rows=2)


class TimelineBlock(blocks.StructBlock):
    """Moments from early to late."""

    moments = blocks.ListBlock(MomentBlock(label=_("Moment")), label=_("Moments"), min_num=2, max_num=12)

    class Meta:
        label = _("Timeline")
        icon = "date"
        template = "website/components/timeline.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        moments = [{"when": moment["when"], "text": moment["text"]} for moment in value["moments"]]
        return {**super().get_context(value, parent_context), "moments": moments}
