"""The parts that lists and pages of the casebook show, ready for the components of the site."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F, QuerySet
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.policy import READABLE_FIELDS, may_read
from accounts.viewer import Viewer
from casebook.blocks import SIGN_FIELDS
from casebook.enums import Outcome
from casebook.facets import PERSPECTIVE
from casebook.geo.outlines import coarse
from casebook.models import (
    LessonObstacle,
    LessonPage,
    LessonPartnership,
    ObstaclePage,
    Partnership,
    Perspective,
    PortraitPage,
    ToolPage,
)
from casebook.models.links import linked_of_many
from website.enums import Licence
from website.models import ContentPage

AnyPage = TypeVar("AnyPage", bound=ContentPage)

# Lessons last checked first, obstacles by code, portraits newest first, tools by title.
ORDER: dict[type[ContentPage], tuple[Any, ...]] = {
    LessonPage: (F("last_checked").desc(nulls_last=True), "-first_published_at", "-pk"),
    ObstaclePage: ("code",),
    PortraitPage: ("-first_published_at", "-pk"),
    ToolPage: ("title", "pk"),
}
LICENCE_ADDRESSES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.nl",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.nl",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.nl",
}
# What the row of a lesson, and the address of a portrait take.
ROW_FIELDS = ("title", "url_path", "summary", "outcome", "last_checked")
ADDRESS_FIELDS = ("partnership_id", "alias_of_id", "url_path", *READABLE_FIELDS)


@dataclass(frozen=True)
class ObstacleLink:
    """An obstacle as the sign shows it."""

    pk: int
    code: str
    title: str
    url: str


def visible(model: type[AnyPage], viewer: Viewer) -> QuerySet[AnyPage]:
    """Give the pages of a kind that a viewer may see, in their order; aliases left out."""
    pages: QuerySet[AnyPage] = model.objects.visible_to(viewer)
    return pages.filter(alias_of__isnull=True).order_by(*ORDER.get(model, ()))


def obstacle_links_of(pages: Iterable[ObstaclePage], viewer: Viewer) -> list[ObstacleLink]:
    """Give obstacles that are at hand as links, without those that the viewer may not see."""
    return [
        ObstacleLink(page.pk, page.code, page.title, page.url or "")
        for page in pages
        if may_read(viewer, page)
    ]


def story_obstacle_links(body: Any, viewer: Viewer) -> dict[int, ObstacleLink]:
    """Give the obstacles in the margin of a story by id; the story reads them in one query for itself too."""
    found = [block.value["obstacle"] for block in body if block.block_type == "text"]
    return {link.pk: link for link in obstacle_links_of((page for page in found if page), viewer)}


def lesson_rows(
    lessons: QuerySet[LessonPage], *, viewer: Viewer, addresses: Mapping[int, str] | None = None
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
        {
            "page": lesson,
            "url": lesson.url or "",
            "title": lesson.title,
            "text": lesson.summary,
            "shape": next((coarse(row.outline) for row in partnerships.get(lesson.pk, ())), ""),
            "state": lesson.outcome_state,
            "who": linked_names(partnerships.get(lesson.pk, ()), addresses),
            "obstacle_links": obstacle_links_of(obstacles.get(lesson.pk, ()), viewer),
            "outcome": outcome_of(lesson),
            "facts": [{"term": _("Checked"), "value": month(lesson.last_checked)}]
            if lesson.last_checked
            else [],
        }
        for lesson in found
    ]


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
    return [*trail, {"title": first.name, "url": f"{trail[-1]['url']}?{PERSPECTIVE.param}={first.code}"}]


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


def linked_names(partnerships: Iterable[Partnership], addresses: Mapping[int, str]) -> SafeString:
    """Name partnerships in one line, invented ones as such, each with a link when there is an address."""
    return format_html_join(", ", "{}", ((_linked_name(row, addresses),) for row in partnerships))


def _linked_name(partnership: Partnership, addresses: Mapping[int, str]) -> SafeString:
    if not addresses.get(partnership.pk):
        return format_html("{}", partnership.shown_name)
    rest = partnership.shown_name.removeprefix(partnership.name)
    return format_html('<a href="{}">{}</a>{}', addresses[partnership.pk], partnership.name, rest)


def portrait_addresses(*, partnerships: Iterable[int] | QuerySet[Any], viewer: Viewer) -> dict[int, str]:
    """Give the address of each partnership's portrait, as far as there is one; at most one query."""
    wanted = partnerships if isinstance(partnerships, QuerySet) else set(partnerships)
    if isinstance(wanted, set) and not wanted:
        return {}
    # Few rows, each read by its key: asking the policy of each is quicker than making it part of the query.
    pages = PortraitPage.objects.filter(partnership__in=wanted).only(*ADDRESS_FIELDS)
    return {
        page.partnership_id: page.url or ""
        for page in pages
        if page.partnership_id and page.alias_of_id is None and may_read(viewer, page)
    }
