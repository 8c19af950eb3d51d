"""Block families of a story; each family has its own file."""

from wagtail.blocks import Block

from .call_to_action import CallToActionBlock
from .download import DownloadBlock, attachment_ids
from .figure import FigureBlock
from .key_facts import KeyFactsBlock
from .key_sentence import KeySentenceBlock
from .quote import QuoteBlock
from .split_bar import SplitBarBlock
from .table import TableBlock
from .text import TextBlock
from .timeline import TimelineBlock
from .video import VideoBlock


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


__all__ = ["TextBlock", "attachment_ids", "general_blocks"]
