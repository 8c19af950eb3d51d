"""The sizes of a picture that pages show, made by promise when the picture is saved."""

from typing import Any

from website.models.picture import Picture

KIND = "renditions"
# A figure in a story, on a phone and on a desk, and the picture shown where a page is shared.
SPECS = ("width-480|format-webp", "width-800|format-webp", "width-1200|format-webp")


def make(payload: dict[str, Any]) -> None:
    """Make every size of the picture ``payload["picture"]`` that is not there yet."""
    picture = Picture.objects.filter(pk=payload["picture"]).first()
    if picture is not None:
        picture.get_renditions(*SPECS)
