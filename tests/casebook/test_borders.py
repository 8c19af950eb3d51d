"""A municipality that joins or leaves on a day changes the map on that day, without anybody saving."""

from datetime import date

import pytest

from casebook.domain.outlines import redraw_moved_regions
from casebook.models import Partnership, Region
from tests.casebook import factories
from tests.casebook.factories import BORSELE, GOES

pytestmark = pytest.mark.usefixtures("casebook")


@pytest.fixture
def region(time_machine) -> Region:
    """A region of two municipalities, of which one leaves at the end of 2026; drawn in November."""
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    region = factories.region("Bevelanden", municipalities=(GOES, BORSELE))
    region.memberships.filter(municipality__code=BORSELE).update(valid_until=date(2026, 12, 31))
    factories.partnership(regions=[region])
    return Region.objects.get(pk=region.pk)


def test_region_on_the_last_day_of_a_municipality_is_drawn_with_it(region):
    assert redraw_moved_regions(on=date(2026, 12, 31)) == []


def test_region_on_the_day_after_is_drawn_without_it_and_so_are_its_partnerships(region):
    changed = redraw_moved_regions(on=date(2027, 1, 1))

    after = Region.objects.get(pk=region.pk).outline
    assert changed == [region]
    assert after != region.outline
    assert Partnership.objects.get().outline == after


def test_region_seen_late_is_still_drawn_anew_and_only_once(region):
    assert redraw_moved_regions(on=date(2027, 1, 20)) == [region]
    assert redraw_moved_regions(on=date(2027, 1, 21)) == []
