"""Portraits, lessons, obstacles and tools say what does not fit, each at its field."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction

from casebook.enums import Origin, Phase
from casebook.forms.pages import ToolPageForm
from casebook.models import (
    LessonIndexPage,
    LessonPage,
    ObstacleIndexPage,
    ObstaclePage,
    PortraitIndexPage,
    PortraitPage,
    ToolIndexPage,
    ToolPage,
)
from tests.casebook import factories
from website.models import ContentPage, HomePage

pytestmark = pytest.mark.usefixtures("casebook")
WORDS_25 = " ".join(["woord"] * 25)
DATES_BACKWARDS = {"last_checked": date(2026, 5, 1), "review_due": date(2026, 5, 1)}


def refused(make, **values) -> dict[str, list[str]]:
    """Try to make a page that does not fit, and give what was said at which field."""
    before = ContentPage.objects.count()
    with pytest.raises(ValidationError) as caught:
        make(**values)
    assert ContentPage.objects.count() == before
    return caught.value.message_dict


@pytest.mark.parametrize("cell", ["context", "approach", "result"])
def test_cell_of_a_lesson_holds_25_words(cell: str, english):
    obstacle = factories.obstacle()

    lesson = factories.lesson(obstacles=[obstacle], **{cell: WORDS_25})

    assert getattr(lesson, cell) == WORDS_25
    assert refused(factories.lesson, obstacles=[obstacle], **{cell: f"{WORDS_25} en meer"}) == {
        cell: ["At most 25 words fit here. Leave out 2 words."]
    }


def test_lesson_without_an_obstacle_is_refused(english):
    assert refused(factories.lesson, obstacles=[]) == {
        "obstacle_links": ["Choose at least one obstacle: it is how people find this lesson."]
    }


def test_lesson_without_a_result_is_refused():
    assert list(refused(factories.lesson, obstacles=[factories.obstacle()], result="")) == ["result"]


def test_list_of_lines_is_short_and_each_line_too(english):
    obstacle = factories.obstacle()

    assert refused(factories.lesson, obstacles=[obstacle], applies_when=["regel"] * 7) == {
        "applies_when": ["At most 6 lines fit here; there are 7."]
    }
    assert refused(factories.lesson, obstacles=[obstacle], applies_when=["kort", "x" * 161]) == {
        "applies_when": ["Line 2 is longer than 160 characters. Make two lines of it, or shorten it."]
    }


@pytest.mark.parametrize("kind", ["lesson", "portrait", "tool"])
def test_next_check_before_the_last_one_is_refused(kind: str, english):
    extra = {"obstacles": [factories.obstacle()]} if kind == "lesson" else {}
    extra = {"partnership": factories.partnership()} if kind == "portrait" else extra

    assert refused(getattr(factories, kind), **DATES_BACKWARDS, **extra) == {
        "review_due": ["The next check lies before the last one. Choose a later day."]
    }


def test_second_portrait_of_a_partnership_is_refused(english):
    partnership = factories.partnership()
    factories.portrait("Het eerste", partnership=partnership)

    assert refused(factories.portrait, partnership=partnership) == {
        "partnership": ["This partnership has a portrait already: “Het eerste”. Change that one."]
    }


def test_second_obstacle_of_a_code_is_refused(english):
    factories.obstacle("J1", title="Van niemand")

    assert refused(factories.obstacle, code="J1") == {"code": ["“Van niemand” has code J1 already."]}


@pytest.mark.parametrize("code", ["j1", "J", "J123", "1J", "J1\n"])
def test_code_of_another_form_is_refused(code: str):
    assert "code" in refused(factories.obstacle, code=code)


def test_obstacle_cannot_have_one_perspective_twice(english):
    perspective = factories.perspective()

    assert refused(factories.obstacle, perspective=perspective, second_perspective=perspective) == {
        "second_perspective": ["This is the first perspective already."]
    }


def test_tool_without_a_file_is_refused(english):
    assert refused(factories.tool, files=[]) == {"files": ["Add at least one file to take along."]}


def test_tool_knows_its_phases_in_their_order():
    tool = factories.tool(phases=[Phase.LASTING, Phase.STARTING])

    assert ToolPage.objects.get(pk=tool.pk).phases == ["starting", "lasting"]


def test_unknown_phase_is_refused():
    field = ToolPageForm.base_fields["phases"]

    with pytest.raises(ValidationError):
        field.clean(["starting", "asleep"])


def test_draft_of_a_tool_keeps_its_phases():
    tool = factories.tool(phases=[Phase.STARTING])
    tool.phases = ["running"]

    revision = tool.save_revision()

    assert revision.as_object().phases == ["running"]
    assert ToolPage.objects.get(pk=tool.pk).phases == ["starting"]


def test_copy_of_an_obstacle_has_no_code_and_that_of_a_portrait_no_partnership():
    obstacle, portrait = factories.obstacle("J1"), factories.portrait()

    copies = [
        CopyPageAction(page, update_attrs={"slug": f"{page.slug}-2"}, keep_live=False).execute()
        for page in (obstacle, portrait)
    ]

    assert (copies[0].specific.code, copies[1].specific.partnership) == ("", None)


def test_copied_portrait_can_be_previewed_before_it_has_a_partnership():
    portrait = factories.portrait()
    copy = CopyPageAction(portrait, update_attrs={"slug": "tweede"}, keep_live=False).execute()

    assert copy.make_preview_request().status_code == 200


@pytest.mark.parametrize("kind", ["obstacle", "portrait", "lesson", "tool"])
def test_alias_follows_its_page_when_that_is_published_again(kind: str):
    page = getattr(factories, kind)()
    alias = CreatePageAliasAction(page, update_slug="ook-hier").execute()

    page.title = "Met een nieuwe titel"
    page.save_revision().publish()

    alias.refresh_from_db()
    assert alias.title == "Met een nieuwe titel"


@pytest.mark.parametrize(
    ("index", "page"),
    [
        (LessonIndexPage, LessonPage),
        (ObstacleIndexPage, ObstaclePage),
        (PortraitIndexPage, PortraitPage),
        (ToolIndexPage, ToolPage),
    ],
)
def test_page_lives_below_its_own_list_only(index: type, page: type):
    assert page.allowed_parent_page_models() == [index]
    assert index.allowed_subpage_models() == [page]
    assert index.allowed_parent_page_models() == [HomePage]
    assert not index.can_create_at(HomePage.objects.get())


@pytest.mark.parametrize("origin", list(Origin))
def test_only_portraits_by_the_partnership_itself_are_for_search_engines(origin: Origin):
    portrait = factories.portrait(partnership=factories.partnership(origin=origin))

    assert portrait.noindex is (origin != Origin.REAL)
    indexable = PortraitPage.objects.filter(PortraitPage.indexable_q())
    assert list(indexable) == ([] if portrait.noindex else [portrait])


REAL, ESSAY, FICTIONAL = Origin.REAL, Origin.ESSAY, Origin.FICTIONAL


@pytest.mark.parametrize(
    ("origins", "noindex"),
    [
        ([], False),
        ([REAL], False),
        ([FICTIONAL, REAL], False),
        ([ESSAY], True),
        ([FICTIONAL, ESSAY], True),
    ],
)
def test_lesson_of_which_no_partnership_speaks_for_itself_is_not_for_search_engines(
    client: Client, origins: list[Origin], noindex: bool
):
    partnerships = [factories.partnership(origin=origin) for origin in origins]
    lesson = factories.lesson(partnerships=partnerships)

    page = client.get(lesson.url).content.decode()
    sitemap = client.get("/sitemap.xml").content.decode()

    assert ('<meta name="robots" content="noindex">' in page, sitemap.count(lesson.full_url)) == (
        noindex,
        0 if noindex else 1,
    )


@pytest.mark.parametrize("origin", list(Origin))
@pytest.mark.parametrize("kind", ["lesson", "portrait"])
def test_title_of_a_page_about_something_invented_says_so(client: Client, kind: str, origin: Origin):
    partnership = factories.partnership(origin=origin)
    tie = {"partnership": partnership} if kind == "portrait" else {"partnerships": [partnership]}
    page = getattr(factories, kind)("Samen", **tie)

    html = client.get(page.url).content.decode()
    title = html.split("<title>")[1].split("</title>")[0]
    shared = html.split('<meta property="og:title" content="')[1].split('"')[0]

    assert title == ("Samen (fictief) – Regiobrug" if origin == FICTIONAL else "Samen – Regiobrug")
    assert shared == ("Samen (fictief)" if origin == FICTIONAL else "Samen")


def test_files_of_tool_and_story_are_offered_by_the_published_page_only():
    first, second, draft = (factories.attachment() for _number in range(3))
    body = [{"type": "download", "value": {"document": second.pk, "title": ""}}]
    tool = factories.tool(files=[factories.tool_file(first)], body=body)
    tool.body = [{"type": "download", "value": {"document": draft.pk, "title": ""}}]
    tool.save_revision()

    assert ToolPage.objects.get(pk=tool.pk).live_attachment_ids() == {first.pk, second.pk}
