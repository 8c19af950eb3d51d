"""A picture with its caption; the alternative text, maker and licence come with the picture."""

import logging
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import SourceImageIOError

from website.picture_sizes import STORY

logger = logging.getLogger(__name__)

WIDTHS = "(min-width: 48em) 40rem, 100vw"


class FigureBlock(blocks.StructBlock):
    """A picture in a story."""

    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=200,
        help_text=_("What the picture adds to the story; what is to be seen stands in its alternative text."),
    )

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "website/blocks/figure.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        picture = value["picture"]
        context = {**super().get_context(value, parent_context), "caption": value["caption"]}
        if picture is None:
            return context
        try:
            renditions = list(picture.get_renditions(*STORY).values())
        except SourceImageIOError:
            # Gone from the disk: the page does without, and the log says which.
            logger.warning("The file of picture %s cannot be read", picture.pk)
            return {**context, "picture": None}
        middle = renditions[len(renditions) // 2]
        drawn = format_html(
            '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="lazy">',
            middle.url,
            ", ".join(f"{sized.url} {sized.width}w" for sized in renditions),
            WIDTHS,
            middle.width,
            middle.height,
            picture.description,
        )
        return {
            **context,
            "picture": drawn,
            "maker": picture.maker,
            "licence": picture.get_licence_display(),
        }
