"""Portraits, lessons, obstacles and tools as search sees them: their words, facets and signs."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, LPad
from django.utils.translation import gettext_lazy as _

from accounts.policy import may_read
from accounts.viewer import Viewer
from casebook.domain.queries.rows import month
from casebook.enums import Phase
from casebook.models import (
    LessonPage,
    ObstaclePage,
    Partnership,
    Perspective,
    PortraitPage,
    Region,
    Sector,
    ToolPage,
)
from search.documents import Document
from search.registry import Facet, FacetLabel, Presentation, label_rows
from search.text_extraction import words_of_stream

REGIONS_AND_SECTORS = ("region_links__region", "sector_links__sector")


def obstacle_rows(codes: Collection[str]) -> QuerySet[Any, Any]:
    """The obstacles that everybody may read, in the order of their codes."""
    pages = ObstaclePage.objects.visible_to(Viewer.public()).filter(code__in=codes, alias_of__isnull=True)
    return label_rows(pages, code="code", label="label", sign="code", place="code")


def perspective_rows(codes: Collection[str]) -> QuerySet[Any, Any]:
    """The perspectives in their own order."""
    rows = Perspective.objects.filter(code__in=codes)
    return label_rows(rows, code="code", label="name", place=LPad(Cast("order", TextField()), 5, Value("0")))


def region_rows(codes: Collection[str]) -> QuerySet[Any, Any]:
    """The regions by name."""
    return label_rows(Region.objects.filter(slug__in=codes), code="slug", label="name", place="name")


def sector_rows(codes: Collection[str]) -> QuerySet[Any, Any]:
    """The sectors by name."""
    return label_rows(Sector.objects.filter(slug__in=codes), code="slug", label="name", place="name")


def phase_labels(codes: Collection[str]) -> Mapping[str, FacetLabel]:
    """The phases in the order of a partnership's life."""
    return {phase.value: FacetLabel(str(phase.label)) for phase in Phase if phase.value in codes}


OBSTACLE = Facet("obstacle", "drempel", _("Obstacle"), rows=obstacle_rows, order=10)
PERSPECTIVE = Facet("perspective", "perspectief", _("Perspective"), rows=perspective_rows, order=20)
REGION = Facet("region", "regio", _("Region"), rows=region_rows, order=30)
SECTOR = Facet("sector", "sector", _("Sector"), rows=sector_rows, order=40)
PHASE = Facet("phase", "fase", _("Phase"), labels=phase_labels, order=50)
EVERY_FACET = (OBSTACLE, PERSPECTIVE, REGION, SECTOR, PHASE)


def partnership_tags(partnership: Partnership) -> list[str]:
    """The names by which people look for a partnership: its own, its members', regions and sectors."""
    return [
        partnership.name,
        *(member.organisation.name for member in partnership.members.all()),
        *(link.region.name for link in partnership.region_links.all()),
        *(link.sector.name for link in partnership.sector_links.all()),
    ]


def partnership_facets(partnerships: Iterable[Partnership]) -> dict[str, list[str]]:
    """Regions, sectors and phases of partnerships."""
    found: dict[str, list[str]] = {"region": [], "sector": [], "phase": []}
    for partnership in partnerships:
        found["region"] += [link.region.slug for link in partnership.region_links.all()]
        found["sector"] += [link.sector.slug for link in partnership.sector_links.all()]
        found["phase"].append(partnership.phase)
    return found


def obstacle_perspectives(obstacles: Iterable[ObstaclePage]) -> list[str]:
    """The codes of the perspectives that obstacles belong to."""
    both = [(page.perspective, page.second_perspective) for page in obstacles]
    return [perspective.code for pair in both for perspective in pair if perspective]


def live_obstacles(links: Iterable[Any]) -> list[ObstaclePage]:
    """The obstacles behind links that everybody may read."""
    return [link.obstacle for link in links if may_read(Viewer.public(), link.obstacle)]


def checked_fact(page: Any) -> list[tuple[Any, str]]:
    """When somebody last saw that a page still holds, if that is known."""
    return [(_("Checked"), month(page.last_checked))] if page.last_checked else []


def who(partnerships: Iterable[Partnership]) -> str:
    """The names of partnerships in one line."""
    return ", ".join(partnership.name for partnership in partnerships)


def notes(partnerships: Iterable[Partnership]) -> str:
    """What must stand beside a hit about partnerships that do not speak for themselves."""
    return ", ".join(dict.fromkeys(row.origin_mark for row in partnerships if row.origin_mark))


def with_partnerships(rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    """Add what partnerships at ``path`` are found and shown by."""
    below = ("members__organisation", *REGIONS_AND_SECTORS)
    return rows.prefetch_related(*(f"{path}__{name}" for name in below))


# Portraits


def portrait_document(page: PortraitPage) -> Document:
    """A portrait: its story, and everything that its partnership is known by."""
    partnership = page.partnership
    obstacles = margin_obstacles(page)
    perspectives = [row.code for row in (page.started_from, page.based_on) if row]
    facets = partnership_facets([partnership]) if partnership else {}
    return Document.of(
        page,
        body="\n".join([partnership.question if partnership else "", words_of_stream(page.body)]),
        tags=partnership_tags(partnership) if partnership else (),
        facets={**facets, "obstacle": [row.code for row in obstacles], "perspective": perspectives},
        checked=page.last_checked,
    )


def margin_obstacles(page: PortraitPage) -> list[ObstaclePage]:
    """The obstacles in the margin of a story, in order of appearance."""
    named = [block.value.get("obstacle") for block in page.body if block.block_type == "text"]
    return list(
        {row.pk: row.specific for row in named if row and may_read(Viewer.public(), row.specific)}.values()
    )


def portrait_presentation(page: PortraitPage) -> Presentation:
    """A portrait wears the outline of its partnership."""
    partnership = page.partnership
    if partnership is None:
        return Presentation()
    return Presentation(
        outline=partnership.outline,
        outline_name=partnership.name,
        who=partnership.name,
        facts=tuple(checked_fact(page)),
        note=partnership.origin_mark,
    )


# Lessons


def lesson_partnerships(page: LessonPage) -> list[Partnership]:
    """Who learned a lesson."""
    return [link.partnership for link in page.partnership_links.all()]


def lesson_document(page: LessonPage) -> Document:
    """A lesson: its cells, conditions and story, and the names of what it is about."""
    obstacles = live_obstacles(page.obstacle_links.all())
    partnerships = lesson_partnerships(page)
    cells = [page.context, page.approach, page.result, page.applies_when, page.applies_not_when]
    return Document.of(
        page,
        body="\n".join([*cells, page.evidence_note, words_of_stream(page.body)]),
        tags=[
            *(row.label for row in obstacles),
            *(tag for row in partnerships for tag in partnership_tags(row)),
        ],
        facets={
            **partnership_facets(partnerships),
            "obstacle": [row.code for row in obstacles],
            "perspective": [row.code for row in page.perspectives.all()],
        },
        checked=page.last_checked,
    )


def lesson_presentation(page: LessonPage) -> Presentation:
    """A lesson shows who learned it and how it turned out."""
    partnerships = lesson_partnerships(page)
    first = partnerships[0] if partnerships else None
    return Presentation(
        outline=first.outline if first else "",
        outline_name=first.name if first else "",
        outline_state=page.outcome_state,
        who=who(partnerships),
        facts=((str(_("Outcome")), page.get_outcome_display()), *checked_fact(page)),
        note=notes(partnerships),
    )


# Obstacles and tools


def obstacle_document(page: ObstaclePage) -> Document:
    """An obstacle: both banks and its story, under all its names."""
    banks = [page.possible_heading, page.possible_points, page.difficult_heading, page.difficult_points]
    return Document.of(
        page,
        body="\n".join([*banks, words_of_stream(page.body)]),
        tags=[page.code, page.label, page.policy_term],
        facets={"obstacle": [page.code], "perspective": obstacle_perspectives([page])},
    )


def obstacle_presentation(page: ObstaclePage) -> Presentation:
    """An obstacle is its own sign."""
    return Presentation(facts=((str(_("Perspective")), page.perspective.name),))


def tool_document(page: ToolPage) -> Document:
    """A tool: what it is for and how to use it."""
    obstacles = live_obstacles(page.obstacle_links.all())
    files = [link.document.title for link in page.files.all()]
    return Document.of(
        page,
        body="\n".join([page.how_to, words_of_stream(page.body), *files]),
        tags=[row.label for row in obstacles],
        facets={
            "obstacle": [row.code for row in obstacles],
            "perspective": obstacle_perspectives(obstacles),
            "phase": list(page.phases),
        },
        checked=page.last_checked,
    )


def tool_presentation(page: ToolPage) -> Presentation:
    """A tool shows when it was checked."""
    return Presentation(facts=tuple(checked_fact(page)))
