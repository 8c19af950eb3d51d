"""Making and drawing regions."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from casebook.domain.partnerships import draw_partnership, lock_outlines
from casebook.enums import RegionKind
from casebook.geo.outlines import dissolve
from casebook.models import Municipality, Partnership, Region, RegionMunicipality
from website.domain.seeding import ensure_once


@transaction.atomic
def save_region(
    *,
    name: str,
    municipalities: Iterable[str],
    kind: RegionKind = RegionKind.OWN,
    description: str = "",
    slug: str = "",
) -> Region:
    """Make a region of municipalities (CBS codes), or give the one of this name these municipalities.

    Municipalities that stay keep their dates. Raises LookupError naming codes that are not known.
    """
    wanted = list(dict.fromkeys(municipalities))
    known = Municipality.objects.in_bulk(wanted, field_name="code")
    unknown = [code for code in wanted if code not in known]
    if unknown:
        raise LookupError(f"no municipalities with these codes: {', '.join(unknown)}")
    lock_outlines()
    region = Region.objects.filter(name=name).first() or Region(name=name, slug=slug)
    region.kind, region.description = kind, description
    present = {row.municipality.code: row for row in region.memberships.select_related("municipality")}
    region.memberships = [
        present.get(code) or RegionMunicipality(municipality=known[code]) for code in wanted
    ]
    region.full_clean()
    draw_region(region=region)
    region.save()
    redraw_partnerships(region=region)
    return region


def draw_region(*, region: Region, on: date | None = None) -> Region:
    """Dissolve the municipalities of a day (today) to its outline; saves nothing."""
    day = on or timezone.localdate()
    rows = region.memberships.select_related("municipality")
    outline = dissolve(row.municipality.code for row in rows if row.is_valid_on(day))
    region.outline = outline.path
    region.view_box = outline.box.view_box if outline.box else ""
    region.codes_without_shape = " ".join(outline.missing)
    return region


def redraw_partnerships(*, region: Region) -> list[Partnership]:
    """Draw every partnership of a region anew, as its outline follows that of its regions."""
    partnerships = list(Partnership.objects.filter(region_links__region=region).distinct())
    for partnership in partnerships:
        draw_partnership(partnership=partnership)
        partnership.save(update_fields=["outline", "view_box"])
    return partnerships


@transaction.atomic
def ensure_labour_market_regions() -> list[Region]:
    """Make the labour-market regions that the municipalities name and that were never here.

    A region that is there, by its name, is left as it is; one that was renamed or deleted does not come
    back. Gives the new ones.
    """
    codes: dict[str, list[str]] = {}
    for code, name in Municipality.objects.values_list("code", "labour_market_region").order_by("code"):
        if name:
            codes.setdefault(name, []).append(code)
    return ensure_once(
        kind="labour-market-region",
        keys=sorted(codes),
        present=set(Region.objects.values_list("name", flat=True)),
        make=lambda name: save_region(name=name, municipalities=codes[name], kind=RegionKind.LABOUR_MARKET),
    )
