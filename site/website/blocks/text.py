"""Text with an optional heading: what most of a story is made of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["bold", "italic", "link", "ol", "ul"]


class TextBlock(blocks.StructBlock):
    """A heading, if there is one, and the paragraphs beneath it; a heading alone opens what follows."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=FEATURES, required=False)

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "website/blocks/text.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["heading"] and not cleaned["text"].source.strip():
            problem = ValidationError(_("Write a text, or remove this block."))
            raise blocks.StructBlockValidationError(block_errors={"text": problem})
        return cleaned
