"""The checks can see: each of many ways to spoil a site that is right turns the check red that it is for."""

import pytest

from tests.chaos import sabotage_messages, sabotage_pages  # noqa: F401
from tests.chaos.checks import CHECKS, run_checks
from tests.chaos.sabotage import SABOTAGES

pytestmark = [pytest.mark.live, pytest.mark.chaos]


@pytest.mark.parametrize("name", SABOTAGES)
def test_site_that_is_spoilt_is_seen_to_be_so_and_no_more_when_it_is_put_right(evidence, name):
    seen_by = SABOTAGES[name].seen_by

    with SABOTAGES[name].spoil(evidence):
        spoilt = run_checks(evidence, [seen_by])
    undone = run_checks(evidence, [seen_by])

    assert list(spoilt) == [seen_by]
    assert undone == {}


def test_every_check_is_shown_to_see():
    assert {sabotage.seen_by for sabotage in SABOTAGES.values()} == CHECKS.keys()
    assert len(SABOTAGES) >= 20
