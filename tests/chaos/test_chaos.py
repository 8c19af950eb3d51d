"""Twenty kills, and after each of them nothing acknowledged is lost and nothing happened twice."""

import os

import pytest

from tests.chaos.campaign import IN_FLIGHT
from tests.chaos.nemesis import ALWAYS

pytestmark = [pytest.mark.live, pytest.mark.chaos]

KILLS = int(os.environ.get("KILLS", "20"))


def test_whatever_is_killed_nothing_acknowledged_is_lost_and_nothing_happens_twice(campaign, capsys):
    with capsys.disabled():
        print(f"\nSeed {campaign.seed}")  # noqa: T201
        report = campaign.run(KILLS)
        print(report.in_words())  # noqa: T201

    assert report.wrong == []
    assert min(kill.in_flight for kill in report.kills) >= IN_FLIGHT
    assert set(ALWAYS) <= set(report.hit)
