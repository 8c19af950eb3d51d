"""Partnerships have at least one organisation and one region, and dates in order."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casebook.domain.partnerships import record_sighting
from casebook.enums import MemberRole, Origin, Phase, SightingState
from casebook.models import Partnership, Sighting
from tests.casebook import factories

pytestmark = pytest.mark.django_db


def test_partnership_keeps_members_regions_and_sectors_in_the_order_given():
    one, two = factories.organisation("Een"), factories.organisation("Twee")
    regions = [factories.region("Zuid"), factories.region("Noord")]
    sectors = [factories.sector("Zorg"), factories.sector("Bouw")]

    partnership = factories.partnership(
        "Samen",
        members=[factories.member(two, MemberRole.LEAD, "begon ermee"), factories.member(one)],
        regions=regions,
        sectors=sectors,
    )

    members = partnership.members.values_list("organisation__name", "role", "note")
    assert list(members) == [("Twee", "lead", "begon ermee"), ("Een", "partner", "")]
    assert (partnership.place, partnership.slug) == ("Zuid, Noord", "samen")
    assert [link.sector.name for link in partnership.sector_links.all()] == ["Zorg", "Bouw"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"members": []}, "members"),
        ({"regions": []}, "region_links"),
        ({"question": ""}, "question"),
        ({"phase": "asleep"}, "phase"),
        ({"started": date(2020, 1, 1), "ended": date(2019, 1, 1), "phase": Phase.ENDED}, "ended"),
        ({"ended": date(2019, 1, 1), "phase": Phase.RUNNING}, "phase"),
        ({"website": "geen adres"}, "website"),
    ],
)
def test_partnership_that_does_not_fit_is_refused_at_its_field(values: dict, field: str):
    with pytest.raises(ValidationError) as caught:
        factories.partnership(**values)

    assert list(caught.value.message_dict) == [field]
    assert not Partnership.objects.exists()


def test_second_partnership_of_the_same_name_is_refused():
    factories.partnership("Samen")

    with pytest.raises(ValidationError) as caught:
        factories.partnership("Samen")

    assert list(caught.value.message_dict) == ["name"]


@pytest.mark.parametrize(
    ("origin", "note"),
    [
        (Origin.REAL, ""),
        (Origin.ESSAY, "example after the essay, not written by the partnership"),
        (Origin.FICTIONAL, "invented"),
    ],
)
def test_origin_is_told_unless_a_partnership_speaks_for_itself(origin: Origin, note: str, english):
    assert factories.partnership(origin=origin).origin_note == note


def test_sighting_recorded_again_replaces_what_was_said(casebook):
    obstacle, partnership = factories.obstacle(), factories.partnership()
    record_sighting(partnership=partnership, obstacle=obstacle, state=SightingState.MIDDLE, named=True)

    record_sighting(
        partnership=partnership, obstacle=obstacle, state=SightingState.THROUGH, what_helped="Bellen."
    )

    found = Sighting.objects.values_list("state", "what_helped", "named")
    assert list(found) == [("through", "Bellen.", False)]


def test_sighting_with_an_unknown_state_is_refused(casebook):
    with pytest.raises(ValidationError) as caught:
        factories.sighting(obstacle=factories.obstacle(), state="gone")

    assert list(caught.value.message_dict) == ["state"]
