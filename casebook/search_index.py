"""What of the casebook can be found: for each kind its words, facets and signs, and what it is built from."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, Prefetch
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from casebook.domain.queries.rows import month, story_obstacle_links
from casebook.facets import (
    MET_IN_SECTOR,
    OBSTACLE,
    OUTCOME,
    PERSPECTIVE,
    PHASE,
    REGION,
    SECTOR,
    obstacle_facets,
    pages_with,
    partnership_facets,
    public_obstacles,
    sectors_met,
)
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
    Sighting,
    ToolPage,
)
from search.documents import Document, words_of_stream
from search.registry import Findable, Presentation, register
from website.domain.uses import pages_that_name
from website.models import Attachment, ContentPage

# By what pages about a partnership are found besides itself.
PARTS: dict[type[Model], str] = {
    Organisation: "members__organisation",
    Region: "region_links__region",
    Sector: "sector_links__sector",
}


def partnership_paths(path: str) -> list[str]:
    return [f"{path}__{part}" for part in PARTS.values()]


def with_partnership(model: type[ContentPage], path: str) -> dict[type[Model], Any]:
    """What pages with a partnership at this path follow: it, and each of the things that it is found by."""
    parts = {part: pages_with(model, f"{path}__{way}") for part, way in PARTS.items()}
    return {Partnership: pages_with(model, path), **parts}


def partnership_tags(partnership: Partnership) -> list[str]:
    """The names by which people look for a partnership: its own, its members', regions and sectors."""
    return [
        partnership.name,
        *(member.organisation.name for member in partnership.members.all()),
        *(link.region.name for link in partnership.region_links.all()),
        *(link.sector.name for link in partnership.sector_links.all()),
    ]


def presented(
    page: Any, partnerships: Sequence[Partnership], *facts: tuple[Any, str], state: str = "full"
) -> Presentation:
    """A hit with the outline of its first partnership; what does not speak for itself is marked as such."""
    first = partnerships[0] if partnerships else None
    checked = [(_("Checked"), month(page.last_checked))] if page.last_checked else []
    return Presentation(
        outline=first.outline if first else "",
        outline_state=state,
        who=", ".join(row.name for row in partnerships),
        facts=(*facts, *checked),
        note=", ".join(dict.fromkeys(row.origin_mark for row in partnerships if row.origin_mark)),
    )


def lesson_document(page: LessonPage) -> Document:
    obstacles = public_obstacles(page.obstacle_links.all())
    partnerships = [link.partnership for link in page.partnership_links.all()]
    cells = [page.context, page.approach, page.result, page.applies_when, page.applies_not_when]
    takes = [page.cost, page.time_needed]
    return Document.of(
        page,
        body="\n".join([*cells, *takes, page.evidence_note, words_of_stream(page.body)]),
        tags=[
            *(row.label for row in obstacles),
            *(tag for row in partnerships for tag in partnership_tags(row)),
        ],
        facets={
            **partnership_facets(partnerships),
            "obstacle": [row.code for row in obstacles],
            "perspective": [row.code for row in page.perspectives.all()],
            "outcome": [page.outcome],
        },
        checked=page.last_checked,
    )


register(
    Findable(
        model=LessonPage,
        kind="lesson",
        label=_("Lesson"),
        icon="signpost",
        order=10,
        build=lesson_document,
        present=lambda page: presented(
            page,
            [link.partnership for link in page.partnership_links.all()],
            (_("Outcome"), page.get_outcome_display()),
            state=page.outcome_state,
        ),
        related=lambda rows: rows.prefetch_related(
            "obstacle_links__obstacle", "perspectives", *partnership_paths("partnership_links__partnership")
        ),
        shown_with=lambda rows: rows.defer("body").prefetch_related(
            Prefetch("partnership_links", LessonPartnership.objects.select_related("partnership"))
        ),
        facets=(OBSTACLE, PERSPECTIVE, REGION, SECTOR, PHASE, OUTCOME),
        dependants={
            **with_partnership(LessonPage, "partnership_links__partnership"),
            ObstaclePage: pages_with(LessonPage, "obstacle_links__obstacle"),
        },
    )
)


def obstacle_document(page: ObstaclePage) -> Document:
    banks = [page.possible_heading, page.possible_points, page.difficult_heading, page.difficult_points]
    return Document.of(
        page,
        body="\n".join([page.try_first, *banks, words_of_stream(page.body)]),
        tags=[page.code, page.label, page.policy_term],
        facets={**obstacle_facets([page]), "met_in_sector": sectors_met(page)},
    )


register(
    Findable(
        model=ObstaclePage,
        kind="obstacle",
        label=_("Obstacle"),
        icon="barricade",
        order=20,
        build=obstacle_document,
        present=lambda page: Presentation(facts=((_("Perspective"), page.perspective.name),)),
        related=lambda rows: rows.select_related("perspective", "second_perspective").prefetch_related(
            "sightings__partnership__sector_links__sector"
        ),
        shown_with=lambda rows: rows.defer("body").select_related("perspective"),
        facets=(OBSTACLE, PERSPECTIVE, MET_IN_SECTOR),
        dependants={
            Perspective: pages_with(ObstaclePage, "perspective", "second_perspective"),
            Partnership: pages_with(ObstaclePage, "sightings__partnership"),
            Sector: pages_with(ObstaclePage, "sightings__partnership__sector_links__sector"),
            # Every obstacle: it may have been another one's before.
            Sighting: lambda sighting: ObstaclePage.objects.values_list("pk", flat=True),
        },
    )
)


def portrait_document(page: PortraitPage) -> Document:
    partnership = page.partnership
    perspectives = [row.code for row in (page.started_from, page.based_on) if row]
    shown = story_obstacle_links(page.body, Viewer.public()).values()
    facets = partnership_facets([partnership]) if partnership else {}
    return Document.of(
        page,
        body="\n".join([partnership.question if partnership else "", words_of_stream(page.body)]),
        tags=partnership_tags(partnership) if partnership else (),
        facets={**facets, "obstacle": [row.code for row in shown], "perspective": perspectives},
        checked=page.last_checked,
    )


def portraits_naming(obstacle: ObstaclePage) -> Iterable[int]:
    named = pages_that_name(obstacle).values("pk")
    return PortraitPage.objects.filter(pk__in=named).values_list("pk", flat=True)


register(
    Findable(
        model=PortraitPage,
        kind="portrait",
        label=_("Portrait"),
        icon="book-open-text",
        order=30,
        build=portrait_document,
        present=lambda page: presented(page, [page.partnership] if page.partnership else []),
        related=lambda rows: rows.select_related("partnership", "started_from", "based_on").prefetch_related(
            *partnership_paths("partnership")
        ),
        shown_with=lambda rows: rows.defer("body").select_related("partnership"),
        facets=(OBSTACLE, PERSPECTIVE, REGION, SECTOR, PHASE),
        dependants={**with_partnership(PortraitPage, "partnership"), ObstaclePage: portraits_naming},
    )
)


def tool_document(page: ToolPage) -> Document:
    obstacles = public_obstacles(page.obstacle_links.all())
    files = [link.document.title for link in page.files.all()]
    return Document.of(
        page,
        body="\n".join([page.how_to, words_of_stream(page.body), *files]),
        tags=[row.label for row in obstacles],
        facets={**obstacle_facets(obstacles), "phase": page.phases},
        checked=page.last_checked,
    )


register(
    Findable(
        model=ToolPage,
        kind="tool",
        label=_("Tool"),
        icon="wrench",
        order=40,
        build=tool_document,
        present=lambda page: presented(page, []),
        related=lambda rows: rows.prefetch_related(
            "obstacle_links__obstacle__perspective",
            "obstacle_links__obstacle__second_perspective",
            "files__document",
        ),
        shown_with=lambda rows: rows.defer("body"),
        facets=(OBSTACLE, PERSPECTIVE, PHASE),
        dependants={
            ObstaclePage: pages_with(ToolPage, "obstacle_links__obstacle"),
            Attachment: pages_with(ToolPage, "files__document"),
        },
    )
)
