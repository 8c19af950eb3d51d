"""Publishing past the form: what a page needs holds there too, and the screen says what is missing."""

import html
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from accounts.models import User
from casebook.models import LessonIndexPage, LessonPage, ToolIndexPage
from tests.casebook import factories
from website.domain.publishing import index_of

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
            "Summary: Write down in one or two sentences what it is about.",
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


def approval_of(page: Page) -> str:
    """Submit a page to a workflow, and give where it is approved."""
    workflow = Workflow.objects.create(name="Meelezen")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Meelezen"))
    state = workflow.start(page, User.objects.get())
    return f"/beheer/pages/workflow/action/{page.pk}/approve/{state.current_task_state.pk}/"


def test_approval_of_what_is_not_finished_leads_back_to_its_form(editor: Client):
    tool = factories.tool("Een blad")
    tool.unpublish()
    tool.files = []
    tool.save_revision()

    response = editor.post(approval_of(tool), {"comment": ""}, follow=True)

    tool.refresh_from_db()
    said = [str(message).strip() for message in response.context["messages"]]
    assert response.redirect_chain == [(f"/beheer/pages/{tool.pk}/edit/", 302)]
    # In the language of the account, as all that the admin says.
    assert (len(said), "Voeg ten minste één bestand toe om mee te nemen." in said[0]) == (1, True)
    assert (tool.live, tool.workflow_in_progress) == (False, True)


def test_dialogue_of_an_approval_is_led_to_the_form_of_what_is_not_finished(editor: Client):
    half = draft_lesson()

    response = editor.post(approval_of(half), {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})

    assert response.json() == {"step": "success", "redirect": f"/beheer/pages/{half.pk}/edit/"}


def test_approval_of_what_is_finished_publishes_it(editor: Client):
    lesson = factories.lesson()
    lesson.unpublish()

    response = editor.post(approval_of(lesson), {"comment": ""})

    lesson.refresh_from_db()
    assert (response.status_code, lesson.live) == (302, True)


def test_approval_by_who_may_not_edit_tells_nothing_about_the_draft(client: Client, editor: Client):
    address = approval_of(draft_lesson())
    editor.logout()

    response = client.post(address, {"comment": ""})

    assert (response.status_code, "Half af" in response.content.decode()) == (403, False)
