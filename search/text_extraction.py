"""Plain words out of rich values: what a page's blocks and rich text say, without markup."""

from wagtail.blocks import StreamValue


def words_of_stream(value: StreamValue) -> str:
    return "\n".join(str(part) for part in value.stream_block.get_searchable_content(value) if part)
