"""Blocks of the casebook: the general ones, where text can carry an obstacle."""

from typing import Any

from wagtail.blocks import Block

from casebook.blocks.obstacle import SIGN_FIELDS
from casebook.blocks.text import StoryTextBlock
from website.blocks import general_blocks


def story_blocks() -> list[tuple[str, Block]]:
    return [(name, StoryTextBlock() if name == "text" else block) for name, block in general_blocks()]


def obstacle_ids(stream: Any) -> list[int]:
    """Give the ids of the obstacles in the margin of a story, in order, without reading the pages."""
    found = [
        item["value"]["obstacle"]
        for item in stream.raw_data
        if item["type"] == "text" and item["value"].get("obstacle")
    ]
    return list(dict.fromkeys(found))


__all__ = ["SIGN_FIELDS", "StoryTextBlock", "obstacle_ids", "story_blocks"]
