"""Blocks of the casebook: the general ones, where text can carry an obstacle in its margin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, PageChooserBlock

from accounts.policy import READABLE_FIELDS
from website.blocks import TextBlock, general_blocks

# What the sign of an obstacle, its address and the question who may read it take.
SIGN_FIELDS = ("code", "title", "url_path", *READABLE_FIELDS)


class StoryTextBlock(TextBlock):
    """A heading and paragraphs, and the obstacle that is met there.

    The page that shows the story puts `obstacle_links` in the context: what the viewer may see of the
    obstacles, by id. An obstacle that is not among them is left out.
    """

    obstacle = PageChooserBlock(
        label=_("Obstacle in the margin"),
        required=False,
        page_type="casebook.ObstaclePage",
        help_text=_("Choose it where the story runs into this obstacle."),
    )

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        template = "casebook/blocks/text.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        obstacle = value["obstacle"]
        obstacle_links = (parent_context or {}).get("obstacle_links", {})
        return {**context, "knot": obstacle_links.get(obstacle.pk) if obstacle else None}


def story_blocks() -> list[tuple[str, Block]]:
    return [(name, StoryTextBlock() if name == "text" else block) for name, block in general_blocks()]


def obstacle_ids(stream: Any) -> list[int]:
    """Give the ids of the obstacles in the margin of a story, in order, without reading the pages."""
    texts = (item["value"] for item in stream.raw_data if item["type"] == "text")
    return list(dict.fromkeys(text["obstacle"] for text in texts if text.get("obstacle")))
