"""How much a request may bring, and what who brings more is told."""

from io import BytesIO

import pytest

from operations.body_limits import FROM_ACCOUNTS, FROM_ANYBODY

pytestmark = pytest.mark.django_db


class Unread(BytesIO):
    """A body that must not be read."""

    def read(self, *args: int) -> bytes:
        raise AssertionError("a body that is refused was read")


def send(client, length: int, **more: str):
    return client.generic("POST", "/beheer/login/", b"", CONTENT_LENGTH=str(length), **more, **UNREAD)


UNREAD = {"wsgi.input": Unread()}


def test_more_than_a_form_by_nobody_in_particular_is_refused_unread(client):
    client.cookies["csrftoken"] = "a" * 32

    answer = send(client, FROM_ANYBODY + 1)

    assert answer.status_code == 413
    assert "Dit is te veel in één keer" in answer.text
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("session", ["z" * 32, "", "a'b"])
def test_invented_session_makes_no_difference(client, session):
    client.cookies["sessionid"] = session

    assert send(client, FROM_ANYBODY + 1).status_code == 413


def test_body_without_a_length_is_refused_unread(admin_client):
    assert send(admin_client, 0, HTTP_TRANSFER_ENCODING="chunked").status_code == 413


def test_more_than_the_largest_upload_is_refused_unread(admin_client):
    assert send(admin_client, FROM_ACCOUNTS + 1).status_code == 413


def test_upload_by_who_is_logged_in_is_taken(admin_client, home):
    answer = admin_client.post("/beheer/images/add/", {"title": "x" * (FROM_ANYBODY + 1)})

    assert answer.status_code == 200


def test_form_by_nobody_in_particular_is_taken(client, home):
    answer = client.post("/beheer/login/", {"username": "x" * 1_000, "password": "y"})

    assert answer.status_code == 200
