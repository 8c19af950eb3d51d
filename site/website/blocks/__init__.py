"""Block families of a story; each family has its own file."""

from wagtail.blocks import Block

from .figures import SplitBarBlock, TableBlock
from .media import CallToActionBlock, DownloadBlock, FigureBlock, VideoBlock, attachment_ids
from .texts import KeyFactsBlock, KeySentenceBlock, QuoteBlock, TextBlock, TimelineBlock


def general_blocks() -> list[tuple[str, Block]]:
    """The blocks that every story may use, in the order in which people reach for them."""
    return [
        ("text", TextBlock()),
        ("key_sentence", KeySentenceBlock()),
        ("figure", FigureBlock()),
        ("quote", QuoteBlock()),
        ("key_facts", KeyFactsBlock()),
        ("timeline", TimelineBlock()),
        ("table", TableBlock()),
        ("split_bar", SplitBarBlock()),
        ("video", VideoBlock()),
        ("download", DownloadBlock()),
        ("call_to_action", CallToActionBlock()),
    ]


__all__ = ["TextBlock", "TimelineBlock", "attachment_ids", "general_blocks"]
