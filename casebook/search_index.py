"""Registers what of the casebook can be found, and which pages follow from what else is changed."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casebook import findable
from casebook.models import (
    LessonPage,
    LessonPartnership,
    ObstaclePage,
    Organisation,
    Partnership,
    Perspective,
    PortraitPage,
    Region,
    Sector,
    ToolPage,
)
from search.registry import Findable, register
from website.domain.uses import pages_that_name
from website.models import Attachment

# From a partnership to each of the things that it is found by.
PARTS_OF_A_PARTNERSHIP: dict[type[Model], str] = {
    Partnership: "",
    Organisation: "members__organisation",
    Region: "region_links__region",
    Sector: "sector_links__sector",
}


def _portraits_of(part: str) -> Any:
    path = "__".join(name for name in ("partnership", part) if name)
    return lambda changed: PortraitPage.objects.filter(**{path: changed}).values_list("pk", flat=True)


def _lessons_of(part: str) -> Any:
    path = "__".join(name for name in ("partnership_links__partnership", part) if name)
    return lambda changed: LessonPage.objects.filter(**{path: changed}).values_list("pk", flat=True)


def _lessons_about(obstacle: ObstaclePage) -> Iterable[int]:
    return LessonPage.objects.filter(obstacle_links__obstacle=obstacle).values_list("pk", flat=True)


def _portraits_naming(obstacle: ObstaclePage) -> Iterable[int]:
    return PortraitPage.objects.filter(pk__in=pages_that_name(obstacle).values("pk")).values_list(
        "pk", flat=True
    )


def _tools_offering(file: Attachment) -> Iterable[int]:
    return ToolPage.objects.filter(files__document=file).values_list("pk", flat=True)


def _tools_about(obstacle: ObstaclePage) -> Iterable[int]:
    return ToolPage.objects.filter(obstacle_links__obstacle=obstacle).values_list("pk", flat=True)


def _obstacles_from(perspective: Perspective) -> Iterable[int]:
    either = Q(perspective=perspective) | Q(second_perspective=perspective)
    return ObstaclePage.objects.filter(either).values_list("pk", flat=True)


def _portrait_rows(rows: QuerySet[Any]) -> QuerySet[Any]:
    rows = rows.select_related("partnership", "started_from", "based_on")
    return findable.with_partnerships(rows, "partnership")


def _lessons_to_show(rows: QuerySet[Any]) -> QuerySet[Any]:
    partnerships = LessonPartnership.objects.select_related("partnership")
    return rows.defer("body").prefetch_related(Prefetch("partnership_links", partnerships))


def _lesson_rows(rows: QuerySet[Any]) -> QuerySet[Any]:
    rows = rows.prefetch_related("obstacle_links__obstacle", "perspectives")
    return findable.with_partnerships(rows, "partnership_links__partnership")


register(
    Findable(
        model=LessonPage,
        kind="lesson",
        label=_("Lesson"),
        plural=_("Lessons"),
        icon="signpost",
        order=10,
        build=findable.lesson_document,
        present=findable.lesson_presentation,
        related=_lesson_rows,
        shown_with=_lessons_to_show,
        facets=findable.EVERY_FACET,
        dependants={
            **{model: _lessons_of(part) for model, part in PARTS_OF_A_PARTNERSHIP.items()},
            ObstaclePage: _lessons_about,
        },
    )
)
register(
    Findable(
        model=ObstaclePage,
        kind="obstacle",
        label=_("Obstacle"),
        plural=_("Obstacles"),
        icon="barricade",
        order=20,
        build=findable.obstacle_document,
        present=findable.obstacle_presentation,
        related=lambda rows: rows.select_related("perspective", "second_perspective"),
        shown_with=lambda rows: rows.defer("body").select_related("perspective"),
        facets=(findable.OBSTACLE, findable.PERSPECTIVE),
        dependants={Perspective: _obstacles_from},
    )
)
register(
    Findable(
        model=PortraitPage,
        kind="portrait",
        label=_("Portrait"),
        plural=_("Portraits"),
        icon="book-open-text",
        order=30,
        build=findable.portrait_document,
        present=findable.portrait_presentation,
        related=_portrait_rows,
        shown_with=lambda rows: rows.defer("body").select_related("partnership"),
        facets=findable.EVERY_FACET,
        dependants={
            **{model: _portraits_of(part) for model, part in PARTS_OF_A_PARTNERSHIP.items()},
            ObstaclePage: _portraits_naming,
        },
    )
)
register(
    Findable(
        model=ToolPage,
        kind="tool",
        label=_("Tool"),
        plural=_("Tools"),
        icon="wrench",
        order=40,
        build=findable.tool_document,
        present=findable.tool_presentation,
        related=lambda rows: rows.prefetch_related(
            "obstacle_links__obstacle__perspective",
            "obstacle_links__obstacle__second_perspective",
            "files__document",
        ),
        shown_with=lambda rows: rows.defer("body"),
        facets=(findable.OBSTACLE, findable.PERSPECTIVE, findable.PHASE),
        dependants={ObstaclePage: _tools_about, Attachment: _tools_offering},
    )
)
