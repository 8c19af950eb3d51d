"""An e-mail address where a web address belongs is told so, and not made into one that leads nowhere."""

import pytest
from django.core.exceptions import ValidationError

from casebook.models import LessonPage
from website.blocks.media import validate_safe_address
from website.forms.addresses import WebAddress

MAIL = "redactie@voorbeeld.example"


@pytest.mark.parametrize("typed", [MAIL, f" {MAIL}", f"mailto:{MAIL}", f"MAILTO:{MAIL}", f"https://{MAIL}/"])
def test_mail_address_is_told_what_it_is(typed: str):
    with pytest.raises(ValidationError) as refused:
        WebAddress(assume_scheme="https").clean(typed)

    assert refused.value.messages == ["Dit is een mailadres. Schrijf een webadres dat begint met https://"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.voorbeeld.nl", "https://www.voorbeeld.nl"),
        ("https://sociaal.example/@regiobrug", "https://sociaal.example/@regiobrug"),
        ("https://voorbeeld.nl/?van=a@b.nl", "https://voorbeeld.nl/?van=a@b.nl"),
    ],
)
def test_web_address_with_an_at_sign_behind_its_host_is_one(typed: str, kept: str):
    assert WebAddress(assume_scheme="https").clean(typed) == kept
    validate_safe_address(kept)


def test_forms_of_pages_ask_their_addresses_so():
    form = LessonPage.get_edit_handler().get_form_class()

    assert isinstance(form.base_fields["source_url"], WebAddress)


def test_block_with_a_link_takes_no_mail_address():
    with pytest.raises(ValidationError):
        validate_safe_address(f"https://{MAIL}/")
