"""Text with an optional obstacle: a knot in the margin of the paragraph where it occurs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casebook.blocks.obstacle import ObstacleBlock
from website.blocks import TextBlock


class StoryTextBlock(TextBlock):
    """A heading and paragraphs, and the obstacle that is met there.

    The page that shows the story puts `obstacle_links` in the context: what the viewer may see of the
    obstacles, by id. An obstacle that is not among them is left out.
    """

    obstacle = ObstacleBlock(
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
