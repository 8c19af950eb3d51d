"""Text with an optional heading: what most of a story is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["bold", "italic", "link", "ol", "ul"]


class TextBlock(blocks.StructBlock):
    """A heading, if there is one, and the paragraphs beneath it."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=FEATURES)

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "website/blocks/text.html"
