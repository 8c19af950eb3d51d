"""Previews: what an editor sees of a page that is new, half filled or changed."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

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
from website.domain.publishing import index_of
from website.models import ContentPage

pytestmark = pytest.mark.usefixtures("casebook", "english")
LISTS: dict[type[ContentPage], type[ContentPage]] = {
    ObstaclePage: ObstacleIndexPage,
    LessonPage: LessonIndexPage,
    PortraitPage: PortraitIndexPage,
    ToolPage: ToolIndexPage,
}
KINDS = {"obstacle": ObstaclePage, "lesson": LessonPage, "portrait": PortraitPage, "tool": ToolPage}


def as_new(page: ContentPage) -> ContentPage:
    """Give a page its place below its list without saving it, as the preview of a new page does."""
    parent = index_of(LISTS[type(page)])
    page.pk = page.id = None
    page.depth = parent.depth + 1
    page.path = page._get_path(parent.path, page.depth, 99)
    page.set_url_path(parent)
    return page


def preview_of(page: ContentPage) -> tuple[int, bool]:
    response = page.make_preview_request()
    return response.status_code, "Een nieuwe titel" in response.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_preview_of_a_new_page_with_only_a_title_is_shown(kind: str):
    page = as_new(KINDS[kind](title="Een nieuwe titel", slug="nieuw"))

    assert preview_of(page) == (200, True)


@pytest.mark.parametrize("kind", KINDS)
def test_preview_of_a_new_page_that_is_full_is_shown(kind: str):
    filled = getattr(factories, kind)().save_revision().as_object()
    filled.title = "Een nieuwe titel"

    assert preview_of(as_new(filled)) == (200, True)


@pytest.mark.parametrize("kind", KINDS)
def test_preview_of_a_saved_draft_with_only_a_title_is_shown(kind: str):
    page = KINDS[kind](title="Een nieuwe titel", slug="nieuw", live=False)
    if kind == "obstacle":
        page.perspective = factories.perspective()
    index_of(LISTS[KINDS[kind]]).add_child(instance=page)

    assert preview_of(page.save_revision(clean=False).as_object()) == (200, True)


@pytest.mark.parametrize("kind", KINDS)
def test_preview_of_a_full_page_with_changes_is_shown(kind: str):
    page = getattr(factories, kind)()
    page.title = "Een nieuwe titel"

    assert preview_of(page.save_revision().as_object()) == (200, True)


def test_lesson_without_outcome_is_previewed_from_its_form(editor: Client):
    parent = index_of(LessonIndexPage)
    address = f"/beheer/pages/add/casebook/lessonpage/{parent.pk}/preview/"
    rows = ("obstacle_links", "partnership_links", "tool_links", "comments")
    fields = ("summary", "context", "approach", "result", "outcome", "applies_when", "applies_not_when")
    takes = ("cost", "time_needed")
    more = ("evidence_note", "written_by", "last_checked", "review_due", "source", "source_url")
    form = {
        "title": "Een nieuwe titel",
        "slug": "nieuw",
        "licence": "cc-by-4.0",
        "body": streamfield([]),
        **{name: inline_formset([]) for name in rows},
        **dict.fromkeys((*fields, *takes, *more, "seo_title", "search_description"), ""),
    }

    posted = editor.post(address, nested_form_data(form)).json()
    shown = editor.get(address)

    assert (posted["is_available"], shown.status_code) == (True, 200)
    assert "Een nieuwe titel" in shown.content.decode()
