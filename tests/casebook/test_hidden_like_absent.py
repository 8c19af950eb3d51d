"""Who may not have a page or a file cannot tell by the work it takes whether it is there."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Audience
from tests.casebook import factories
from website.models import ContentPage

pytestmark = pytest.mark.usefixtures("casebook")

VALUES = re.compile(r"'[^']*'|\b\d+\b")


def asked(address: str) -> list[str]:
    """What the database is asked for an address that answers 404, whatever the values in it."""
    visitor = Client(headers={"host": "localhost"})
    visitor.get("/")
    with CaptureQueriesContext(connection) as captured:
        assert visitor.get(address).status_code == 404
    return [VALUES.sub("?", query["sql"]) for query in captured]


@pytest.mark.parametrize(
    "hidden", [{"live": False, "first_published_at": None}, {"audience": Audience.NETWORK}]
)
def test_page_that_is_hidden_takes_the_same_work_as_one_that_is_not_there(hidden):
    lesson = factories.lesson()
    ContentPage.objects.filter(pk=lesson.pk).update(**hidden)

    assert asked(lesson.url) == asked("/lessen/niet-hier/")


def test_file_that_is_hidden_takes_the_same_work_as_one_that_is_not_there():
    file = factories.attachment()
    tool = factories.tool(files=[factories.tool_file(file)])
    ContentPage.objects.filter(pk=tool.pk).update(live=False)

    assert asked(file.url) == asked("/bestanden/987654/blad.txt")


def test_file_that_may_be_had_is_given_and_asked_for_each_time():
    file = factories.attachment(content=b"Vul in.\n")
    factories.tool(files=[factories.tool_file(file)])

    answer = Client(headers={"host": "localhost"}).get(file.url)

    assert (answer.status_code, answer.getvalue()) == (200, b"Vul in.\n")
    assert answer["Cache-Control"] == "private, no-cache"


def test_file_under_the_name_of_an_earlier_version_leads_to_the_one_of_now():
    file = factories.attachment()
    factories.tool(files=[factories.tool_file(file)])

    answer = Client(headers={"host": "localhost"}).get(f"/bestanden/{file.pk}/vorig-jaar.docx")

    assert (answer.status_code, answer["Location"]) == (302, file.url)
