"""The four lists of the casebook below the home page."""

import tomllib
from importlib import resources

from django.db import transaction

from casebook.domain.publishing import publish_below, put_before_standard_pages
from casebook.models import LessonIndexPage, ObstacleIndexPage, PortraitIndexPage, ToolIndexPage
from website.models import ContentPage, HomePage

KINDS: dict[str, type[ContentPage]] = {
    "obstacles": ObstacleIndexPage,
    "lessons": LessonIndexPage,
    "portraits": PortraitIndexPage,
    "tools": ToolIndexPage,
}


@transaction.atomic
def ensure_index_pages(*, home: HomePage) -> list[ContentPage]:
    """Make the lists that are not there yet, in the order of the menu; gives the new ones."""
    text = resources.files("casebook.content").joinpath("index_pages.toml").read_text(encoding="utf-8")
    texts = tomllib.loads(text)
    made: list[ContentPage] = []
    for name, model in KINDS.items():
        if not model.objects.exists():
            page = publish_below(parent=home, page=model(**texts[name], show_in_menus=True))
            made.append(put_before_standard_pages(page))
    return made
