"""E-mail addresses: which are one person, and which an account may have; the same on every database."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.db import IntegrityError
from django.test import Client

from accounts.email_address import normalized
from accounts.models import User
from demo.people import EMAIL, ensure_editor
from tests.accounts.test_login_throttle import log_in
from tests.servers.commands import said_by
from website.models import HomePage

pytestmark = pytest.mark.django_db
ANNA, VICTIM, PASSWORD = "anna.k@voorbeeld.example", "victim@voorbeeld.example", "een-lang-wachtwoord"
SPELLINGS = {
    "as it is": ANNA,
    "capitals": "Anna.K@VOORBEELD.example",
    "spaces around": f"  {ANNA}\t",
    "wide letters": "ａｎｎａ.k@voorbeeld.example",
    "sign for kelvin": "anna.\N{KELVIN SIGN}@voorbeeld.example",
}
OTHERS = {
    "dotless i": (VICTIM, "vıctim@voorbeeld.example"),
    "dotted capital": (VICTIM, "vİctim@voorbeeld.example"),
    "sharp s": ("strasse@voorbeeld.example", "straße@voorbeeld.example"),
    "accent": ("andre@voorbeeld.example", "andré@voorbeeld.example"),
    "Cyrillic a": (ANNA, "аnna.k@voorbeeld.example"),
    "dots": (ANNA, "annak@voorbeeld.example"),
    "tag": (ANNA, "anna.k+werk@voorbeeld.example"),
    "no text": (VICTIM, "v\udc80ictim@voorbeeld.example"),
}
TAKEN = "Iemand met dit e-mailadres heeft al een account."
INVALID = "Voer een geldig e-mailadres in."
NOT_PLAIN = (
    "Gebruik gewone letters, cijfers en leestekens, zonder accenten: "
    "post aan andere adressen komt niet altijd aan."
)
ODD = {
    "vıctim@voorbeeld.example": NOT_PLAIN,
    "anna@müller.example": NOT_PLAIN,
    '"anna k"@voorbeeld.example': INVALID,
    '"\x01"@voorbeeld.example': INVALID,
    "anna@[192.0.2.1]": INVALID,
    "anna@voorbeeld.example.": INVALID,
    "anna.@voorbeeld.example": INVALID,
    "a" * 65 + "@voorbeeld.example": "Voor de @ staan hoogstens 64 tekens.",
    f"anna@{'.'.join(['b' * 61] * 4)}.{'c' * 59}.example": (
        "Zorg dat deze waarde niet meer dan 254 tekens bevat (het zijn er nu 320)."
    ),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_address_spelled_otherwise_is_the_same_person(spelling):
    user = User.objects.create_user(ANNA, PASSWORD)

    assert authenticate(username=spelling, password=PASSWORD) == user
    assert User.objects.get(email=spelling) == user
    with pytest.raises(IntegrityError):
        User.objects.create_user(spelling)


@pytest.mark.parametrize(("one", "other"), OTHERS.values(), ids=OTHERS)
def test_address_that_looks_alike_is_another_person_and_locks_nobody_out(one, other):
    user = User.objects.create_user(one, PASSWORD)
    stranger = User.objects.create_user(other, "een-ander-wachtwoord")

    assert authenticate(username=one, password=PASSWORD) == user
    assert authenticate(username=other, password=PASSWORD) is None
    assert authenticate(username=other, password="een-ander-wachtwoord") == stranger


def test_address_in_its_one_form_stays_as_it_is():
    letters = [f"{chr(code)}\u0307" for code in range(0x3000)]

    assert [each for each in letters if normalized(normalized(each)) != normalized(each)] == []


def test_user_has_the_address_that_was_kept():
    user = User(email=" Anna.K@Voorbeeld.example")
    user.save()
    User.objects.filter(pk=user.pk).update(email="ANNA.K@voorbeeld.example")

    assert (user.email, User.objects.values_list("email", flat=True).get()) == (ANNA, ANNA)


def test_address_that_is_not_taken_everywhere_is_refused_with_the_reason():
    field = User._meta.get_field("email")

    def refusal(address: str) -> list[str]:
        with pytest.raises(ValidationError) as refused:
            field.clean(address, None)
        return refused.value.messages

    assert {address: refusal(address) for address in ODD} == {address: [why] for address, why in ODD.items()}


@pytest.fixture
def administrator(home: HomePage, client: Client) -> Client:
    client.force_login(User.objects.create_superuser("beheer@voorbeeld.example", PASSWORD))
    return client


def screen_for(name: str) -> tuple[str, dict[str, str], str]:
    """A screen in which an address is filled in: where it is, what else is sent, the name of the field."""
    names = {"first_name": "Noor", "last_name": "Nieuw"}
    if name == "account":
        mine = {f"name_email-{key}": value for key, value in names.items()}
        theme = {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
        return "/beheer/account/", mine | theme, "name_email-email"
    if name == "new user":
        return "/beheer/users/new/", names | {"password1": PASSWORD, "password2": PASSWORD}, "email"
    noor = User.objects.create_user("noor@voorbeeld.example")
    return f"/beheer/users/edit/{noor.pk}/", names | {"is_active": "on"}, "email"


def told(client: Client, screen: tuple[str, dict[str, str], str], address: str) -> tuple[str, str]:
    """What stands with the field, and in it, when this address was filled in."""
    path, more, field = screen
    page = BeautifulSoup(client.post(path, {**more, field: address}).content, "html.parser")
    box = page.find("input", {"name": field})
    return box.find_parent(class_="w-field").find(class_="error-message").get_text(strip=True), box["value"]


SCREENS = ["new user", "edit user", "account"]


@pytest.mark.parametrize("name", SCREENS)
def test_odd_address_is_told_at_its_field_and_not_lost(administrator, name):
    screen = screen_for(name)

    answers = {address: told(administrator, screen, address) for address in ODD}

    assert answers == {address: (why, address) for address, why in ODD.items()}


@pytest.mark.parametrize("name", SCREENS)
def test_address_of_somebody_else_is_told_at_its_field_however_it_is_spelled(administrator, name):
    User.objects.create_user(ANNA)
    screen = screen_for(name)

    answers = [told(administrator, screen, spelling) for spelling in (ANNA, ANNA.upper())]

    assert answers == [(TAKEN, ANNA), (TAKEN, ANNA.upper())]


@pytest.mark.parametrize("name", SCREENS)
def test_address_is_kept_in_its_one_form_from_each_screen(administrator, name):
    path, more, field = screen_for(name)

    answer = administrator.post(path, {**more, field: ANNA.upper()})

    assert (answer.status_code, User.objects.filter(email=ANNA).count()) == (302, 1)


def test_nobody_is_locked_out_by_an_address_that_an_editor_takes(administrator, client):
    User.objects.create_superuser(VICTIM, PASSWORD)
    path, more, field = screen_for("account")
    administrator.post(path, {**more, field: VICTIM.replace("i", "ı", 1)})

    assert log_in(Client(), VICTIM).status_code == 302


def test_spellings_of_an_account_have_one_count_of_attempts(home):
    User.objects.create_superuser(ANNA, PASSWORD)

    answers = [
        log_in(Client(), spelling, "gok", f"192.0.2.{place}").status_code
        for place, spelling in enumerate(2 * list(SPELLINGS.values()) + list(SPELLINGS.values()))
    ]

    assert answers == [200] * 10 + [429] * 5
    assert log_in(Client(), ANNA, PASSWORD).status_code == 429


@pytest.mark.parametrize(
    "address", ["a" * 320, "\x00", '"\x01"@x.nl', "vıctim@voorbeeld.example", "@", "ﷺ" * 250]
)
def test_odd_name_at_the_login_is_refused_without_an_error_of_the_site(home, address):
    assert log_in(Client(), address).status_code == 200


def test_commands_know_an_account_however_its_address_is_spelled(home, monkeypatch):
    user = User.objects.create_user(ANNA, PASSWORD)
    monkeypatch.setattr("getpass.getpass", lambda prompt: "een-nieuw-wachtwoord")

    said_by("changepassword", ANNA.upper())
    hits = said_by("search_query", "stage", "--viewer", ANNA.upper())
    with pytest.raises(CommandError, match="already taken"):
        said_by("createsuperuser", "--noinput", "--email", ANNA.upper())

    user.refresh_from_db()
    assert user.check_password("een-nieuw-wachtwoord")
    assert hits == "0 treffers (database)\n"


@pytest.mark.parametrize("address", ODD)
def test_administrator_with_an_odd_address_is_not_made(address):
    with pytest.raises(CommandError) as refused:
        said_by("createsuperuser", "--noinput", "--email", address)

    assert (str(refused.value), User.objects.count()) == (ODD[address], 0)


@pytest.mark.parametrize("command", ["changepassword", "search_query"])
def test_commands_say_that_there_is_no_account_of_what_is_no_text(command):
    more = ["stage", "--viewer"] if command == "search_query" else []

    with pytest.raises(CommandError, match=r"geen account|does not exist"):
        said_by(command, *more, "v\udc80ictim@voorbeeld.example")


def test_editor_of_the_demo_is_found_again_whatever_the_case():
    editor = User.objects.create_user(EMAIL.upper())

    assert ensure_editor() == (editor, "")
