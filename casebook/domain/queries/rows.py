"""The parts that lists and pages of the casebook show, ready for the components of the site."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.policy import may_read
from accounts.viewer import Viewer
from casebook.blocks import SIGN_FIELDS
from casebook.domain.queries.names import linked_names, portrait_addresses
from casebook.enums import Outcome
from casebook.models import (
    LessonObstacle,
    LessonPage,
    LessonPartnership,
    ObstaclePage,
    Partnership,
    Perspective,
)
from casebook.models.links import linked_of_many
from website.enums import Licence

LICENCE_ADDRESSES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.nl",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.nl",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.nl",
}
LESSON_ICON = "signpost"
# What the row of a lesson takes.
ROW_FIELDS = ("title", "url_path", "summary", "outcome", "last_checked")


@dataclass(frozen=True)
class ObstacleLink:
    """An obstacle as the sign shows it."""

    pk: int
    code: str
    label: str
    title: str
    url: str


def visible_obstacles(viewer: Viewer) -> QuerySet[ObstaclePage]:
    """Give the obstacles that a viewer may see, in the order of their codes; aliases left out."""
    pages: QuerySet[ObstaclePage] = ObstaclePage.objects.visible_to(viewer)
    return pages.filter(alias_of__isnull=True).order_by("code")


def visible_lessons(viewer: Viewer) -> QuerySet[LessonPage]:
    """Give the lessons that a viewer may see, last checked first, as their rows say; aliases left out."""
    pages: QuerySet[LessonPage] = LessonPage.objects.visible_to(viewer)
    checked = F("last_checked").desc(nulls_last=True)
    return pages.filter(alias_of__isnull=True).order_by(checked, "-first_published_at", "-pk")


def obstacle_link_of(page: ObstaclePage, viewer: Viewer) -> ObstacleLink | None:
    """Give an obstacle that is at hand as a knot, or nothing when the viewer may not see it."""
    if not may_read(viewer, page):
        return None
    return ObstacleLink(page.pk, page.code, page.label, page.title, page.url or "")


def obstacle_links_of(pages: Iterable[ObstaclePage], viewer: Viewer) -> list[ObstacleLink]:
    return [knot for page in pages if (knot := obstacle_link_of(page, viewer))]


def story_obstacle_links(body: Any, viewer: Viewer) -> dict[int, ObstacleLink]:
    """Give the obstacles in the margin of a story by id; the story reads them in one query for itself too."""
    found = [block.value["obstacle"] for block in body if block.block_type == "text"]
    return {link.pk: link for link in obstacle_links_of((page for page in found if page), viewer)}


def obstacle_links_by_id(*, ids: Iterable[int], viewer: Viewer) -> dict[int, ObstacleLink]:
    """Give the obstacles with these ids that a viewer may see; one query, none when there are no ids."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {
        link.pk: link for link in obstacle_links_of(visible_obstacles(viewer).filter(pk__in=wanted), viewer)
    }


def lesson_rows(
    lessons: QuerySet[LessonPage],
    *,
    viewer: Viewer,
    kind: bool = False,
    addresses: Mapping[int, str] | None = None,
) -> list[dict[str, Any]]:
    """Draw lessons as rows: outline of the first partnership, obstacles, outcome and when it was checked.

    Partnerships lead to their portraits: `addresses` when those are at hand, else by one query.
    """
    found = list(lessons.only(*ROW_FIELDS))
    keys = [lesson.pk for lesson in found]
    obstacles = linked_of_many(LessonObstacle, "obstacle", keys, only=SIGN_FIELDS)
    partnerships = linked_of_many(LessonPartnership, "partnership", keys, only=Partnership.SHOWN_FIELDS)
    if addresses is None:
        everybody = {row.pk for rows in partnerships.values() for row in rows}
        addresses = portrait_addresses(partnerships=everybody, viewer=viewer)
    return [
        _lesson_row(
            lesson,
            kind=kind,
            obstacle_links=obstacle_links_of(obstacles.get(lesson.pk, ()), viewer),
            partnerships=partnerships.get(lesson.pk, []),
            addresses=addresses,
        )
        for lesson in found
    ]


def _lesson_row(
    lesson: LessonPage,
    *,
    kind: bool,
    obstacle_links: list[ObstacleLink],
    partnerships: list[Partnership],
    addresses: Mapping[int, str],
) -> dict[str, Any]:
    facts = []
    if lesson.last_checked:
        facts.append({"term": _("Checked"), "value": month(lesson.last_checked)})
    return {
        "page": lesson,
        "url": lesson.url or "",
        "title": lesson.title,
        "text": lesson.summary,
        "shape": shape_of(partnerships[0]) if partnerships else None,
        "state": lesson.outcome_state,
        "kind": {"icon": LESSON_ICON, "name": _("Lesson")} if kind else None,
        "who": linked_names(partnerships, addresses),
        "obstacle_links": obstacle_links,
        "outcome": outcome_of(lesson),
        "facts": facts,
    }


def shape_of(partnership: Partnership | None) -> Partnership | None:
    """Give what can be drawn as an outline, or nothing when no municipality has a shape."""
    return partnership if partnership is not None and partnership.outline else None


def outcome_of(lesson: LessonPage) -> dict[str, str] | None:
    """Give the outcome of a lesson in words, and the tone in which they are set; None in a draft without."""
    if not lesson.outcome:
        return None
    return {"tone": lesson.outcome, "name": str(Outcome(lesson.outcome).label)}


def with_perspective(trail: list[dict[str, Any]], perspectives: list[Perspective]) -> list[dict[str, Any]]:
    """The way back to a page by a step more: its list, narrowed down to the first perspective."""
    if not trail or not perspectives:
        return trail
    first = perspectives[0]
    return [*trail, {"title": first.name, "url": f"{trail[-1]['url']}?perspectief={first.code}"}]


def provenance_of(page: Any) -> Mapping[str, Any]:
    return {
        "written_by": page.written_by,
        "checked": page.last_checked,
        "review_due": page.review_due,
        "source": page.source,
        "source_url": page.source_url,
        "licence": page.get_licence_display(),
        "licence_url": LICENCE_ADDRESSES.get(page.licence, ""),
    }


def month(day: Any) -> str:
    """Write a day as its month and year, as lists do."""
    return date_format(day, "M Y").lower() if day else ""
