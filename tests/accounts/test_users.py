"""Users are known by their e-mail address, whatever its case."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import IntegrityError

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_user_logs_in_with_the_address_in_another_case():
    user = User.objects.create_user("Anna@Example.org", "een lang wachtwoord")

    assert authenticate(username="anna@example.ORG", password="een lang wachtwoord") == user


def test_user_with_the_same_address_in_another_case_is_refused():
    User.objects.create_user("anna@example.org")

    with pytest.raises(IntegrityError):
        User.objects.create_user("ANNA@example.org")


def test_user_without_an_address_is_refused():
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user("")


def test_lost_password_is_replaced_by_the_command_with_the_e_mail_address(monkeypatch):
    user = User.objects.create_user("redactie@voorbeeld.example", "het-oude-wachtwoord")
    monkeypatch.setattr("getpass.getpass", lambda prompt: "een-nieuw-wachtwoord")

    call_command("changepassword", "redactie@voorbeeld.example", stdout=StringIO())

    user.refresh_from_db()
    assert user.check_password("een-nieuw-wachtwoord")
