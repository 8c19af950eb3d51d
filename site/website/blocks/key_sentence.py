"""One sentence, shown large: what a reader should remember."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class KeySentenceBlock(blocks.StructBlock):
    """The core of the story in one or two short sentences of our own, not a quotation."""

    text = blocks.CharBlock(
        label=_("Sentence"),
        max_length=160,
        help_text=_(
            "One is enough for a whole story. For example: First look. Then choose where the money goes."
        ),
    )

    class Meta:
        label = _("Key sentence")
        icon = "openquote"
        template = "website/components/key_sentence.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "text": value["text"]}
