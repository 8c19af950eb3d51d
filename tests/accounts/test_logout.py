"""Logging out: the button ends the session, a link does nothing."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db

LOGOUT = "/beheer/logout/"


@pytest.fixture
def editor() -> Client:
    """Somebody who is logged in, in a browser that looks where a form comes from."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("redactie@voorbeeld.example"))
    return client


def test_button_ends_the_session(editor):
    page = editor.get(reverse("wagtailadmin_account")).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    answer = editor.post(LOGOUT, {"csrfmiddlewaretoken": token})

    assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_login"))
    assert answer.cookies["sessionid"]["max-age"] == 0
    assert Session.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "head", "options", "put", "post"])
def test_link_or_a_form_of_another_site_logs_nobody_out(editor, method):
    answer = getattr(editor, method)(LOGOUT)

    assert answer.status_code == (403 if method in {"put", "post"} else 405)
    assert "sessionid" not in answer.cookies
    assert editor.get(reverse("wagtailadmin_account")).status_code == 200
