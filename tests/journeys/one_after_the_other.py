"""A process of the site where two change the same thing at one moment; tells in JSON what came of each case.

The first changes it in a transaction that lasts, the second begins before that has ended: what it reads
without waiting is out of date when it writes.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import TestCase

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.text import slugify  # noqa: E402
from wagtail.models import Page  # noqa: E402

from accounts.models import User  # noqa: E402
from casebook.domain.partnerships import record_sighting  # noqa: E402
from casebook.domain.regions import save_region  # noqa: E402
from casebook.enums import SightingState  # noqa: E402
from casebook.models import ObstaclePage, Partnership, PortraitPage, Region, Sighting  # noqa: E402
from config.management.commands.setup import run  # noqa: E402
from config.setup_steps import STEPS  # noqa: E402
from events.domain.meetings import announce_meeting, ensure_agenda  # noqa: E402
from events.models import MeetingPage  # noqa: E402
from tests.casebook import factories  # noqa: E402
from website.domain.page_tree import ensure_page_tree  # noqa: E402
from website.domain.publishing import publish_below  # noqa: E402
from website.domain.schedule import run_schedule  # noqa: E402
from website.models import HomePage, StandardPage  # noqa: E402
from website.models.page_locks import lock_page_tree  # noqa: E402

# Longer than the second one needs to read, by far.
HELD = 0.7
NOW = datetime.now(UTC)


def side_by_side(
    first: Callable[[], Any], second: Callable[[], Any], then: Callable[[], Any] = lambda: None
) -> str:
    """Let the second begin when the first has changed something, after which the first changes more; gives
    how the second was refused, or the first, if so."""
    changed, ended = threading.Event(), []

    def hold() -> None:
        try:
            with transaction.atomic():
                try:
                    first()
                finally:
                    changed.set()
                threading.Event().wait(HELD)
                then()
        except Exception as error:
            ended.append(type(error).__name__)
        connection.close()

    def follow() -> None:
        changed.wait()
        try:
            second()
            ended.append("")
        except Exception as error:
            ended.append(type(error).__name__)
        connection.close()

    threads = [threading.Thread(target=each) for each in (hold, follow)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return "".join(ended)


def below(parent: Page, title: str) -> StandardPage:
    return publish_below(parent=parent, page=StandardPage(title=title, slug=slugify(title), summary="Iets."))


def changed(page: Page, **values: Any) -> Callable[[], None]:
    """Save the page as it is in memory now, with these values."""

    def save() -> None:
        for name, value in values.items():
            setattr(page, name, value)
        page.save()

    return save


def setup_asked_for_twice() -> Any:
    Page.objects.filter(depth=2).delete()
    step = next(iter(STEPS.values()))
    refused = side_by_side(lambda: run(step), lambda: run(step))
    return refused, HomePage.objects.count(), StandardPage.objects.count()


def meeting_saved_by_two(obstacle: ObstaclePage) -> Any:
    ensure_agenda(home=HomePage.objects.get())
    starts = NOW + timedelta(days=30)
    meeting = announce_meeting(
        title="Eerst",
        summary="Iets.",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        place="Zwolle",
        for_whom="Iedereen",
        how_to_sign_up="Mail.",
        obstacles=[obstacle],
    )
    mine, theirs = (MeetingPage.objects.get(pk=meeting.pk) for _ in range(2))
    side_by_side(changed(mine, title="Van mij"), changed(theirs, title="Van hen"))
    return mine.sequence, theirs.sequence, MeetingPage.objects.get(pk=meeting.pk).sequence


def page_added_below_one_that_gets_another_address(home: HomePage) -> Any:
    parent = below(home, "Oud")
    renamed = StandardPage.objects.get(pk=parent.pk)
    refused = side_by_side(changed(renamed, slug="nieuw"), lambda: below(parent, "Kind"))
    return refused, Page.objects.get(slug="kind").url_path.split("/")[-3:-1]


def page_saved_while_one_is_added_below_it(home: HomePage) -> Any:
    parent = below(home, "Ouder")
    stale = StandardPage.objects.get(pk=parent.pk)
    refused = side_by_side(lambda: below(parent, "Eerste"), changed(stale, title="Ouder en wijzer"))
    return refused, Page.objects.get(pk=parent.pk).numchild, [list(found) for found in Page.find_problems()]


def bare_page_saved_while_one_is_added_below_it(home: HomePage) -> Any:
    parent = below(home, "Moeder")
    stale = Page.objects.get(pk=parent.pk)
    refused = side_by_side(lambda: below(parent, "Tweede"), changed(stale))
    return refused, Page.objects.get(pk=parent.pk).numchild


def end_put_off_while_it_passes(home: HomePage) -> Any:
    page = below(home, "Tijdelijk")
    Page.objects.filter(pk=page.pk).update(expire_at=NOW - timedelta(minutes=1))
    later = Page.objects.filter(pk=page.pk)
    side_by_side(lambda: later.update(expire_at=NOW + timedelta(days=1)), run_schedule)
    return later.get().live


def plan_taken_back_while_it_is_due(home: HomePage) -> Any:
    page = below(home, "Gepland")
    page.title = "Te vroeg"
    revision = page.save_revision()
    page.revisions.filter(pk=revision.pk).update(approved_go_live_at=NOW - timedelta(minutes=1))
    side_by_side(lambda: page.revisions.update(approved_go_live_at=None), run_schedule)
    return Page.objects.get(pk=page.pk).title


def page_withdrawn_while_it_is_published(home: HomePage) -> Any:
    page = below(home, "Zoals het was")
    mine = StandardPage.objects.get(pk=page.pk)
    mine.title = "Zoals het is"
    client = Client()
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))
    withdraw = f"/beheer/pages/{page.pk}/unpublish/"
    side_by_side(lambda: mine.save_revision().publish(), lambda: client.post(withdraw))
    found = Page.objects.get(pk=page.pk)
    return found.live, found.title, found.latest_revision_id == page.revisions.latest("pk").pk


def page_deleted_while_it_gets_another_address(home: HomePage) -> Any:
    page = below(home, "Verhuist")
    page.slug = "elders"
    revision = page.save_revision()
    page.revisions.filter(pk=revision.pk).update(approved_go_live_at=NOW - timedelta(minutes=1))

    def without_a_word() -> None:
        with TestCase().assertNoLogs("website.domain.schedule"):
            run_schedule()

    refused = side_by_side(lock_page_tree, without_a_word, then=page.delete)
    return refused, Page.objects.filter(pk=page.pk).count()


def code_given_to_two() -> Any:
    pages = [factories.obstacle(code=code) for code in ("Y1", "Y2")]
    refused = side_by_side(*(changed(page, code="Y3") for page in pages))
    return refused, ObstaclePage.objects.filter(code="Y3").count()


def partnership_given_two_portraits() -> Any:
    portraits = [factories.portrait() for _ in range(2)]
    one = factories.partnership()
    refused = side_by_side(*(changed(page, partnership=one) for page in portraits))
    return refused, PortraitPage.objects.filter(partnership=one).count()


def sighting_told_by_two(obstacle: ObstaclePage) -> Any:
    one = factories.partnership()

    def tell(state: SightingState) -> Callable[[], Any]:
        return lambda: record_sighting(partnership=one, obstacle=obstacle, state=state)

    refused = side_by_side(tell(SightingState.MIDDLE), tell(SightingState.THROUGH))
    return refused, list(Sighting.objects.filter(partnership=one).values_list("state", flat=True))


def two_regions_of_one_partnership_drawn() -> Any:
    regions = [factories.region(municipalities=(code,)) for code in (factories.GOES, factories.ALMERE)]
    one = factories.partnership(regions=regions)
    for code in (factories.KAPELLE, factories.BORSELE):
        factories.municipality(code)
    more = ([factories.GOES, factories.KAPELLE], [factories.ALMERE, factories.BORSELE])
    first, second = (
        lambda each=each, codes=codes: save_region(name=each.name, municipalities=codes)
        for each, codes in zip(regions, more, strict=True)
    )
    refused = side_by_side(first, second)
    drawn = Partnership.objects.get(pk=one.pk).outline
    whole = factories.partnership(regions=list(Region.objects.filter(pk__in=[each.pk for each in regions])))
    return refused, drawn == whole.outline


def main() -> dict[str, Any]:
    """Every case, by name."""
    said: dict[str, Any] = {"setup asked for twice": setup_asked_for_twice()}
    home = ensure_page_tree()
    factories.casebook()
    obstacle = factories.obstacle()
    for case in (
        page_added_below_one_that_gets_another_address,
        page_saved_while_one_is_added_below_it,
        bare_page_saved_while_one_is_added_below_it,
        end_put_off_while_it_passes,
        plan_taken_back_while_it_is_due,
        page_withdrawn_while_it_is_published,
        page_deleted_while_it_gets_another_address,
    ):
        said[case.__name__.replace("_", " ")] = case(home)
    for case in (meeting_saved_by_two, sighting_told_by_two):
        said[case.__name__.replace("_", " ")] = case(obstacle)
    for case in (
        code_given_to_two,
        partnership_given_two_portraits,
        two_regions_of_one_partnership_drawn,
    ):
        said[case.__name__.replace("_", " ")] = case()
    return said


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
    sys.stdout.flush()
    # Connections of threads that ended are closed with the process.
    os._exit(0)
