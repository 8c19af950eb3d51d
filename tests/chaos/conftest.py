"""One site that is killed, for all tests of the harness."""

import os
import secrets
import time

import pytest

from tests.chaos.campaign import Campaign
from tests.chaos.checks import Evidence
from tests.chaos.history import tell
from tests.chaos.supervisor import supervised
from tests.servers.required import provided


@pytest.fixture(scope="session")
def campaign(tmp_path_factory):
    """People at work on a site of their own; SEED makes them do the same again."""
    folder = tmp_path_factory.mktemp("chaos")
    with supervised(folder, provided) as supervisor:
        seed = os.environ.get("SEED") or secrets.token_hex(4)
        made = Campaign(supervisor, folder, seed=seed, say=print)
        yield made
        made.crowd.end()


@pytest.fixture(scope="session")
def evidence(campaign):
    """A site at rest, in which everything happened of which a check could see that it is lost."""
    campaign.crowd.stand_still()
    since = len(campaign.log.entries)
    editor = campaign.crowd.people[0]
    editor.editor.log_in()
    for verbs in (
        ("add", "edit", "move", "edit", "draft"),
        ("add", "unpublish"),
        ("add", "delete"),
        ("upload",),
    ):
        editor.pages = []
        for verb in verbs:
            getattr(editor, verb)()
    editor.plan("opens", soon=True)
    editor.plan("ends", soon=True)
    time.sleep(8)
    _seconds, wrong = campaign.rest()
    assert wrong == {}
    return Evidence(campaign.supervisor, tell(campaign.log.entries), since=since)
