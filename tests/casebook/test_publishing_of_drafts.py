"""Publishing past the form: what a page needs holds there too, and the screen says what is missing."""

import html
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from casebook.domain.publishing import index_of
from casebook.models import LessonIndexPage, LessonPage, ToolIndexPage
from tests.casebook import factories

pytestmark = pytest.mark.usefixtures("casebook", "english")


def publish_all(editor: Client, *pages: Page, below: bool = False):
    query = "&".join(f"id={page.pk}" for page in pages)
    data = {"include_descendants": "on"} if below else {}
    return editor.post(f"/beheer/bulk/wagtailcore/page/publish/?{query}", data)


def lines(response) -> list[str]:
    """Give what a screen says is missing."""
    main = response.content.decode().split("nice-padding")[1]
    return [html.unescape(line) for line in re.findall(r"<li>([^<]+)</li>", main)]


def draft_lesson() -> LessonPage:
    page = LessonPage(title="Half af", slug="half-af", live=False)
    index_of(LessonIndexPage).add_child(instance=page)
    page.save_revision(clean=False)
    return page


@pytest.mark.parametrize(("kind", "rows"), [("lesson", "obstacle_links"), ("tool", "files")])
def test_page_without_the_rows_it_needs_is_not_published(kind: str, rows: str):
    page = getattr(factories, kind)()
    page.unpublish()
    setattr(page, rows, [])
    revision = page.save_revision()

    with pytest.raises(ValidationError) as refused:
        revision.publish()

    page.refresh_from_db()
    assert (list(refused.value.message_dict), page.live) == ([rows], False)


def test_half_filled_draft_among_many_is_named_with_what_it_lacks(editor: Client):
    whole, half = factories.lesson("Heel"), draft_lesson()
    whole.unpublish()

    response = publish_all(editor, whole, half)

    assert (response.status_code, lines(response)) == (
        409,
        [
            "How it turned out: This field cannot be blank.",
            "What was going on: This field cannot be blank.",
            "What we did: This field cannot be blank.",
            "What came of it: This field cannot be blank.",
            "Choose at least one obstacle: it is how people find this lesson.",
        ],
    )
    assert f"/beheer/pages/{half.pk}/edit/" in response.content.decode()
    assert list(LessonPage.objects.filter(live=True)) == []


def test_draft_without_a_file_below_its_list_is_refused(editor: Client):
    tool = factories.tool()
    tool.unpublish()
    tool.files = []
    tool.save_revision()

    response = publish_all(editor, index_of(ToolIndexPage), below=True)

    tool.refresh_from_db()
    assert (response.status_code, lines(response), tool.live) == (
        409,
        ["Add at least one file to take along."],
        False,
    )


def test_finished_drafts_are_published_many_at_once(editor: Client):
    drafts = [factories.lesson("Een"), factories.tool("Twee")]
    for page in drafts:
        page.unpublish()

    response = publish_all(editor, *drafts)

    live = Page.objects.filter(pk__in=[page.pk for page in drafts], live=True)
    assert (response.status_code, live.count()) == (302, 2)


def test_form_of_a_published_page_leaves_the_rows_to_its_formsets():
    lesson = factories.lesson()
    lesson.obstacle_links = []

    lesson.full_clean(exclude=["comments"])

    with pytest.raises(ValidationError):
        lesson.full_clean()
