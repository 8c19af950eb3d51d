"""The obstacles that ship with the site."""

from importlib import resources
from pathlib import Path
from typing import Any

from django.db import transaction

from casebook.content.markup import ContentFile, read_content
from casebook.domain.publishing import add_draft_below, index_of
from casebook.models import ObstacleIndexPage, ObstaclePage, Perspective
from website.domain.seeding import ensure_once

IN_LINES = ("possible_points", "difficult_points")


@transaction.atomic
def ensure_obstacles() -> list[ObstaclePage]:
    """Publish the shipped obstacles that were never here, by their code; gives the new ones.

    What an editor made of an obstacle stays: another code or text, withdrawn or deleted. Needs the
    perspectives and the list of obstacles.
    """
    texts = {text.front["code"]: text for text in shipped_obstacles()}
    slugs = set(ObstaclePage.objects.values_list("slug", flat=True))
    present = {
        *obstacle_ids_by_code(),
        *(code for code, text in texts.items() if text.front["slug"] in slugs),
    }
    made = ensure_once(
        kind="obstacle",
        keys=texts,
        present=present,
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
    folder = resources.files("casebook.content").joinpath("obstacles")
    texts = [read_content(Path(str(entry))) for entry in folder.iterdir() if entry.name.endswith(".md")]
    order = {"J": 0, "E": 1, "S": 2, "R": 3}
    return sorted(texts, key=lambda text: (order[text.front["code"][0]], text.front["code"]))


def obstacle_ids_by_code() -> dict[str, int]:
    """Give the page of each code, whatever its state; for who writes, not for who reads."""
    pages = ObstaclePage.objects.filter(alias_of__isnull=True).exclude(code="")
    return dict(pages.values_list("code", "pk"))


def _add(text: ContentFile) -> ObstaclePage:
    values: dict[str, Any] = dict(text.front)
    for name in IN_LINES:
        values[name] = "\n".join(values[name])
    values["perspective"] = Perspective.objects.get(code=values["perspective"])
    second = values.pop("second_perspective", "")
    values["second_perspective"] = Perspective.objects.get(code=second) if second else None
    return add_draft_below(parent=index_of(ObstacleIndexPage), page=ObstaclePage(**values))
