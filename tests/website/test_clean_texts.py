"""Texts are saved without what nobody sees in them."""

import json

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.rich_text import RichText

from accounts.models import User
from website.clean_texts import clean_texts
from website.letters import cleaned
from website.models import HomePage, StandardPage

# As Word, a PDF and a broken program leave it.
PASTED = "Stage\u00adbege\u200blei\u2060ding\x02\ufeff"
CLEAN = "Stagebegeleiding"
TEXTS = {"CharField", "EmailField", "SlugField", "TextField", "URLField"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PASTED, CLEAN),
        ("regel\x0bregel\u2028regel\tvak\r\n", "regel\nregel\nregel\tvak\r\n"),
        ("\x00\x1b[0m\x7f\x9f\ufffe", "[0m"),
        ("\u202eomgekeerd\u202c", "omgekeerd"),
        # The joiners inside pictograms, and accents and blanks of every kind, are text.
        ("👩‍👧 e\u0301 é\u00a0€ ﬁets", "👩‍👧 e\u0301 é\u00a0€ ﬁets"),
    ],
)
def test_text_loses_what_cannot_be_seen_and_nothing_else(text: str, expected: str):
    assert cleaned(text) == expected


def test_every_text_of_every_model_is_cleaned(db):
    left = []
    for model in apps.get_models():
        texts = [field.attname for field in model._meta.concrete_fields if field.get_internal_type() in TEXTS]
        instance = model(**dict.fromkeys(texts, PASTED))

        clean_texts(instance)

        left += [f"{model.__name__}.{name}" for name in texts if getattr(instance, name) == PASTED]
    assert left == []


def pasted_page() -> StandardPage:
    page = StandardPage(title=PASTED, slug="pagina", summary=f"{PASTED}\x0bmeer", search_description=PASTED)
    page.body = [
        ("text", {"heading": PASTED, "text": RichText(f"<p>Over <b>{PASTED}</b></p>")}),
        ("quote", {"text": PASTED, "who": PASTED}),
    ]
    return page


def test_page_and_the_blocks_of_its_story_are_saved_clean(home: HomePage):
    page = home.add_child(instance=pasted_page())

    saved = StandardPage.objects.get(pk=page.pk)
    said = json.dumps(saved.body.get_prep_value(), ensure_ascii=False)
    assert (saved.title, saved.draft_title, saved.summary) == (CLEAN, CLEAN, f"{CLEAN}\nmeer")
    assert (said, said.count(CLEAN)) == (cleaned(said), 4)


def test_draft_is_kept_clean_as_well(home: HomePage):
    page = home.add_child(instance=StandardPage(title="Pagina", slug="pagina"))
    page.title, page.body = PASTED, pasted_page().body

    page.save_revision()

    draft = page.get_latest_revision_as_object()
    said = json.dumps(draft.body.get_prep_value(), ensure_ascii=False)
    assert (draft.title, said, said.count(CLEAN)) == (CLEAN, cleaned(said), 4)


def test_text_of_which_nothing_is_left_is_missing(client, home: HomePage):
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))
    counts = {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    typed = {"title": "\u00ad\u200b", "slug": "", "summary": PASTED, "body-count": "0", **counts}

    answer = client.post(
        reverse("wagtailadmin_pages:add", args=["website", "standardpage", home.pk]),
        {**typed, "action-publish": "1"},
    )

    assert "title" in answer.context["form"].errors
    assert StandardPage.objects.count() == 0
