"""Twenty kills, and after each of them nothing acknowledged is lost and nothing happened twice."""

import os
import secrets

import pytest

from tests.chaos.campaign import IN_FLIGHT, Campaign
from tests.chaos.nemesis import ALWAYS
from tests.chaos.supervisor import supervised
from tests.servers.required import provided

pytestmark = pytest.mark.live

KILLS = int(os.environ.get("KILLS", "20"))


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    """People at work on a site of their own; the seed is printed."""
    seed = os.environ.get("SEED") or secrets.token_hex(4)
    folder = tmp_path_factory.mktemp("chaos")
    with supervised(folder, provided) as supervisor:
        made = Campaign(supervisor, folder, seed=seed, say=print)
        yield made
        made.crowd.end()


def test_whatever_is_killed_nothing_acknowledged_is_lost_and_nothing_happens_twice(campaign, capsys):
    with capsys.disabled():
        campaign.say(f"\nSeed {campaign.seed}")
        report = campaign.run(KILLS)
        campaign.say(report.in_words())

    assert report.wrong == []
    assert min(kill.in_flight for kill in report.kills) >= IN_FLIGHT
    assert set(ALWAYS) <= set(report.hit)
