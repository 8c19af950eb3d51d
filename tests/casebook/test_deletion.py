"""What is used is not deleted, by whichever way, and the screen says what uses it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from casebook.domain.queries.uses import uses_below
from casebook.models import (
    LessonObstacle,
    LessonPage,
    LessonPartnership,
    LessonTool,
    Municipality,
    ObstacleIndexPage,
    ObstaclePage,
    Organisation,
    Partnership,
    Perspective,
    Region,
    Sector,
    Sighting,
    ToolPage,
)
from tests.casebook import factories
from tests.servers.replay import replayed
from website.domain.uses import uses_of

pytestmark = pytest.mark.usefixtures("casebook", "english")


def make_used() -> None:
    """One of everything, all used by something."""
    obstacle = factories.obstacle("J1", title="Van niemand")
    partnership = factories.partnership(
        "Alfa",
        members=[factories.member(factories.organisation("Albeda"))],
        regions=[factories.region("Zeeland")],
        sectors=[factories.sector("Zorg")],
    )
    factories.sighting(partnership=partnership, obstacle=obstacle)
    factories.lesson("Een les", obstacles=[obstacle], partnerships=[partnership])
    factories.tool("Een blad", obstacles=[obstacle])
    factories.portrait("Een portret", partnership=partnership, body=[factories.text("A", obstacle=obstacle)])


@pytest.fixture
def used(casebook) -> dict[type, object]:
    replayed(make_used)
    kinds = (Region, Sector, Organisation, Partnership, Municipality, ObstaclePage)
    return {kind: kind.objects.get() for kind in kinds}


def titles(response) -> list[str]:
    """Give the uses that a screen lists."""
    return re.findall(r"<li>([^<]+): (?:<a[^>]*>)?([^<]+)", response.content.decode())


@pytest.mark.parametrize(
    ("model", "uses"),
    [
        (Region, [("partnership", "Alfa")]),
        (Sector, [("partnership", "Alfa")]),
        (Organisation, [("partnership", "Alfa")]),
        (Municipality, [("region", "Zeeland")]),
        (
            Partnership,
            [
                ("lesson", "Een les"),
                ("portrait", "Een portret"),
                ("sighting", "Alfa – J1: In the middle of it"),
            ],
        ),
        (
            ObstaclePage,
            [
                ("lesson", "Een les"),
                ("portrait", "Een portret"),
                ("sighting", "Alfa – J1: In the middle of it"),
                ("tool", "Een blad"),
            ],
        ),
    ],
)
def test_uses_are_found_through_every_relation_and_story(used, model: type, uses: list):
    assert [(use.kind, use.title) for use in uses_of(used[model])] == uses


@pytest.mark.parametrize("model", [Region, Sector, Organisation, Partnership])
@pytest.mark.parametrize("method", ["get", "post"])
def test_snippet_in_use_is_kept_and_the_uses_are_listed(used, editor: Client, model: type, method: str):
    thing = used[model]

    response = getattr(editor, method)(
        f"/beheer/snippets/casebook/{model._meta.model_name}/delete/{thing.pk}/"
    )

    assert response.status_code == 409
    assert titles(response) == [(use.kind, use.title) for use in uses_of(thing)]
    assert model.objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_snippets_in_use_are_kept_when_deleted_many_at_once(used, editor: Client, method: str):
    free = factories.sector("Vrij")
    ids = f"id={used[Sector].pk}&id={free.pk}"

    response = getattr(editor, method)(f"/beheer/bulk/casebook/sector/delete/?{ids}")

    assert (response.status_code, titles(response)) == (409, [("partnership", "Alfa")])
    assert Sector.objects.count() == 2


def test_snippet_that_nothing_uses_is_deleted(casebook, editor: Client):
    free = factories.sector("Vrij")

    editor.post(f"/beheer/snippets/casebook/sector/delete/{free.pk}/")

    assert not Sector.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_obstacle_in_use_is_kept_and_the_uses_are_listed(used, editor: Client, method: str):
    response = getattr(editor, method)(f"/beheer/pages/{used[ObstaclePage].pk}/delete/")

    assert response.status_code == 409
    assert [title for _kind, title in titles(response)] == [
        "Een les",
        "Een portret",
        "Alfa – J1: In the middle of it",
        "Een blad",
    ]
    assert ObstaclePage.objects.exists()


def test_list_with_an_obstacle_in_use_is_kept(used, editor: Client):
    index = ObstacleIndexPage.objects.get()

    response = editor.post(f"/beheer/pages/{index.pk}/delete/", {"wagtail_site_name": "Regiobrug"})

    assert response.status_code == 409
    assert ObstaclePage.objects.exists()


def test_obstacles_in_use_are_kept_when_deleted_many_at_once(used, editor: Client):
    free = factories.obstacle("J2")

    response = editor.post(f"/beheer/bulk/wagtailcore/page/delete/?id={used[ObstaclePage].pk}&id={free.pk}")

    assert response.status_code == 409
    assert ObstaclePage.objects.count() == 2


def test_obstacle_that_nothing_uses_is_deleted(casebook, editor: Client):
    free = factories.obstacle("J2")

    editor.post(f"/beheer/pages/{free.pk}/delete/")

    assert not ObstaclePage.objects.exists()


def test_use_by_a_page_that_goes_too_does_not_count(used, home):
    pages = uses_below(Page.objects.get(pk=home.pk))

    assert [(str(page), [use.kind for use in uses]) for page, uses in pages.items()] == [
        ("J1 Van niemand", ["sighting"])
    ]


def test_lesson_is_deleted_with_its_links_and_leaves_the_obstacle(used, editor: Client):
    editor.post(f"/beheer/pages/{LessonPage.objects.get().pk}/delete/")

    assert (LessonPage.objects.count(), ObstaclePage.objects.count()) == (0, 1)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["pages/{pk}/delete/", "bulk/wagtailcore/page/delete/?id={pk}"])
def test_tool_that_a_lesson_needs_is_kept_and_the_lesson_is_named(
    casebook, editor: Client, address: str, method: str
):
    lesson, tool = factories.lesson("Een les"), factories.tool("Een blad")
    lesson.tool_links = [LessonTool(tool=tool)]
    lesson.save_revision().publish()

    answer = getattr(editor, method)("/beheer/" + address.format(pk=tool.pk))

    assert (answer.status_code, titles(answer)) == (409, [("lesson", "Een les")])
    assert LessonTool.objects.filter(lesson=lesson, tool=tool).exists()


def test_tool_that_nothing_names_is_deleted(casebook, editor: Client):
    tool = factories.tool("Een blad")

    editor.post(f"/beheer/pages/{tool.pk}/delete/")

    assert not ToolPage.objects.exists()


def test_sighting_is_deleted_freely(used, editor: Client):
    editor.post(f"/beheer/snippets/casebook/sighting/delete/{Sighting.objects.get().pk}/")

    assert not Sighting.objects.exists()


@pytest.mark.parametrize("model", [Perspective, Municipality])
def test_what_comes_with_the_site_is_neither_added_nor_deleted(used, editor: Client, model: type):
    name, number = model._meta.model_name, model.objects.count()

    for address in ("add/", f"delete/{model.objects.first().pk}/"):
        assert editor.post(f"/beheer/snippets/casebook/{name}/{address}").status_code == 302

    assert model.objects.count() == number


def test_file_of_a_tool_is_kept_and_the_tool_is_named(casebook, editor: Client):
    file = factories.attachment()
    factories.tool("Een blad", files=[factories.tool_file(file)])

    single = editor.post(f"/beheer/documents/delete/{file.pk}/")
    many = editor.post(f"/beheer/bulk/website/attachment/delete/?id={file.pk}")

    file.refresh_from_db()
    assert [(response.status_code, titles(response)) for response in (single, many)] == [
        (409, [("tool", "Een blad")])
    ] * 2


@pytest.fixture
def lesson_with_a_draft(casebook) -> LessonPage:
    """The published row of a lesson whose draft names another obstacle and a partnership."""
    lesson = factories.lesson("Een les", obstacles=[factories.obstacle("J1")])
    draft = LessonPage.objects.get(pk=lesson.pk)
    draft.title = "Een betere les"
    draft.obstacle_links = [LessonObstacle(obstacle=factories.obstacle("J2"))]
    draft.partnership_links = [LessonPartnership(partnership=factories.partnership("Alfa"))]
    draft.save_revision()
    return lesson


def test_use_in_a_draft_counts_and_is_called_so(lesson_with_a_draft: LessonPage):
    draft_only = [ObstaclePage.objects.get(code="J2"), Partnership.objects.get()]

    assert [
        [(use.kind, use.title, use.in_draft) for use in uses_of(thing)]
        for thing in [ObstaclePage.objects.get(code="J1"), *draft_only]
    ] == [
        [("lesson", "Een betere les", False)],
        [("lesson", "Een betere les", True)],
        [("lesson", "Een betere les", True)],
    ]


def test_obstacle_and_partnership_that_only_a_draft_names_are_kept(
    lesson_with_a_draft: LessonPage, editor: Client
):
    obstacle, partnership = ObstaclePage.objects.get(code="J2"), Partnership.objects.get()

    answers = [
        editor.post(f"/beheer/pages/{obstacle.pk}/delete/"),
        editor.post(f"/beheer/snippets/casebook/partnership/delete/{partnership.pk}/"),
    ]

    assert [(answer.status_code, titles(answer)) for answer in answers] == [
        (409, [("lesson", "Een betere les")])
    ] * 2
    assert "(in a draft)" in answers[0].content.decode()
    assert editor.get(f"/beheer/pages/{lesson_with_a_draft.pk}/edit/").status_code == 200


def test_obstacle_of_a_scheduled_version_is_kept_when_a_later_draft_leaves_it_out(
    lesson_with_a_draft: LessonPage,
):
    scheduled = LessonPage.objects.get().latest_revision
    scheduled.approved_go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save()
    lesson_with_a_draft.save_revision()

    assert [use.in_draft for use in uses_of(ObstaclePage.objects.get(code="J2"))] == [True]


def test_earlier_draft_does_not_count(lesson_with_a_draft: LessonPage):
    lesson_with_a_draft.save_revision()

    assert uses_of(ObstaclePage.objects.get(code="J2")) == []


def test_draft_that_names_what_is_gone_does_not_stand_in_the_way(lesson_with_a_draft: LessonPage):
    ObstaclePage.objects.get(code="J2").delete()

    assert [use.in_draft for use in uses_of(Partnership.objects.get())] == [True]
