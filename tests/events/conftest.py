"""Meetings to test with."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casebook.models import ObstaclePage
from events.models import MeetingIndexPage, MeetingObstacle, MeetingPage
from tests.casebook import factories


@pytest.fixture
def agenda(home) -> MeetingIndexPage:
    """The agenda of a site."""
    return home.add_child(
        instance=MeetingIndexPage(title="Bijeenkomsten", slug="bijeenkomsten", show_in_menus=True)
    )


@pytest.fixture
def obstacle(home) -> ObstaclePage:
    """An obstacle that meetings are about."""
    factories.casebook()
    return factories.obstacle()


@pytest.fixture
def meeting_of(agenda, obstacle):
    """Make a published meeting of two and a half hours, on a winter day unless told otherwise."""

    def make(**fields) -> MeetingPage:
        starts = fields.pop("starts_at", datetime(2027, 1, 14, 13, 0, tzinfo=ZoneInfo("Europe/Amsterdam")))
        values = {
            "title": "Wie is eigenlijk de eigenaar?",
            "summary": "Acht verbanden aan één tafel.",
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=150),
            "place": "Stationsplein 1, Zwolle",
            "for_whom": "Coördinatoren",
            "how_to_sign_up": "Mail je naam.",
        }
        page = MeetingPage(**{**values, **fields})
        page.meeting_obstacles = [MeetingObstacle(obstacle=obstacle)]
        agenda.add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    return make
