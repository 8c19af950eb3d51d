"""Every part is killed, and a few more by chance: nothing acknowledged is lost, nothing happens twice."""

import os

import pytest

from tests.chaos.campaign import IN_FLIGHT
from tests.chaos.nemesis import ALWAYS
from tests.matrix import WHOLE

pytestmark = [pytest.mark.live, pytest.mark.chaos]

KILLS = int(os.environ.get("KILLS", 40 if WHOLE else len(ALWAYS) + 4))


def test_whatever_is_killed_nothing_acknowledged_is_lost_and_nothing_happens_twice(campaign, capsys):
    with capsys.disabled():
        print(f"\nSeed {campaign.seed}")  # noqa: T201
        report = campaign.run(KILLS)
        print(report.in_words())  # noqa: T201

    assert report.wrong == []
    assert min(kill.in_flight for kill in report.kills) >= IN_FLIGHT
    assert set(ALWAYS) <= set(report.hit)
