"""A video elsewhere, as a link card: nothing is loaded from another host."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from website.blocks.addresses import validate_safe_address


class VideoBlock(blocks.StructBlock):
    """What the video is about and where it is to be seen."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    url = blocks.URLBlock(
        label=_("Address"),
        validators=[validate_safe_address],
        help_text=_("The page where the video plays, beginning with https://"),
    )
    duration = blocks.CharBlock(
        label=_("Duration"), required=False, max_length=20, help_text=_("For example: 4 minutes")
    )
    note = blocks.CharBlock(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("For example whether it has subtitles, or what to look at."),
    )

    class Meta:
        label = _("Video")
        icon = "media"
        template = "website/components/video.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        site = (urlsplit(value["url"] or "").hostname or "").removeprefix("www.")
        return {**super().get_context(value, parent_context), **dict(value), "site": site}
