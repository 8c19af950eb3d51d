"""Half a page in a form: kept as a draft, and refused in the words of its screen when it is published."""

from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from casebook.models import (
    LessonIndexPage,
    LessonPage,
    Organisation,
    Partnership,
    PortraitPage,
    Sector,
    ToolPage,
)
from casebook.models import PortraitIndexPage as Portraits
from casebook.models import ToolIndexPage as Tools
from tests.casebook import factories
from tests.casebook.test_admin_forms import add_lesson, address, lesson_form, partnership_form, region_form

pytestmark = pytest.mark.usefixtures("casebook", "english")

# As the screen sends a row that nobody filled in.
BLANK = {"obstacle": "", "ORDER": "1", "DELETE": ""}
PROVENANCE = {
    "written_by": "",
    "last_checked": "",
    "review_due": "",
    "source": "",
    "source_url": "",
    "licence": "cc-by-4.0",
}


def save_draft(editor: Client, **values: Any):
    data = lesson_form(**values)
    del data["action-publish"]
    index = LessonIndexPage.objects.get()
    return editor.post(f"/beheer/pages/add/casebook/lessonpage/{index.pk}/", data)


def test_lesson_with_a_title_only_is_kept_as_a_draft(editor: Client):
    blank = dict.fromkeys(("summary", "context", "approach", "result", "outcome", "slug"), "")

    save_draft(editor, **blank, obstacle_links=inline_formset([BLANK]))

    lesson = LessonPage.objects.get()
    assert (lesson.slug, lesson.live, lesson.obstacle_links.count()) == ("schrijf-het-op", False, 0)


def test_draft_is_saved_again_after_a_row_was_left_blank(editor: Client):
    save_draft(editor, obstacle_links=inline_formset([BLANK]))
    lesson = LessonPage.objects.get()
    data = lesson_form(
        title="Schrijf het samen op",
        obstacle_links=inline_formset([{**BLANK, "obstacle": factories.obstacle().pk, "id": ""}], initial=1),
    )
    del data["action-publish"]

    editor.post(f"/beheer/pages/{lesson.pk}/edit/", data)

    lesson.refresh_from_db()
    newest = lesson.get_latest_revision_as_object()
    assert (newest.title, newest.obstacle_links.count()) == ("Schrijf het samen op", 1)


def test_lesson_with_a_blank_row_is_told_once_what_is_missing(editor: Client):
    response = add_lesson(editor, obstacle_links=inline_formset([BLANK]))

    rows = response.context["form"].formsets["obstacle_links"]
    assert (list(rows.non_form_errors()), [row for row in rows.errors if row]) == (
        ["Choose at least one obstacle: it is how people find this lesson."],
        [],
    )


def test_region_without_a_municipality_is_told_so_once(editor: Client):
    data = region_form([])
    data |= nested_form_data({"memberships": inline_formset([{"municipality": "", "ORDER": "1"}])})

    form = editor.post(address(factories.Region, "add/"), data).context["form"]

    rows = form.formsets["memberships"]
    assert list(rows.non_form_errors()) == ["Choose at least one municipality."]
    assert [row for row in rows.errors if row] == []


def test_row_with_a_note_but_no_organisation_says_what_is_missing_there(editor: Client):
    rows = inline_formset([{"organisation": "", "role": "partner", "note": "leent de werkplaats"}])

    form = editor.post(address(Partnership, "add/"), partnership_form(members=rows)).context["form"]

    assert form.formsets["members"].errors == [{"organisation": ["Choose the organisation."]}]


def test_dates_and_phase_that_do_not_fit_are_each_told_at_their_field(editor: Client):
    data = partnership_form(started="2024-05-01", ended="2024-01-01")

    form = editor.post(address(Partnership, "add/"), data).context["form"]

    assert form.errors == {
        "ended": ["The end lies before the start."],
        "phase": ["There is an end date, so the phase is “ended”."],
    }


def test_same_title_gets_an_address_of_its_own(editor: Client):
    add_lesson(editor)
    add_lesson(editor)
    add_lesson(editor, slug="")

    slugs = list(LessonPage.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["schrijf-het-op", "schrijf-het-op-2", "schrijf-het-op-3"]


def test_address_that_somebody_chose_and_is_taken_is_refused(editor: Client):
    add_lesson(editor)

    response = add_lesson(editor, title="Iets anders")

    assert list(response.context["form"].errors) == ["slug"]


def tool_form(**values: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": "Kaart",
            "slug": "kaart",
            "summary": "",
            "files": inline_formset([{"document": factories.attachment().pk, "variant": "blank"}]),
            "how_to": "",
            "time_needed": "",
            "obstacle_links": inline_formset([]),
            "changes": inline_formset([]),
            "body": streamfield([]),
            "comments": inline_formset([]),
            "action-publish": "action-publish",
            **PROVENANCE,
            **values,
        }
    )


def test_tool_that_does_not_say_what_it_is_for_is_not_published(editor: Client):
    url = f"/beheer/pages/add/casebook/toolpage/{Tools.objects.get().pk}/"

    refused = editor.post(url, tool_form())
    editor.post(url, tool_form(summary="Dan weet je wie wat doet."))

    assert refused.context["form"].errors == {"summary": ["Write down in one line what it is for."]}
    assert ToolPage.objects.get().summary == "Dan weet je wie wat doet."


def test_row_left_blank_says_nothing_when_the_form_comes_back_for_something_else(editor: Client):
    blank = {"document": "", "variant": "blank", "version": "", "pages": "", "ORDER": "1", "DELETE": ""}
    data = tool_form(slug="geen goed adres!", files=inline_formset([blank]))
    del data["action-publish"]

    form = editor.post(f"/beheer/pages/add/casebook/toolpage/{Tools.objects.get().pk}/", data).context["form"]

    assert list(form.errors) == ["slug"]
    assert [row.errors for row in form.formsets["files"]] == [{}]


def test_portrait_without_a_story_is_not_published(editor: Client):
    data = nested_form_data(
        {
            "title": "Eén school",
            "slug": "een-school",
            "summary": "",
            "partnership": factories.partnership().pk,
            "started_from": "",
            "based_on": "",
            "body": streamfield([]),
            "comments": inline_formset([]),
            "action-publish": "action-publish",
            **PROVENANCE,
        }
    )

    response = editor.post(f"/beheer/pages/add/casebook/portraitpage/{Portraits.objects.get().pk}/", data)

    assert response.context["form"].errors == {
        "summary": ["Write down in one or two sentences who they are."],
        "body": ["Tell the story. A few paragraphs are enough."],
    }
    assert "Tell the story. A few paragraphs are enough." in response.content.decode()
    assert not PortraitPage.objects.exists()


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Organisation, {"name": "Albeda", "kind": "mbo", "website": ""}),
        (Sector, {"name": "Zorg", "slug": ""}),
    ],
)
def test_small_thing_is_made_in_the_dialogue_that_chooses_one(editor: Client, model: type, values: dict):
    dialogue = f"/beheer/snippets/choose/casebook/{model._meta.model_name}/"
    prefix = f"new-{model._meta.model_name}"

    offered = editor.get(dialogue).json()["html"]
    answer = editor.post(f"{dialogue}create/", {f"{prefix}-{name}": value for name, value in values.items()})

    assert f'name="{prefix}-name"' in offered
    assert (answer.json()["step"], model.objects.get().name) == ("chosen", values["name"])


def refused(editor: Client, data: dict) -> bool:
    answer = editor.post(f"/beheer/pages/add/casebook/toolpage/{Tools.objects.get().pk}/", data)
    return answer.status_code == 400 and not ToolPage.objects.exists()


@pytest.mark.parametrize(
    ("files", "changes"),
    [
        *[("501", "0"), ("250", "251"), ("0", "9" * 5_000), ("+501", "0"), (" 501", "0"), ("501.0", "0")],
        *[("0000000000501", "0"), ("0", "veel"), ("0", "-1")],
    ],
)
def test_more_rows_than_a_form_can_have_are_refused_also_when_they_are_only_counted(
    editor: Client, files: str, changes: str
):
    rows = {"files-TOTAL_FORMS": files, "changes-TOTAL_FORMS": changes}

    assert refused(editor, tool_form(files=inline_formset([])) | rows)


def test_more_rows_than_a_form_can_have_are_refused_also_when_they_are_sent(editor: Client):
    blank = {"version": "", "date": "", "note": ""}

    assert refused(editor, tool_form(changes=inline_formset([blank] * 501)))
    assert not refused(editor, tool_form(slug="geen goed adres!", changes=inline_formset([blank] * 2)))
