"""Drawing regions and partnerships: from the municipalities of a day, and anew when borders move."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from casebook.geo.outlines import dissolve
from casebook.models import Partnership, Region, RegionMunicipality

# How long ago a border may have moved while nothing ran to see it.
LOOK_BACK = timedelta(days=31)


def lock_outlines() -> None:
    """Wait until nobody else draws, and let nobody begin before this transaction ends.

    Outlines are drawn from those of others. Who draws reads them after this.
    """
    list(Region.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def draw_region(*, region: Region, on: date | None = None) -> Region:
    """Dissolve the municipalities of a day (today) to its outline; saves nothing."""
    day = on or timezone.localdate()
    rows = region.memberships.select_related("municipality")
    outline = dissolve(row.municipality.code for row in rows if row.is_valid_on(day))
    region.outline = outline.path
    region.codes_without_shape = " ".join(outline.missing)
    return region


def draw_partnership(*, partnership: Partnership) -> Partnership:
    """Give a partnership the outline of its regions together, as they are today; does not save."""
    regions = [link.region for link in partnership.region_links.all()]
    if len(regions) == 1:
        partnership.outline = regions[0].outline
        return partnership
    today = timezone.localdate()
    rows = RegionMunicipality.objects.filter(region__in=regions).select_related("municipality")
    partnership.outline = dissolve({row.municipality.code for row in rows if row.is_valid_on(today)}).path
    return partnership


def redraw_partnerships(*, region: Region) -> None:
    """Draw every partnership of a region anew, as its outline follows that of its regions."""
    for partnership in Partnership.objects.filter(region_links__region=region).distinct():
        draw_partnership(partnership=partnership).save(update_fields=["outline"])


@transaction.atomic
def redraw_moved_regions(*, on: date | None = None) -> list[Region]:
    """Redraw the regions whose border moved lately, and their partnerships; gives those that changed."""
    day = on or timezone.localdate()
    since = day - LOOK_BACK
    joined = Q(memberships__valid_from__gt=since, memberships__valid_from__lte=day)
    left = Q(memberships__valid_until__gte=since, memberships__valid_until__lt=day)
    moved = Region.objects.filter(joined | left).distinct()
    if not moved.exists():
        return []
    lock_outlines()
    changed = []
    for region in moved:
        before = region.outline
        if draw_region(region=region, on=day).outline != before:
            region.save(update_fields=["outline", "codes_without_shape"])
            redraw_partnerships(region=region)
            changed.append(region)
    return changed
