"""Blocks that show a picture, or lead to a file, a video, a page or another site."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import ResponsiveImage

from accounts.policy import may_read
from accounts.viewer import Viewer, viewer_of
from website.blocks.texts import ComponentBlock
from website.picture_sizes import STORY

WIDTHS = "(min-width: 48em) 40rem, 100vw"
validate_safe_address = RegexValidator(
    r"^https://[^@/?#]+([/?#]|$)", _("The address has to begin with https://"), code="not_safe"
)


class FigureBlock(ComponentBlock):
    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=200,
        help_text=_("What the picture adds to the story; what is to be seen stands in its alternative text."),
    )

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "website/blocks/figure.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        picture = value["picture"]
        sizes = picture.readable_renditions(*STORY) if picture else {}
        if not sizes:
            return {**context, "picture": None}
        return {
            **context,
            "picture": ResponsiveImage(sizes, {"sizes": WIDTHS, "loading": "lazy"}),
            "maker": picture.maker,
            "licence": picture.get_licence_display(),
        }


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Text of the link"),
        required=False,
        max_length=120,
        help_text=_("Empty: the title of the file."),
    )

    class Meta:
        label = _("File")
        icon = "doc-full-inverse"
        template = "website/blocks/download.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        document = value["document"]
        if document is None:
            return context
        file = {
            "url": document.url,
            "title": value["title"] or document.title,
            "type": document.file_extension.upper(),
            "size": document.file_size,
        }
        return {**context, "file": file}


def attachment_ids(stream: Any) -> set[int]:
    """Give the ids of the files that a story offers, without reading the files themselves."""
    return {
        item["value"]["document"]
        for item in stream.raw_data
        if item["type"] == "download" and item["value"].get("document")
    }


class VideoBlock(ComponentBlock):
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
        return {**super().get_context(value, parent_context), "site": site}


class CallToActionBlock(ComponentBlock):
    lead = blocks.CharBlock(
        label=_("First words"), max_length=80, help_text=_("For example: Want to try this?")
    )
    text = blocks.CharBlock(label=_("And then"), required=False, max_length=160)
    label = blocks.CharBlock(
        label=_("On the button"), max_length=40, help_text=_("A verb first. For example: Take the worksheet")
    )
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = blocks.URLBlock(
        label=_("Or an address elsewhere"), required=False, validators=[validate_safe_address]
    )

    class Meta:
        label = _("Call to action")
        icon = "arrow-right"
        template = "website/blocks/call_to_action.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            problem = _("Choose a page of this site or fill in an address elsewhere, one of both.")
            raise blocks.StructBlockValidationError(block_errors={"page": ValidationError(problem)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Without an address, and so without a button, when the reader may not see the page."""
        context = super().get_context(value, parent_context)
        if value["page"]:
            page, request = value["page"].specific, context.get("request")
            viewer = viewer_of(request) if request else Viewer.public()
            context["url"] = page.get_url(request) if may_read(viewer, page) else ""
        return context
