"""The README keeps its word: its ten lines make a new type findable."""

import re

import pytest

from accounts.viewer import Viewer
from search.domain.queries.find import find
from search.port import Query
from tests.architecture.rooms import CHECKOUT

pytestmark = pytest.mark.django_db


def ten_lines() -> str:
    readme = (CHECKOUT / "search" / "README.md").read_text("utf-8")
    return re.search(r"```python\n(.*?)```", readme, re.DOTALL)[1]


def test_example_has_at_most_ten_lines():
    assert len([line for line in ten_lines().splitlines() if line.strip()]) <= 10


def test_example_makes_a_new_type_findable(home, only_findable):
    only_findable()

    exec(ten_lines(), {})
    home.footer_note = "Een zandloper onder de brug"
    home.save()

    hits = find(Query(text="zandlopers"), Viewer.public()).hits
    assert [(one.hit.kind, one.page) for one in hits] == [("home", home)]
