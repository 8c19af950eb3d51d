"""Plain words out of rich values: what a page's blocks and rich text say, without markup."""

from typing import Any

from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing


def words_of_stream(value: StreamValue) -> str:
    """The text of a StreamField value, one paragraph per piece that its blocks call searchable."""
    return "\n".join(str(part) for part in value.stream_block.get_searchable_content(value) if part)


def words_of_rich_text(html: Any) -> str:
    """The text of a rich-text value."""
    return get_text_for_indexing(str(html))
