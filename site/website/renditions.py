"""The sizes of a picture that pages show, made by promise when the picture is saved."""

from typing import Any

from website.models.picture import Picture
from website.picture_sizes import SPECS

KIND = "renditions"


def make(payload: dict[str, Any]) -> None:
    """Make every size of the picture ``payload["picture"]`` that is not there yet."""
    picture = Picture.objects.filter(pk=payload["picture"]).first()
    if picture is not None:
        picture.get_renditions(*SPECS)
