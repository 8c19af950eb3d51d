"""What follows from a log: an acknowledged operation happened, a refused one did not, others may have."""

import random

import pytest

from tests.chaos import message_checks, page_checks, picture_checks  # noqa: F401
from tests.chaos.history import tell
from tests.chaos.inside.points import POINTS
from tests.chaos.nemesis import ALWAYS, FAULTS, deal
from tests.chaos.pages import PageState

NOTHING = PageState()
FIRST = PageState(there=True, live=True, words=1, draft=1, place="kaap")
SECOND = PageState(there=True, live=True, words=2, draft=2, place="kaap")
HALF = PageState(there=True, live=True, words=1, draft=2, place="kaap")
GONE = PageState(there=True, live=False, words=1, draft=1, place="kaap")
ADD = {"op": "add", "words": 1, "place": "kaap"}
EDIT = {"op": "edit", "words": 2}


def log(*steps: tuple) -> list[dict]:
    """Lines of a log about one page: each step an operation and how it ended, or a line as it is."""
    entries: list[dict] = []

    def line(**more) -> int:
        number = len(entries)
        entries.append({"n": number, "at": float(number), "kind": "page", "key": "ed0p1", **more})
        return number

    for what, end in steps:
        if what == "look":
            line(event="look", by="page", place="kaap")
        elif what == "saw":
            ref = max(entry["n"] for entry in entries if entry["event"] == "look")
            line(event="saw", ref=ref, status=200 if end else 404, words=end, found=bool(end))
        else:
            intent = line(event="intent", **what)
            if end:
                line(event=end, ref=intent)
    return entries


def states(*steps: tuple) -> set[PageState]:
    return set(tell(log(*steps)).states["page", "ed0p1"])


@pytest.mark.parametrize(
    ("end", "possible"),
    [
        ("ack", {SECOND}),
        ("refused", {FIRST}),
        ("unknown", {FIRST, HALF, SECOND}),
        ("", {FIRST, HALF, SECOND}),
    ],
)
def test_page_is_as_the_answer_to_its_edit_says(end, possible):
    assert states((ADD, "ack"), (EDIT, end)) == possible


def test_page_that_may_not_have_been_made_may_not_be_there():
    assert states((ADD, "unknown")) == {NOTHING, FIRST}


def test_acknowledged_edit_makes_sure_what_was_in_doubt():
    assert states((ADD, "ack"), ({"op": "unpublish"}, "unknown"), (EDIT, "ack")) == {SECOND}


def test_unpublishing_without_an_answer_leaves_both():
    assert states((ADD, "ack"), ({"op": "unpublish"}, "unknown")) == {FIRST, GONE}


@pytest.mark.parametrize(("saw", "lies"), [(1, 1), (2, 0), (0, 1)])
def test_reader_who_looks_after_an_edit_has_to_see_it(saw, lies):
    told = tell(log((ADD, "ack"), (EDIT, "ack"), ("look", None), ("saw", saw)))

    assert len(told.lies) == lies


@pytest.mark.parametrize(("saw", "lies"), [(1, 0), (2, 0), (0, 1), (3, 1)])
def test_reader_who_looks_during_an_edit_may_see_either(saw, lies):
    told = tell(log((ADD, "ack"), ("look", None), (EDIT, "ack"), ("saw", saw)))

    assert len(told.lies) == lies


@pytest.mark.parametrize("kills", [20, 60])
def test_every_run_of_twenty_kills_has_what_must_be_in_it_and_a_longer_one_everything(kills):
    dealt = deal(kills, random.Random("seed"))

    names = [next(dealt).name for _kill in range(kills)]

    assert set(ALWAYS) <= set(names)
    assert len(set(names)) == min(kills, len(FAULTS))
    again = deal(kills, random.Random("seed"))
    assert names == [next(again).name for _kill in range(kills)]


def test_there_are_points_enough():
    assert len(POINTS) >= 10
