"""A meeting of invented partnerships says so, stays out of search engines, and still counts as a use."""

import pytest
from django.test import Client

from casebook.enums import Origin
from casebook.models import ObstaclePage
from events.domain.meetings import announce_meeting
from events.models import MeetingPage
from tests.casebook import factories
from website.domain.uses import uses_of

REAL, ESSAY, FICTIONAL = Origin.REAL, Origin.ESSAY, Origin.FICTIONAL


@pytest.fixture
def meeting_with(agenda, obstacle: ObstaclePage, meeting_of):
    """Announce a meeting with partnerships of these origins."""

    def make(*origins: Origin) -> MeetingPage:
        example = meeting_of()
        return announce_meeting(
            title="Met verbanden",
            summary="Eén ochtend.",
            obstacles=[obstacle],
            partnerships=[factories.partnership(origin=origin) for origin in origins],
            **{
                name: getattr(example, name)
                for name in ("starts_at", "ends_at", "place", "for_whom", "how_to_sign_up")
            },
        )

    return make


@pytest.mark.parametrize(
    ("origins", "invented"),
    [
        ([], False),
        ([REAL], False),
        ([ESSAY], False),
        ([REAL, FICTIONAL], False),
        ([FICTIONAL], True),
        ([FICTIONAL, FICTIONAL], True),
    ],
)
def test_meeting_of_invented_partnerships_only_says_so_and_is_not_for_search_engines(
    meeting_with, client: Client, origins: list[Origin], invented: bool
):
    meeting = meeting_with(*origins)

    html = client.get(meeting.url).content.decode()
    sitemap = client.get("/sitemap.xml").content.decode()

    title = "<title>Met verbanden (fictief) – Regiobrug</title>" if invented else "<title>Met verbanden – "
    assert f'og:title" content="Met verbanden{" (fictief)" if invented else ""}">' in html
    assert (title in html, '<meta name="robots" content="noindex">' in html, meeting.full_url in sitemap) == (
        True,
        invented,
        not invented,
    )


def test_obstacle_and_partnership_of_a_meeting_are_in_use(meeting_with):
    meeting = meeting_with(REAL)
    partnership = meeting.meeting_partnerships.get().partnership
    obstacle = meeting.meeting_obstacles.get().obstacle

    titles = [[use.title for use in uses_of(thing)] for thing in (partnership, obstacle)]

    assert titles == [["Met verbanden"], ["Met verbanden", "Wie is eigenlijk de eigenaar?"]]
