"""What programs elsewhere show of a page when somebody shares its address."""

import logging
from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import urljoin

from django.contrib.staticfiles.storage import staticfiles_storage
from wagtail.images.models import SourceImageIOError

from website.models import ContentPage
from website.picture_sizes import SHARED, SPECS

logger = logging.getLogger(__name__)

HOUSE_PICTURE = "website/img/share.png"
# Of both pictures, in pixels: what the programs ask for.
WIDTH, HEIGHT = 1200, 630
MOST_LETTERS = 200


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """A picture at a whole address, with its size in pixels; without words it is the one of the house."""

    url: str
    width: int
    height: int
    description: str = ""


def description_of(page: ContentPage) -> str:
    """What a page is about, in at most 200 letters that end with a whole word."""
    return shorten(page.search_description or page.summary, MOST_LETTERS, placeholder="…")


def picture_of(page: ContentPage, root: str) -> SharedPicture:
    """The first picture of a page's stories, or else that of the house; ``root`` is where the site stands."""
    picture = page.first_picture()
    if picture is not None:
        try:
            # All sizes in one query: the story asks for the others in a moment.
            sized = picture.get_renditions(*SPECS)[SHARED]
        except SourceImageIOError:
            logger.warning("The file of picture %s cannot be read", picture.pk)
        else:
            return SharedPicture(urljoin(root, sized.url), sized.width, sized.height, picture.description)
    return SharedPicture(urljoin(root, staticfiles_storage.url(HOUSE_PICTURE)), WIDTH, HEIGHT)
