"""What the page of a portrait shows."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from casebook.domain.queries.maps import drawn_region, municipalities_of, national_map
from casebook.domain.queries.related import ways_on
from casebook.domain.queries.rows import provenance_of, story_obstacle_links, visible
from casebook.enums import OrganisationKind, Outcome
from casebook.facets import REGION
from casebook.models import (
    LessonPage,
    ObstaclePage,
    Organisation,
    Partnership,
    PartnershipMember,
    PartnershipRegion,
    PartnershipSector,
    Perspective,
    PortraitPage,
)

SMALL_MAP = {"look": "small", "size": 74, "provinces": None}
SCHOOLS = {OrganisationKind.MBO, OrganisationKind.HBO, OrganisationKind.VO}


def portrait_context(*, page: PortraitPage, viewer: Viewer) -> dict[str, Any]:
    partnership = page.partnership
    story = story_obstacle_links(page.body, viewer)
    context = {
        "partnership": partnership,
        "obstacle_links": story,
        "provenance": provenance_of(page),
    }
    if partnership is None:
        return context
    prefetch_related_objects(
        [partnership],
        Prefetch("members", PartnershipMember.objects.select_related("organisation")),
        Prefetch("sector_links", PartnershipSector.objects.select_related("sector")),
        with_places(to=""),
    )
    lessons = list(visible(LessonPage, viewer).filter(partnership_links__partnership=partnership))
    # A sighting without a name would be given away by what stands beside it.
    met = Q(sightings__partnership=partnership, sightings__named=True)
    obstacles = visible(ObstaclePage, viewer).filter(Q(pk__in=story) | met).order_by().values("pk")
    return {
        **context,
        "shape": partnership.outline,
        "own": {"name": partnership.name, "shape": partnership.outline, "state": "full"},
        "fictional": partnership.is_fictional,
        "place": partnership.place,
        "facts": _facts_of(partnership, page),
        "lessons": [
            {"title": lesson.title, "url": lesson.url or "", "note": str(Outcome(lesson.outcome).label)}
            for lesson in lessons
        ],
        **ways_on(
            obstacles=obstacles,
            partnerships=[partnership.pk],
            besides=[lesson.pk for lesson in lessons],
            viewer=viewer,
        ),
    }


def with_places(to: str = "partnership__") -> Prefetch:
    """The regions of partnerships at hand; one query."""
    return Prefetch(f"{to}region_links", PartnershipRegion.objects.select_related("region"))


def with_places_and_sectors() -> tuple[Prefetch, Prefetch]:
    """Of portraits the regions and sectors of their partnerships; two queries."""
    sectors = PartnershipSector.objects.select_related("sector")
    return with_places(), Prefetch("partnership__sector_links", sectors)


def _facts_of(partnership: Partnership, page: PortraitPage) -> list[dict[str, Any]]:
    """What is known of a partnership, beside its story."""
    sectors = [link.sector.name for link in partnership.sector_links.all()]
    wanted = {_("Started from"): page.started_from_id, _("Leans on now"): page.based_on_id}
    if page.started_from_id == page.based_on_id:
        wanted = {_("Started from, and leans on now"): page.based_on_id}
    found = Perspective.objects.in_bulk([pk for pk in wanted.values() if pk])
    perspectives = [(term, found[pk]) for term, pk in wanted.items() if pk in found]
    facts: list[dict[str, Any]] = [
        {"term": _("Who take part"), "lines": _member_lines(partnership)},
        _where(partnership),
        {"term": _("What about"), "value": ", ".join(sectors)},
        {"term": _("Phase"), "value": partnership.get_phase_display()},
        {"term": _("Since"), "value": str(partnership.started.year) if partnership.started else ""},
        {"term": _("Until"), "value": _month(partnership.ended)},
        *({"term": term, "value": one.name, "part": one.part} for term, one in perspectives),
        {"term": _("Read more"), "value": partnership.website and _("website"), "url": partnership.website},
    ]
    return [fact for fact in facts if fact.get("value", True)]


def _month(day: date | None) -> str:
    return date_format(day, "F Y") if day else ""


def _member_lines(partnership: Partnership) -> list[SafeString]:
    """Name the members, one a line, with their websites; schools with their kind, which no name tells."""
    return [_member_line(member.organisation) for member in partnership.members.all()]


def _member_line(organisation: Organisation) -> SafeString:
    pattern = '<a href="{0}">{1}</a>{2}' if organisation.website else "{1}{2}"
    kind = f" ({organisation.kind})" if organisation.kind in SCHOOLS else ""
    return format_html(pattern, organisation.website, organisation.name, kind)


def _where(partnership: Partnership) -> dict[str, Any]:
    regions = [link.region for link in partnership.region_links.all()]
    areas = municipalities_of(region.pk for region in regions)
    number = len(set().union(*areas.values()))
    note = ngettext("%(n)d municipality", "%(n)d municipalities", number) % {"n": number}
    missing = sum(len(region.missing_codes) for region in regions)
    if missing:
        text = ngettext("%(n)d of them is not on the map", "%(n)d of them are not on the map", missing)
        note = f"{note}, {text % {'n': missing}}"
    drawn = [drawn_region(region, "full") for region in regions if region.outline]
    name = _("%(place)s on the map of the Netherlands") % {"place": partnership.place}
    small = national_map(drawn, name=name, **SMALL_MAP) if drawn else None
    # The list of portraits stands above every portrait.
    links = format_html_join(
        ", ", '<a href="../?{}={}">{}</a>', ((REGION.param, region.slug, region.name) for region in regions)
    )
    return {"term": _("Where"), "value": links, "note": note, "map": small}
