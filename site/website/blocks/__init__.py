"""Block families of a story; each family has its own file."""

from wagtail.blocks import Block

from .text import TextBlock


def general_blocks() -> list[tuple[str, Block]]:
    """The blocks that every story may use, in the order in which people reach for them."""
    return [("text", TextBlock())]


__all__ = ["TextBlock", "general_blocks"]
