"""What somebody really said, with the name."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class QuoteBlock(blocks.StructBlock):
    """A quotation with who said it; never a made-up one."""

    text = blocks.TextBlock(
        label=_("Words"), max_length=400, rows=3, help_text=_("Literally, and only with consent.")
    )
    who = blocks.CharBlock(label=_("Who"), max_length=120, help_text=_("For example: Karin Smit"))
    role = blocks.CharBlock(
        label=_("Role"),
        required=False,
        max_length=120,
        help_text=_("For example: works manager at a port company"),
    )

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        template = "website/components/quote.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        words = {"text": value["text"], "who": value["who"], "role": value["role"]}
        return {**super().get_context(value, parent_context), **words}
