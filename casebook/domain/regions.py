"""Municipalities from a list, and the regions that are made of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from casebook.domain.outlines import draw_region, lock_outlines, redraw_partnerships
from casebook.enums import RegionKind
from casebook.geo.municipality_file import MunicipalityRow
from casebook.models import Municipality, Region, RegionMunicipality
from website.domain.seeding import ensure_once


@dataclass(frozen=True)
class ImportedMunicipalities:
    """What an import did, by CBS code; `absent` are known but not in the list, and were left alone."""

    created: list[str]
    changed: list[str]
    unchanged: list[str]
    absent: list[str]


@transaction.atomic
def import_municipalities(
    *, rows: Sequence[MunicipalityRow], progress: Callable[[int, int], None] | None = None
) -> ImportedMunicipalities:
    """Make or change municipalities by their code, all of them or none; safe to repeat.

    `progress(done, total)` is called after each row. A municipality that is not in the list stays: it may
    have merged, and then an editor names its successor.
    """
    # What an editor changes at the same time comes before this or after it, and not in between.
    here = Municipality.objects.select_for_update(no_key=True).order_by("pk")
    known = {municipality.code: municipality for municipality in here}
    result = ImportedMunicipalities([], [], [], sorted(set(known) - {row.code for row in rows}))
    new = []
    for done, row in enumerate(rows, start=1):
        values = asdict(row)
        municipality = known.get(row.code)
        if municipality is None:
            new.append(Municipality(**values))
            result.created.append(row.code)
        elif any(getattr(municipality, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(municipality, name, value)
            municipality.save()
            result.changed.append(row.code)
        else:
            result.unchanged.append(row.code)
        if progress is not None:
            progress(done, len(rows))
    # Nothing is built from a municipality that was not there: nobody has to be told of each.
    Municipality.objects.bulk_create(new)
    return result


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
    region.memberships.set(
        [present.get(code) or RegionMunicipality(municipality=known[code]) for code in wanted]
    )
    region.full_clean()
    draw_region(region=region)
    region.save()
    redraw_partnerships(region=region)
    return region


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
