"""The audience policy: the same answer for a row in memory as for a row in the database."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import Audience
from accounts.policy import may_read
from accounts.viewer import Viewer
from website.models import ContentPage, StandardPage

HOUR = timedelta(hours=1)
STATES = list(itertools.product([True, False], Audience.values, [None, -HOUR, HOUR], [None, -HOUR, HOUR]))


TOKENS = [{"public"}, {"public", "network"}, {"network"}, set()]


def readable(live, audience, expire, go_live, tokens=frozenset({"public"})) -> bool:
    """The oracle, in words of its own: live, for who has its word, begun and not over."""
    return live and audience in tokens and expire != -HOUR and go_live != HOUR


@pytest.mark.parametrize(("live", "audience", "expire", "go_live"), STATES)
def test_page_in_any_state_is_read_by_who_has_its_audience_only_when_live_begun_and_not_over(
    home, live, audience, expire, go_live
):
    now = timezone.now()
    page = home.add_child(instance=StandardPage(title="Over ons", slug="over-ons"))
    ContentPage.objects.filter(pk=page.pk).update(
        live=live,
        audience=audience,
        expire_at=expire and now + expire,
        go_live_at=go_live and now + go_live,
    )
    expected = [readable(live, audience, expire, go_live, tokens) for tokens in TOKENS]
    viewers = [Viewer(frozenset(tokens)) for tokens in TOKENS]

    in_database = [
        ContentPage.objects.visible_to(viewer, now).filter(pk=page.pk).exists() for viewer in viewers
    ]
    in_memory = [may_read(viewer, ContentPage.objects.get(pk=page.pk), now) for viewer in viewers]

    assert (in_database, in_memory) == (expected, expected)


@pytest.mark.parametrize(("live", "audience", "expire", "go_live"), STATES)
def test_page_in_any_state_answers_404_unless_it_may_be_read(home, client, live, audience, expire, go_live):
    now = timezone.now()
    page = home.add_child(instance=StandardPage(title="Over ons", slug="over-ons"))
    ContentPage.objects.filter(pk=page.pk).update(
        live=live,
        audience=audience,
        expire_at=expire and now + expire,
        go_live_at=go_live and now + go_live,
    )

    response = client.get("/over-ons/")

    assert response.status_code == (200 if readable(live, audience, expire, go_live) else 404)
