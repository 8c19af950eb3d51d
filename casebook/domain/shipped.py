"""What ships with the site: the four lists, the perspectives and the obstacles."""

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from django.db import transaction

from casebook.content.markup import ContentFile, read_content
from casebook.models import (
    GlossaryPage,
    LessonIndexPage,
    ObstacleIndexPage,
    ObstaclePage,
    Perspective,
    PortraitIndexPage,
    Term,
    ToolIndexPage,
)
from website.domain.publishing import add_draft_below, index_of, publish_below, put_before_standard_pages
from website.domain.seeding import ensure_once
from website.models import ContentPage, HomePage

# In the order of the menu.
LISTS: dict[str, type[ContentPage]] = {
    "obstacles": ObstacleIndexPage,
    "lessons": LessonIndexPage,
    "portraits": PortraitIndexPage,
    "tools": ToolIndexPage,
}
CONTENT = resources.files("casebook.content")


@transaction.atomic
def ensure_index_pages(*, home: HomePage) -> None:
    """Make the lists that are not there yet, below the home page."""
    texts = tomllib.loads(CONTENT.joinpath("index_pages.toml").read_text(encoding="utf-8"))
    for name, model in LISTS.items():
        if not model.objects.exists():
            page = publish_below(parent=home, page=model(**texts[name], show_in_menus=True))
            put_before_standard_pages(page)


@transaction.atomic
def ensure_glossary(*, home: HomePage) -> None:
    """Publish the glossary, before the pages about the site, unless it is or was there."""
    texts = tomllib.loads(CONTENT.joinpath("glossary.toml").read_text(encoding="utf-8"))
    terms = [Term(**values) for values in texts.pop("terms")]

    def make(_key: str) -> None:
        page = GlossaryPage(**texts)
        page.terms.set(terms)
        put_before_standard_pages(publish_below(parent=home, page=page))

    present = {"glossary"} if GlossaryPage.objects.exists() else set()
    ensure_once(kind="glossary", keys=["glossary"], present=present, make=make)


def ensure_perspectives() -> None:
    """Make the perspectives that are not there yet, by their code."""
    texts = tomllib.loads(CONTENT.joinpath("perspectives.toml").read_text(encoding="utf-8"))
    for order, values in enumerate(texts["perspectives"], start=1):
        Perspective.objects.get_or_create(code=values["code"], defaults={**values, "order": order})


@transaction.atomic
def ensure_obstacles() -> list[ObstaclePage]:
    """Publish the shipped obstacles that were never here, by their code; gives the new ones.

    What an editor made of an obstacle stays: another code or text, withdrawn or deleted. Needs the
    perspectives and the list of obstacles.
    """
    texts = {text.front["code"]: text for text in shipped_obstacles()}
    slugs = set(ObstaclePage.objects.values_list("slug", flat=True))
    moved = {code for code, text in texts.items() if text.front["slug"] in slugs}
    made = ensure_once(
        kind="obstacle",
        keys=texts,
        present={*obstacle_ids_by_code(), *moved},
        make=lambda code: (_add(texts[code]), texts[code]),
    )
    # Stories may name each other in the margin: they are written when all of them exist.
    ids = obstacle_ids_by_code()
    for page, text in made:
        page.body = text.stream(ids)
        page.save_revision().publish()
    return [page for page, _text in made]


def shipped_obstacles() -> list[ContentFile]:
    """Read the obstacles that ship, in the order of their codes."""
    folder = CONTENT.joinpath("obstacles")
    texts = [read_content(Path(str(entry))) for entry in folder.iterdir() if entry.name.endswith(".md")]
    return sorted(texts, key=lambda text: ("JESR".index(text.front["code"][0]), text.front["code"]))


def obstacle_ids_by_code() -> dict[str, int]:
    """Give the page of each code, whatever its state; for who writes, not for who reads."""
    pages = ObstaclePage.objects.filter(alias_of__isnull=True).exclude(code="")
    return dict(pages.values_list("code", "pk"))


def _add(text: ContentFile) -> ObstaclePage:
    values: dict[str, Any] = dict(text.front)
    for name in ("possible_points", "difficult_points"):
        values[name] = "\n".join(values[name])
    for name in ("perspective", "second_perspective"):
        code = values.pop(name, "")
        values[name] = Perspective.objects.get(code=code) if code else None
    return add_draft_below(parent=index_of(ObstacleIndexPage), page=ObstaclePage(**values))
