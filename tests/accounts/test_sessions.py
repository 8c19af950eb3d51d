"""A session that cannot be saved: because it was deleted, or because the database is away."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client

from accounts.models import User
from accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def go_away(execute, sql, params, many, context):
    if sql.startswith("UPDATE") and Session._meta.db_table in sql:
        raise OperationalError("server closed the connection unexpectedly")
    return execute(sql, params, many, context)


@pytest.fixture
def session() -> SessionStore:
    made = SessionStore()
    made.create()
    return made


def test_session_of_a_database_that_is_away_is_an_error_of_the_site(session):
    with connection.execute_wrapper(go_away), pytest.raises(OperationalError):
        session.save()


def test_session_that_was_deleted_meanwhile_is_told_as_such(session):
    Session.objects.all().delete()

    with pytest.raises(UpdateError):
        session.save()


def test_request_during_which_the_database_goes_away_is_not_called_wrong(client: Client, home):
    user = User.objects.create_user("redactie@voorbeeld.example", "een goed wachtwoord")
    client.raise_request_exception = False
    client.force_login(user)

    with connection.execute_wrapper(go_away):
        answer = client.post("/beheer/login/", {"username": user.email, "password": "een goed wachtwoord"})

    assert answer.status_code == 500
