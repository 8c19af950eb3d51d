"""Blocks of words: text, key sentence, quotation, key facts and timeline."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["bold", "italic", "link", "ol", "ul"]


class ComponentBlock(blocks.StructBlock):
    """A block that is drawn by a component: its values have the names that the component asks for."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), **value}


class TextBlock(blocks.StructBlock):
    """A heading, if there is one, and the paragraphs beneath it; a heading alone opens what follows."""

    # The text is asked for first: who adds a block and begins to type writes no heading by mistake.
    text = blocks.RichTextBlock(label=_("Text"), features=FEATURES, required=False)
    heading = blocks.CharBlock(
        label=_("Heading above this text"),
        required=False,
        max_length=120,
        help_text=_("Leave empty when no heading is needed."),
    )

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "website/blocks/text.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        # A block that was just added says nothing yet: a draft may wait for its words.
        if not self.is_deferred_validation and not cleaned["heading"] and not cleaned["text"].source.strip():
            problem = ValidationError(_("Write a text, or remove this block."))
            raise blocks.StructBlockValidationError(block_errors={"text": problem})
        return cleaned


class KeySentenceBlock(ComponentBlock):
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
        icon = "title"
        template = "website/components/key_sentence.html"


class QuoteBlock(ComponentBlock):
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


class FactBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("About"), max_length=60, help_text=_("For example: Companies"))
    value = blocks.CharBlock(
        label=_("Fact"), max_length=160, help_text=_("For example: 31, most of them under twenty people")
    )


class KeyFactsBlock(ComponentBlock):
    title = blocks.CharBlock(label=_("Heading"), required=False, max_length=80)
    facts = blocks.ListBlock(FactBlock(label=_("Fact")), label=_("Facts"), min_num=1, max_num=8)

    class Meta:
        label = _("Key facts")
        icon = "list-ul"
        template = "website/components/facts.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        facts = [{"term": fact["label"], "value": fact["value"]} for fact in value["facts"]]
        return {**super().get_context(value, parent_context), "facts": facts}


class MomentBlock(blocks.StructBlock):
    when = blocks.CharBlock(label=_("When"), max_length=40, help_text=_("For example: 2015, or autumn 2024"))
    text = blocks.TextBlock(label=_("What happened"), max_length=300, rows=2)


class TimelineBlock(ComponentBlock):
    moments = blocks.ListBlock(MomentBlock(label=_("Moment")), label=_("Moments"), min_num=2, max_num=12)

    class Meta:
        label = _("Timeline")
        icon = "date"
        template = "website/components/timeline.html"
