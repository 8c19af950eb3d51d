"""The casebook in the admin: forms that keep what was typed and say what is wrong at its field."""

from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from casebook.geo.outlines import dissolve
from casebook.models import (
    LessonIndexPage,
    LessonPage,
    Municipality,
    Partnership,
    Region,
    Sighting,
)
from tests.casebook import factories
from tests.casebook.factories import GOES, KAPELLE

pytestmark = pytest.mark.usefixtures("casebook", "english")


def address(model: type, rest: str = "") -> str:
    return f"/beheer/snippets/casebook/{model._meta.model_name}/{rest}"


def region_form(codes: list[str], **values: Any) -> dict[str, Any]:
    rows = [
        {
            "municipality": Municipality.objects.get(code=code).pk,
            "valid_from": "",
            "valid_until": "",
            **values,
        }
        for code in codes
    ]
    return nested_form_data(
        {
            "name": "Bevelanden",
            "description": "",
            "kind": "own",
            "slug": "",
            "memberships": inline_formset(rows),
        }
    )


def test_region_is_drawn_when_its_form_is_saved(editor: Client):
    for code in (GOES, KAPELLE, "GM9999"):
        factories.municipality(code)

    response = editor.post(address(Region, "add/"), region_form([GOES, KAPELLE, "GM9999"]), follow=True)

    region = Region.objects.get(name="Bevelanden")
    assert (region.outline, region.slug) == (dissolve([GOES, KAPELLE]).path, "bevelanden")
    assert "Not on the map, as there is no shape for: GM9999." in response.content.decode()


def test_form_of_a_region_redraws_its_partnerships(editor: Client):
    region = factories.region("Bevelanden", (GOES,))
    factories.municipality(KAPELLE)
    partnership = factories.partnership(regions=[region])

    editor.post(address(Region, f"edit/{region.pk}/"), region_form([GOES, KAPELLE]))

    partnership.refresh_from_db()
    assert partnership.outline == dissolve([GOES, KAPELLE]).path


def test_last_day_before_the_first_is_refused_at_its_field(editor: Client):
    factories.municipality(GOES)

    response = editor.post(
        address(Region, "add/"), region_form([GOES], valid_from="2024-01-01", valid_until="2023-01-01")
    )

    assert response.context["form"].formsets["memberships"].errors == [
        {"valid_until": ["The last day lies before the first one."]}
    ]
    assert not Region.objects.filter(name="Bevelanden").exists()


def partnership_form(**values: Any) -> dict[str, Any]:
    organisation, region = factories.organisation(), factories.region()
    return nested_form_data(
        {
            "name": "Samen",
            "question": "Hoe?",
            "phase": "running",
            "started": "",
            "ended": "",
            "website": "",
            "origin": "real",
            "slug": "",
            "members": inline_formset([{"organisation": organisation.pk, "role": "lead", "note": ""}]),
            "region_links": inline_formset([{"region": region.pk}]),
            "sector_links": inline_formset([]),
            **values,
        }
    )


def test_partnership_is_drawn_when_its_form_is_saved(editor: Client):
    editor.post(address(Partnership, "add/"), partnership_form())

    partnership = Partnership.objects.get()
    assert (partnership.name, partnership.outline) == ("Samen", dissolve([GOES]).path)


def test_organisation_that_stands_there_twice_is_refused_in_the_form(editor: Client):
    organisation = factories.organisation()
    row = {"organisation": organisation.pk, "role": "lead", "note": ""}

    response = editor.post(address(Partnership, "add/"), partnership_form(members=inline_formset([row, row])))

    assert response.status_code == 200
    assert response.context["form"].formsets["members"].is_valid() is False
    assert not Partnership.objects.exists()


def test_partnership_without_a_region_is_refused_in_the_form(editor: Client):
    response = editor.post(address(Partnership, "add/"), partnership_form(region_links=inline_formset([])))

    errors = response.context["form"].formsets["region_links"].non_form_errors()
    assert list(errors) == ["A partnership works in at least one region."]
    assert not Partnership.objects.exists()


def test_second_sighting_of_the_same_leads_to_the_first_at_its_field(editor: Client):
    sighting = factories.sighting(obstacle=factories.obstacle())
    values = {
        "partnership": sighting.partnership_id,
        "obstacle": sighting.obstacle_id,
        "state": "through",
        "since": "",
        "what_helped": "",
    }

    response = editor.post(address(Sighting, "add/"), values)

    said = "This partnership has said something about this obstacle already."
    link = f'<a href="{address(Sighting, f"edit/{sighting.pk}/")}">Change what it said</a>'
    assert response.context["form"].errors == {"obstacle": [f"{said} {link}"]}
    # A link on the screen, not its text.
    assert link in response.content.decode()
    assert Sighting.objects.count() == 1


def lesson_form(**values: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": "Schrijf het op",
            "summary": "Waar het over gaat.",
            "slug": "schrijf-het-op",
            "obstacle_links": inline_formset([{"obstacle": factories.obstacle().pk}]),
            "partnership_links": inline_formset([]),
            "tool_links": inline_formset([]),
            "context": "Er speelde iets.",
            "approach": "We deden iets.",
            "result": "Er kwam iets van.",
            "outcome": "failure",
            "applies_when": "partners elkaar kennen",
            "applies_not_when": "",
            "cost": "",
            "time_needed": "",
            "evidence": ["own"],
            "evidence_note": "",
            "body": streamfield(
                [("text", {"heading": "Kop", "text": rich_text("<p>Tekst</p>"), "obstacle": ""})]
            ),
            "written_by": "",
            "last_checked": "",
            "review_due": "",
            "source": "",
            "source_url": "",
            "licence": "cc-by-4.0",
            "seo_title": "",
            "search_description": "",
            "comments": inline_formset([]),
            "action-publish": "action-publish",
            **values,
        }
    )


def add_lesson(editor: Client, **values: Any):
    parent = LessonIndexPage.objects.get()
    return editor.post(f"/beheer/pages/add/casebook/lessonpage/{parent.pk}/", lesson_form(**values))


def test_lesson_with_an_obstacle_is_published_from_its_form(editor: Client):
    add_lesson(editor)

    lesson = LessonPage.objects.get()
    assert (lesson.live, lesson.outcome, lesson.obstacle_links.count()) == (True, "failure", 1)
    assert editor.get(lesson.url).status_code == 200


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"result": "woord " * 26}, "result", "At most 25 words fit here. Leave out 1 word."),
        (
            {"last_checked": "2026-02-01", "review_due": "2026-01-01"},
            "review_due",
            "The next check lies before the last one. Choose a later day.",
        ),
        (
            {"last_checked": "2126-02-01"},
            "last_checked",
            "This day has yet to come. Choose today or an earlier day.",
        ),
        (
            {"source_url": "javascript:alert(1)"},
            "source_url",
            "This is not a web address. Begin with https://, for example https://www.voorbeeld.nl/",
        ),
        ({"approach": ""}, "approach", "Write down what you did. One sentence is enough."),
        ({"summary": ""}, "summary", "Write down in one or two sentences what it is about."),
    ],
)
def test_mistake_is_told_at_its_field_and_the_rest_is_kept(
    editor: Client, values: dict, field: str, message: str
):
    response = add_lesson(editor, **values)

    form = response.context["form"]
    assert form.errors == {field: [message]}
    assert form["context"].value() == "Er speelde iets."
    assert not LessonPage.objects.exists()


def test_lesson_without_an_obstacle_is_not_published(editor: Client):
    response = add_lesson(editor, obstacle_links=inline_formset([]))

    errors = response.context["form"].formsets["obstacle_links"].non_form_errors()
    assert list(errors) == ["Choose at least one obstacle: it is how people find this lesson."]
    assert not LessonPage.objects.exists()


def test_lesson_without_an_obstacle_can_wait_as_a_draft(editor: Client):
    values = lesson_form(obstacle_links=inline_formset([]))
    del values["action-publish"]

    editor.post(f"/beheer/pages/add/casebook/lessonpage/{LessonIndexPage.objects.get().pk}/", values)

    assert LessonPage.objects.get().live is False


@pytest.mark.parametrize("kind", ["obstacle", "portrait"])
def test_copy_form_does_not_offer_to_publish_what_needs_a_change_first(editor: Client, kind: str):
    page = getattr(factories, kind)()

    form = editor.get(f"/beheer/pages/{page.pk}/copy/").context["form"]

    assert "publish_copies" not in form.fields


def test_copy_of_a_lesson_is_published_on_request(editor: Client):
    lesson = factories.lesson()

    editor.post(
        f"/beheer/pages/{lesson.pk}/copy/",
        {
            "new_title": "Nog een",
            "new_slug": "nog-een",
            "new_parent_page": lesson.get_parent().pk,
            "publish_copies": "on",
        },
    )

    copy = LessonPage.objects.get(slug="nog-een")
    assert (copy.live, copy.obstacle_links.count()) == (True, 1)


@pytest.mark.parametrize("kind", ["obstacle", "portrait", "lesson", "tool"])
def test_preview_of_a_draft_shows_what_is_not_public_yet(kind: str):
    page = getattr(factories, kind)()
    page.title = "Een nieuwe titel"
    revision = page.save_revision()

    response = revision.as_object().make_preview_request()

    assert (response.status_code, "Een nieuwe titel" in response.content.decode()) == (200, True)
