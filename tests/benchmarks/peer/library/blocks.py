"""Blocks of a story, with the fields that the site's own blocks have."""

from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as Grid


class TextBlock(blocks.StructBlock):
    """A heading, paragraphs, and the obstacle met there."""

    heading = blocks.CharBlock(required=False)
    text = blocks.RichTextBlock(required=False)
    obstacle = blocks.PageChooserBlock(required=False, page_type="library.ObstaclePage")

    class Meta:
        template = "blocks/text.html"


class KeySentenceBlock(blocks.StructBlock):
    """The core of the story."""

    text = blocks.CharBlock()

    class Meta:
        template = "blocks/key_sentence.html"


class QuoteBlock(blocks.StructBlock):
    """A quotation with who said it."""

    text = blocks.TextBlock()
    who = blocks.CharBlock()
    role = blocks.CharBlock(required=False)

    class Meta:
        template = "blocks/quote.html"


class FactBlock(blocks.StructBlock):
    """One fact."""

    label = blocks.CharBlock()
    value = blocks.CharBlock()


class KeyFactsBlock(blocks.StructBlock):
    """A list of facts."""

    title = blocks.CharBlock(required=False)
    facts = blocks.ListBlock(FactBlock())

    class Meta:
        template = "blocks/key_facts.html"


class MomentBlock(blocks.StructBlock):
    """One moment."""

    when = blocks.CharBlock()
    text = blocks.TextBlock()


class TimelineBlock(blocks.StructBlock):
    """Moments from early to late."""

    moments = blocks.ListBlock(MomentBlock())

    class Meta:
        template = "blocks/timeline.html"


class ShareBlock(blocks.StructBlock):
    """One share of the whole."""

    label = blocks.CharBlock()
    share = blocks.IntegerBlock()


class SplitBarBlock(blocks.StructBlock):
    """Shares that are a hundred per cent together."""

    caption = blocks.CharBlock()
    shares = blocks.ListBlock(ShareBlock())

    class Meta:
        template = "blocks/split_bar.html"


class TableBlock(blocks.StructBlock):
    """A caption and a grid."""

    caption = blocks.CharBlock()
    grid = Grid()

    class Meta:
        template = "blocks/table.html"


STORY = [
    ("text", TextBlock()),
    ("key_sentence", KeySentenceBlock()),
    ("quote", QuoteBlock()),
    ("key_facts", KeyFactsBlock()),
    ("timeline", TimelineBlock()),
    ("table", TableBlock()),
    ("split_bar", SplitBarBlock()),
]
