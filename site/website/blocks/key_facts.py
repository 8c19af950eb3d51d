"""A few facts at a glance."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class FactBlock(blocks.StructBlock):
    """One fact: what it is about, and the fact itself."""

    label = blocks.CharBlock(label=_("About"), max_length=60, help_text=_("For example: Companies"))
    value = blocks.CharBlock(
        label=_("Fact"), max_length=160, help_text=_("For example: 31, most of them under twenty people")
    )


class KeyFactsBlock(blocks.StructBlock):
    """A list of two to eight facts."""

    title = blocks.CharBlock(label=_("Heading"), required=False, max_length=80)
    facts = blocks.ListBlock(FactBlock(label=_("Fact")), label=_("Facts"), min_num=1, max_num=8)

    class Meta:
        label = _("Key facts")
        icon = "list-ul"
        template = "website/components/facts.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        facts = [{"term": fact["label"], "value": fact["value"]} for fact in value["facts"]]
        return {**super().get_context(value, parent_context), "title": value["title"], "facts": facts}
