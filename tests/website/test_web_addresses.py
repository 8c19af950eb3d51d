"""Where a web address is asked for, an e-mail address is refused in words, in every form there is."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import models
from wagtail.admin.forms.choosers import ExternalLinkChooserForm
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock, URLBlock
from wagtail.contrib.redirects.forms import RedirectForm

from casebook.blocks import story_blocks
from events.blocks import meeting_blocks
from tests.architecture.rooms import ROOMS

TYPED = [
    "redactie@voorbeeld.nl",
    " Redactie@Voorbeeld.nl ",
    "mailto:redactie@voorbeeld.nl",
    "https://ans@voorbeeld.nl/",
]
SAID = "Dit is een mailadres. Hier hoort het adres van een webpagina; dat begint met https://"
WEB = ["https://mastodon.example/@ans", "https://voorbeeld.nl/?van=ans@voorbeeld.nl", "voorbeeld.nl"]


def blocks_of(block: Block, name: str) -> Iterator[tuple[str, URLBlock]]:
    if isinstance(block, StreamBlock | StructBlock):
        for child, inner in block.child_blocks.items():
            yield from blocks_of(inner, f"{name}.{child}")
    elif isinstance(block, ListBlock):
        yield from blocks_of(block.child_block, name)
    elif isinstance(block, URLBlock):
        yield name, block


def every_field() -> dict[str, forms.Field]:
    """The web addresses of our models and stories, and of Wagtail's own forms."""
    found: dict[str, forms.Field] = {}
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            for field in model._meta.concrete_fields:
                if isinstance(field, models.URLField):
                    found[f"{model.__name__}.{field.name}"] = formfield_for_dbfield(field)
    for name, blocks in (("story", story_blocks()), ("meeting", meeting_blocks())):
        found |= {place: block.field for place, block in blocks_of(StreamBlock(blocks), name)}
    found["link in a text"] = ExternalLinkChooserForm.base_fields["url"]
    found["redirect"] = RedirectForm.base_fields["redirect_link"]
    return found


FIELDS = every_field()


def said_by(field: forms.Field, typed: str) -> Any:
    try:
        field.clean(typed)
    except forms.ValidationError as error:
        return error.messages
    return "taken"


def test_fields_for_a_web_address_are_those_that_are_known():
    assert {
        "Organisation.website",
        "LessonPage.source_url",
        "story.video.url",
        "story.call_to_action.url",
    } <= set(FIELDS)


@pytest.mark.parametrize("typed", TYPED)
def test_e_mail_address_is_refused_in_words_by_every_field(typed: str):
    assert {name: said_by(field, typed) for name, field in FIELDS.items()} == {
        name: [SAID] for name in FIELDS
    }


@pytest.mark.parametrize("typed", WEB)
def test_web_address_with_an_at_sign_is_taken(typed: str):
    assert said_by(FIELDS["LessonPage.source_url"], typed) == "taken"
