"""A file to take along."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class DownloadBlock(blocks.StructBlock):
    """One file, with its type and size beside it."""

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
