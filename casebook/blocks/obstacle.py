"""The obstacle in the margin of a text, and what there is to know of an obstacle to draw its sign."""

import copy
from collections.abc import Iterable
from typing import Any

from wagtail.blocks import PageChooserBlock

from accounts.policy import READABLE_FIELDS

# What the sign of an obstacle, its address and the question who may read it take.
SIGN_FIELDS = ("code", "label", "title", "url_path", *READABLE_FIELDS)


class ObstacleBlock(PageChooserBlock):
    """Chooses an obstacle; of all that stands on its page only the sign is read."""

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Any]:
        """Give the obstacles in the order of their keys, nothing for one that is gone; one query."""
        wanted = list(values)
        found = self.model_class.objects.only(*SIGN_FIELDS).in_bulk([pk for pk in wanted if pk])
        return [copy.copy(found.get(pk)) for pk in wanted]

    def deconstruct(self) -> tuple[str, Any, Any]:
        """In the database it is what Wagtail's own block is."""
        _path, arguments, options = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", arguments, options
