"""Blocks of a meeting: the general ones, where moments are times of the day."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from website.blocks import TimelineBlock, general_blocks


class PartBlock(blocks.StructBlock):
    """One part of the day: when it begins, and what people do."""

    when = blocks.CharBlock(label=_("Time"), max_length=40, help_text=_("For example: 10.20"))
    text = blocks.TextBlock(
        label=_("What"), max_length=300, rows=2, help_text=_("For example: three tables, one question each")
    )


class ProgrammeBlock(TimelineBlock):
    """The parts of the day in order; stored and drawn as moments."""

    moments = blocks.ListBlock(PartBlock(label=_("Part")), label=_("Parts"), min_num=2, max_num=12)

    class Meta:
        label = _("Programme")
        icon = "time"
        template = "website/components/timeline.html"


def meeting_blocks() -> list[tuple[str, blocks.Block]]:
    return [(name, ProgrammeBlock() if name == "timeline" else block) for name, block in general_blocks()]
