"""Makes the sizes of a picture that pages show, by a message sent when the picture is saved."""

from outbox.models import OutboxMessage
from website.models.picture import Picture
from website.picture_sizes import SPECS

KIND = "renditions"


def make(message: OutboxMessage) -> None:
    """Make every size of the picture in the payload that is not there yet; it may be gone."""
    picture = Picture.objects.filter(pk=message.payload["picture"]).first()
    if picture is not None:
        picture.get_renditions(*SPECS)
