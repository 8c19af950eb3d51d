"""What crossed from one region to another: the newest lesson that partnerships of two regions learned."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F

from accounts.viewer import Viewer
from casebook.domain.queries.rows import visible
from casebook.geo.outlines import Point, coarse, middle_of
from casebook.models import LessonPage, LessonPartnership, Partnership

# Among so many of the newest lessons of several partnerships it is looked for.
LATEST = 20
# How far a bridge rises above the straight line, as a share of its length.
RISE = 0.22


def crossing_of(
    viewer: Viewer, partnerships: Mapping[int, Partnership], places: Mapping[int, Any]
) -> dict[str, Any] | None:
    """The lesson, and the partnership at each end of the bridge, the western one left; one query.

    `places` are regions by key, each with the keys of its `partnerships` and its `outline`.
    """
    at: dict[int, list[Any]] = {}
    for place in places.values():
        for pk in place.partnerships:
            at.setdefault(pk, []).append(place)
    for lesson, learners in _lessons_of_several(viewer).items():
        first = next((pk for pk in learners if _outline(at.get(pk))), 0)
        here = {place.pk for place in at.get(first, ())}
        other = next(
            (pk for pk in learners if _outline(at.get(pk)) and here.isdisjoint(one.pk for one in at[pk])), 0
        )
        if first and other:
            ends = sorted((first, other), key=lambda pk: middle_of(_outline(at[pk])))
            left, right = (
                {"name": partnerships[pk].shown_name, "shape": coarse(_outline(at[pk])), "state": "full"}
                for pk in ends
            )
            arc = arc_between(*(middle_of(end["shape"]) for end in (left, right)))
            return {"lesson_title": lesson.title, "url": lesson.url or "", "text": lesson.summary,
                    "left": left, "right": right, "arc": arc}  # fmt: skip
    return None


def _lessons_of_several(viewer: Viewer) -> dict[LessonPage, list[int]]:
    """The newest lessons of several partnerships, with the keys of those."""
    several = visible(LessonPage, viewer).annotate(learners=Count("partnership_links")).filter(learners__gt=1)
    links = (
        LessonPartnership.objects.filter(lesson__in=several[:LATEST].values("pk"))
        .select_related("lesson")
        .only("partnership_id", *(f"lesson__{name}" for name in ("title", "url_path", "summary")))
        .order_by(
            F("lesson__last_checked").desc(nulls_last=True),
            "-lesson__first_published_at",
            "-lesson_id",
            "sort_order",
        )
    )
    found: dict[LessonPage, list[int]] = {}
    for link in links:
        found.setdefault(link.lesson, []).append(link.partnership_id)
    return found


def _outline(places: list[Any] | None) -> str:
    """The outline of the main region."""
    return str(places[0].outline) if places else ""


def arc_between(left: Point, right: Point) -> dict[str, Any]:
    """A bridge on a map of the country, as the path of its deck and the points where it stands."""
    width, height = right.x - left.x, right.y - left.y
    top = Point(round((left.x + right.x) / 2 + RISE * height), round((left.y + right.y) / 2 - RISE * width))
    return {"path": f"M{left.x} {left.y}Q{top.x} {top.y} {right.x} {right.y}", "ends": (left, right)}
