"""Regions are drawn from the municipalities that belong to them on a day."""

from datetime import date

import pytest

from casebook.domain.outlines import draw_region
from casebook.domain.regions import ensure_labour_market_regions, import_municipalities, save_region
from casebook.enums import RegionKind
from casebook.geo.municipality_file import SHIPPED_LIST, read_municipality_file
from casebook.geo.outlines import dissolve
from casebook.models import Region, RegionMunicipality
from tests.casebook import factories
from tests.casebook.factories import ALMERE, BORSELE, GOES, KAPELLE

pytestmark = pytest.mark.django_db


def test_saved_region_has_the_outline_of_its_municipalities_together():
    region = factories.region(municipalities=(GOES, KAPELLE))

    expected = dissolve([GOES, KAPELLE])
    region.refresh_from_db()
    assert region.outline == expected.path


def test_code_without_a_shape_counts_but_is_missing_from_the_outline():
    region = factories.region(municipalities=(GOES, "GM9999"))

    region.refresh_from_db()
    assert region.memberships.count() == 2
    assert (region.missing_codes, region.outline) == (["GM9999"], dissolve([GOES]).path)


def test_region_of_shapeless_municipalities_has_no_outline():
    region = factories.region(municipalities=("GM9998", "GM9999"))

    assert (region.outline, region.missing_codes) == ("", ["GM9998", "GM9999"])


def test_unknown_code_is_refused_and_nothing_is_made():
    with pytest.raises(LookupError, match="GM0001"):
        save_region(name="Nergens", municipalities=["GM0001"])

    assert not Region.objects.exists()


def test_saving_again_replaces_municipalities_and_keeps_the_dates_of_who_stays():
    region = factories.region("Bevelanden", municipalities=(GOES, KAPELLE))
    region.memberships.filter(municipality__code=GOES).update(valid_from=date(2020, 1, 1))

    factories.region("Bevelanden", municipalities=(GOES, BORSELE))

    rows = RegionMunicipality.objects.filter(region=region).values_list("municipality__code", "valid_from")
    assert sorted(rows) == [(BORSELE, None), (GOES, date(2020, 1, 1))]
    assert Region.objects.get().outline == dissolve([GOES, BORSELE]).path


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2023, 12, 31), [GOES]),
        (date(2024, 1, 1), [GOES, KAPELLE]),
        (date(2024, 6, 30), [GOES, KAPELLE]),
        (date(2024, 7, 1), [GOES]),
    ],
)
def test_municipality_is_drawn_from_its_first_day_until_its_last(day: date, codes: list[str]):
    region = factories.region(municipalities=(GOES, KAPELLE))
    region.memberships.filter(municipality__code=KAPELLE).update(
        valid_from=date(2024, 1, 1), valid_until=date(2024, 6, 30)
    )

    assert draw_region(region=region, on=day).outline == dissolve(codes).path


def test_partnerships_are_redrawn_with_their_region():
    region = factories.region("Streek", municipalities=(GOES,))
    partnership = factories.partnership(regions=[region])

    factories.region("Streek", municipalities=(GOES, KAPELLE))

    partnership.refresh_from_db()
    assert partnership.outline == dissolve([GOES, KAPELLE]).path


def test_partnership_of_two_overlapping_regions_has_one_outline_without_holes():
    regions = [
        factories.region(municipalities=(GOES, KAPELLE)),
        factories.region(municipalities=(GOES, BORSELE)),
    ]

    partnership = factories.partnership(regions=regions)

    assert partnership.outline == dissolve([GOES, KAPELLE, BORSELE]).path


def test_shipped_list_gives_35_labour_market_regions_that_are_all_drawn():
    import_municipalities(rows=read_municipality_file(SHIPPED_LIST))

    made = ensure_labour_market_regions()

    assert len(made) == Region.objects.filter(kind=RegionKind.LABOUR_MARKET).count() == 35
    assert not Region.objects.filter(outline="").exists()
    assert Region.objects.get(name="Zaanstreek/Waterland").slug == "zaanstreekwaterland"


def test_labour_market_region_that_an_editor_changed_stays_as_it_is():
    factories.municipality(GOES, labour_market_region="Zeeland")
    factories.municipality(ALMERE, labour_market_region="Flevoland")
    factories.region("Zeeland", municipalities=(GOES, BORSELE), description="Zoals wij het zien.")

    made = ensure_labour_market_regions()

    assert [region.name for region in made] == ["Flevoland"]
    zeeland = Region.objects.get(name="Zeeland")
    assert (zeeland.description, zeeland.memberships.count()) == ("Zoals wij het zien.", 2)


def test_labour_market_region_that_an_editor_renamed_or_deleted_does_not_come_back():
    for code, name in ((GOES, "Zeeland"), (ALMERE, "Flevoland")):
        factories.municipality(code, labour_market_region=name)
    renamed, deleted = sorted(ensure_labour_market_regions(), key=lambda region: region.name, reverse=True)
    renamed.name = "Zeeland en de eilanden"
    renamed.save()
    deleted.delete()

    assert ensure_labour_market_regions() == []
    assert list(Region.objects.values_list("name", flat=True)) == ["Zeeland en de eilanden"]


def test_two_regions_with_names_that_give_one_address_get_two():
    assert [factories.region(name).slug for name in ("De Peel", "De  Peel!")] == ["de-peel", "de-peel-2"]
