"""Where to go from a page: partnerships with the same obstacles, and lessons and tools about them."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from casebook.domain.queries.rows import visible
from casebook.enums import SightingState
from casebook.models import LessonObstacle, LessonPage, PortraitPage, ToolObstacle, ToolPage
from website.models import ContentPage

MOST_PEERS, MOST_PAGES = 3, 4
# One partnership may have met several of the obstacles.
MOST_SIGHTINGS = MOST_PEERS * 4
FURTHEST_FIRST = Case(
    *(
        When(partnership__sightings__state=state, then=Value(place))
        for place, state in enumerate(SightingState)
    ),
    output_field=IntegerField(),
)
PORTRAIT_FIELDS = ("url_path", "partnership__name", "partnership__origin", "partnership__outline")


# The keys of obstacles, at hand or as part of the query.
Obstacles = Collection[int] | QuerySet[Any, Any]


def ways_on(
    *,
    obstacles: Obstacles,
    viewer: Viewer,
    partnerships: Iterable[int] = (),
    besides: Iterable[int] = (),
) -> dict[str, Any]:
    """Give `peers` and `read_also` of a page about these obstacles; two queries, none without obstacles.

    `partnerships` are its own, and `besides` the keys of pages that it is or leads to already.
    """
    return {
        "peers": peers(obstacles=obstacles, besides=partnerships, viewer=viewer),
        "read_also": read_also(obstacles=obstacles, besides=besides, viewer=viewer),
    }


def peers(*, obstacles: Obstacles, besides: Iterable[int], viewer: Viewer) -> list[dict[str, Any]]:
    """Give who met these obstacles, let its name be known and has a portrait; who got through it first.

    Each with `name`, `url`, `shape`, `state` and a `reason` in one sentence or two.
    """
    met = visible(PortraitPage, viewer).filter(
        partnership__sightings__obstacle__in=obstacles, partnership__sightings__named=True
    )
    rows = (
        met.exclude(partnership__in=list(besides))
        .select_related("partnership")
        .only(*PORTRAIT_FIELDS)
        .annotate(
            far=FURTHEST_FIRST,
            state=F("partnership__sightings__state"),
            helped=F("partnership__sightings__what_helped"),
            sentence=F("partnership__sightings__obstacle__title"),
        )
        .order_by("far", F("partnership__sightings__since").desc(nulls_last=True), "partnership__name")
    )
    first: dict[int | None, Any] = {}
    for row in rows[:MOST_SIGHTINGS]:
        first.setdefault(row.partnership_id, row)
    return [
        {
            "name": row.partnership.shown_name,
            "url": row.url or "",
            "shape": row.partnership.outline,
            "state": SightingState(row.state).outline_state,
            "reason": _reason(row),
        }
        for row in list(first.values())[:MOST_PEERS]
    ]


def _reason(row: Any) -> str:
    sentence = {
        SightingState.THROUGH: _("Got through “%(obstacle)s”."),
        SightingState.MIDDLE: _("Is in the middle of “%(obstacle)s”."),
        SightingState.RECOGNISES: _("Recognises “%(obstacle)s”."),
    }[SightingState(row.state)] % {"obstacle": row.sentence}
    if not row.helped:
        return sentence
    # Not within the f-string: there the collector of texts does not see it.
    helped = _("What helped: %(text)s") % {"text": row.helped}
    return f"{sentence} {helped}"


def read_also(*, obstacles: Obstacles, besides: Iterable[int], viewer: Viewer) -> list[dict[str, Any]]:
    """Give lessons and tools about most of these obstacles: `kind` and `icon`, `title`, `url` and `text`."""
    lessons = LessonObstacle.objects.filter(obstacle__in=obstacles)
    tools = ToolObstacle.objects.filter(obstacle__in=obstacles)
    pages = (
        visible(ContentPage, viewer)
        .filter(Q(pk__in=lessons.values("lesson")) | Q(pk__in=tools.values("tool")))
        .exclude(pk__in=list(besides))
        .annotate(shared=_number_of(lessons, "lesson") + _number_of(tools, "tool"))
        .order_by("-shared", "-first_published_at", "pk")
        .only("title", "url_path", "summary", "content_type")
    )
    kinds = {LessonPage: (_("Lesson"), "signpost"), ToolPage: (_("Tool"), "wrench")}
    return [
        {
            "kind": kinds[page.cached_content_type.model_class()][0],
            "icon": kinds[page.cached_content_type.model_class()][1],
            "title": page.title,
            "url": page.url or "",
            "text": page.summary,
        }
        for page in pages[:MOST_PAGES]
    ]


def _number_of(links: Any, page: str) -> Coalesce:
    """How many of these links a page has."""
    own = links.filter(**{page: OuterRef("pk")}).order_by().values(page).annotate(n=Count("pk"))
    return Coalesce(Subquery(own.values("n")), 0)
