"""The sizes in which pages show a picture, and the message on which they are made."""

from typing import TYPE_CHECKING

from wagtail.images import get_image_model

# Who needs the sizes alone has no settings.
if TYPE_CHECKING:
    from outbox.models import OutboxMessage

# As Wagtail's rendition filters: a figure in a story, on a phone and on a desk; the first is the default.
STORY = ("width-800|format-webp", "width-480|format-webp", "width-1200|format-webp")
# Where a page is shared: not every program that draws a link knows WebP.
SHARED = "fill-1200x630|format-jpeg"
SPECS = (*STORY, SHARED)


def make_sizes(message: "OutboxMessage") -> None:
    """Make every size of the picture in the payload that is not there yet; it may be gone."""
    picture = get_image_model().objects.filter(pk=message.payload["picture"]).first()
    if picture is not None:
        picture.get_renditions(*SPECS)
