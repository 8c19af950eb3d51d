"""A story's own headings stand one level below what the story stands under."""

import re

import pytest
from django.test import Client

from tests.casebook import factories

pytestmark = pytest.mark.usefixtures("casebook", "english")


@pytest.mark.parametrize(
    ("kind", "level"), [("lesson", 3), ("portrait", 2), ("obstacle", 3), ("tool", 3)], ids=str
)
def test_headings_of_a_story_follow_what_it_stands_under(client: Client, kind: str, level: int):
    body = factories.every_block(factories.attachment())
    body[0]["value"]["heading"] = "Hoe het begon"
    page = getattr(factories, kind)(body=body)

    html = client.get(page.url).content.decode()

    headings = re.findall(r"<h(\d)[^>]*>(Hoe het begon|In het kort)</h\1>", html)
    assert headings == [(str(level), "Hoe het begon"), (str(level), "In het kort")]


def test_cells_of_a_lesson_and_its_story_stand_under_headings_of_their_own(client: Client):
    page = factories.lesson("Een les", body=[factories.text("Hoe het begon")])

    html = client.get(page.url).content.decode()

    main = html[html.index("<main") : html.index("<aside")]
    headings = [
        (level, re.sub("<[^>]+>", "", words).strip())
        for level, words in re.findall(r"<h(\d)[^>]*>(.*?)</h\1>", main, re.S)
    ]
    assert headings == [
        ("1", "Een les"),
        ("2", "What was going on"),
        ("2", "The approach"),
        ("2", "What came of it"),
        ("2", "How strong is the evidence?"),
        ("2", "The whole story"),
        ("3", "Hoe het begon"),
    ]
