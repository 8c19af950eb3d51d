"""Scheduled publishing and expiry: at their time, and each page on its own."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from outbox.periodic_tasks import run_due_tasks
from website.domain.schedule import run_schedule
from website.models import ContentPage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(home):
    made = [home.add_child(instance=StandardPage(title=f"Pagina {n}", slug=f"pagina-{n}")) for n in range(3)]
    for page in made:
        page.save_revision().publish()
    return made


def plan(page, **moments) -> None:
    page = StandardPage.objects.get(pk=page.pk)
    page.title = f"{page.title} nieuw"
    for name, moment in moments.items():
        setattr(page, name, moment)
    page.save_revision().publish()


def test_sweep_publishes_at_the_set_time_and_not_before(pages, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    plan(pages[0], go_live_at=timezone.now() + timedelta(hours=1))

    run_due_tasks()
    before = StandardPage.objects.get(pk=pages[0].pk).title
    time_machine.shift(timedelta(hours=1, seconds=1))
    run_due_tasks()

    page = StandardPage.objects.get(pk=pages[0].pk)
    assert before == "Pagina 0"
    assert (page.title, page.live) == ("Pagina 0 nieuw", True)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_sweep_withdraws_what_has_expired(pages, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    plan(pages[0], expire_at=timezone.now() + timedelta(hours=1))

    time_machine.shift(timedelta(hours=1, seconds=1))
    done = run_due_tasks()

    page = StandardPage.objects.get(pk=pages[0].pk)
    assert (done, page.live, page.expired) == (1, False, True)


def test_page_that_has_expired_is_gone_also_when_the_sweep_is_late(pages, client, time_machine):
    time_machine.move_to("2026-11-24T10:00:00Z", tick=False)
    plan(pages[0], expire_at=timezone.now() + timedelta(hours=1))

    before = client.get("/pagina-0/").status_code
    time_machine.shift(timedelta(hours=1, seconds=1))
    after = client.get("/pagina-0/").status_code

    assert (before, after) == (200, 410)


def test_page_that_cannot_be_published_does_not_hold_up_the_others(pages, only_listener, caplog):
    soon = timezone.now() + timedelta(seconds=5)
    for page in pages:
        plan(page, go_live_at=soon)
    Revision.objects.update(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        revision.content["go_live_at"] = None
        revision.save()

    def refuse_the_second(page_id, **kwargs):
        if page_id == pages[1].pk:
            raise OSError

    only_listener(refuse_the_second)
    run_schedule()

    titles = ContentPage.objects.filter(pk__in=[page.pk for page in pages]).order_by("path")
    assert list(titles.values_list("title", flat=True)) == ["Pagina 0 nieuw", "Pagina 1", "Pagina 2 nieuw"]
    assert "could not be published" in caplog.text
