"""What the page of a portrait shows."""

from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.viewer import Viewer
from casebook.domain.queries.maps import DrawnRegion, municipalities_of, national_map
from casebook.domain.queries.rows import provenance_of, shape_of, story_obstacle_links, visible_lessons
from casebook.enums import OrganisationKind, Outcome
from casebook.models import (
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
    if partnership:
        prefetch_related_objects(
            [partnership],
            Prefetch("members", PartnershipMember.objects.select_related("organisation")),
            Prefetch("sector_links", PartnershipSector.objects.select_related("sector")),
            with_places(to=""),
        )
    return {
        "shape": shape_of(partnership),
        "partnership": partnership,
        "fictional": partnership is not None and partnership.is_fictional,
        "place": partnership.place if partnership else "",
        "facts": facts_of(partnership, page) if partnership else [],
        "obstacle_links": story_obstacle_links(page.body, viewer),
        "lessons": [
            {"title": lesson.title, "url": lesson.url or "", "note": str(Outcome(lesson.outcome).label)}
            for lesson in visible_lessons(viewer).filter(partnership_links__partnership=partnership)
        ]
        if partnership
        else [],
        "provenance": provenance_of(page),
    }


def with_places(to: str = "partnership__") -> Prefetch:
    """The regions of partnerships at hand; one query."""
    return Prefetch(f"{to}region_links", PartnershipRegion.objects.select_related("region"))


def visible_portraits(viewer: Viewer) -> QuerySet[PortraitPage]:
    """Give the portraits that a viewer may see, newest first; aliases left out."""
    pages: QuerySet[PortraitPage] = PortraitPage.objects.visible_to(viewer)
    return pages.filter(alias_of__isnull=True).order_by("-first_published_at", "-pk")


def facts_of(partnership: Partnership, page: PortraitPage) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [{"term": _("Who take part"), "lines": member_lines(partnership)}]
    facts.append(_where(partnership))
    sectors = [link.sector.name for link in partnership.sector_links.all()]
    if sectors:
        facts.append({"term": _("What about"), "value": ", ".join(sectors)})
    facts.append({"term": _("Phase"), "value": partnership.get_phase_display()})
    since = since_of(partnership)
    if since:
        facts.append({"term": _("Since"), "value": since})
    if partnership.ended:
        facts.append({"term": _("Until"), "value": date_format(partnership.ended, "F Y")})
    wanted = {_("Started from"): page.started_from_id, _("Leans on now"): page.based_on_id}
    perspectives = Perspective.objects.in_bulk([pk for pk in wanted.values() if pk])
    for term, pk in wanted.items():
        if perspective := perspectives.get(pk or 0):
            facts.append({"term": term, "value": perspective.name, "part": perspective.part})
    if partnership.website:
        facts.append({"term": _("Read more"), "value": _("website"), "url": partnership.website})
    return facts


def since_of(partnership: Partnership) -> str:
    """Say since when there is a partnership: in its own words, or else the month."""
    if partnership.started_note:
        return partnership.started_note
    return date_format(partnership.started, "F Y") if partnership.started else ""


def member_lines(partnership: Partnership) -> list[SafeString]:
    """Name the members, one a line, with their websites; schools with their kind, which no name tells."""
    return [
        format_html("{}{}", _website(member.organisation), _kind(member.organisation))
        for member in partnership.members.all()
    ]


def _website(organisation: Organisation) -> str:
    if not organisation.website:
        return organisation.name
    return format_html('<a href="{}">{}</a>', organisation.website, organisation.name)


def _kind(organisation: Organisation) -> str:
    return f" ({organisation.kind})" if organisation.kind in SCHOOLS else ""


def _where(partnership: Partnership) -> dict[str, Any]:
    regions = [link.region for link in partnership.region_links.all()]
    areas = municipalities_of(region.pk for region in regions)
    number = len(set().union(*areas.values()))
    note = ngettext("%(n)d municipality", "%(n)d municipalities", number) % {"n": number}
    missing = sum(len(region.missing_codes) for region in regions)
    if missing:
        note += ", " + ngettext(
            "%(n)d of them is not on the map", "%(n)d of them are not on the map", missing
        ) % {"n": missing}
    place = partnership.place
    drawn = [DrawnRegion(region.name, region.outline, "full") for region in regions if region.outline]
    name = _("%(place)s on the map of the Netherlands") % {"place": place}
    small = national_map(drawn, name=name, **SMALL_MAP) if drawn else None
    return {"term": _("Where"), "value": place, "note": note, "map": small}
