"""Every change of a page reaches the listeners inside its transaction, whatever path it takes."""

from contextlib import suppress

import pytest
from django.db import connection

from accounts.viewer import Viewer
from tests.journeys.paths import NEW, OLD, PATHS, begin
from website.models import ContentPage

pytestmark = pytest.mark.django_db


class ListenerFailed(Exception):
    """What the promise of a change raises when it cannot be made."""


def public_titles() -> list[tuple[str, str]]:
    pages = ContentPage.objects.visible_to(Viewer.public()).filter(alias_of__isnull=True)
    return sorted(pages.values_list("title", "url_path"))


def shows(word: str) -> int:
    return sum(word in title for title, _path in public_titles())


@pytest.fixture
def walk(home, client, request):
    path = PATHS[request.param]
    walk = begin(home, client)
    path.prepare(walk)
    return path, walk


@pytest.mark.parametrize("walk", PATHS, indirect=True)
def test_change_along_any_path_leaves_the_public_with_what_it_should_see(walk):
    path, steps = walk

    path.walk(steps)

    assert {OLD: shows(OLD), NEW: shows(NEW)} == {OLD: path.old, NEW: path.new}


@pytest.mark.parametrize("walk", [path for path in PATHS if path != "draft in admin"], indirect=True)
def test_change_along_any_path_reaches_a_listener_inside_its_transaction(walk, only_listener):
    path, steps = walk
    heard = []
    # The test itself runs in one transaction; the change must open its own inside it.
    outside = len(connection.savepoint_ids)

    def listen(page_id, **kwargs):
        heard.append((page_id, len(connection.savepoint_ids) > outside))

    only_listener(listen)

    path.walk(steps)

    assert heard
    assert {inside for _page, inside in heard} == {True}


def test_draft_saved_reaches_no_listener(home, client, only_listener):
    steps = begin(home, client)
    heard = []
    only_listener(lambda **change: heard.append(change))

    PATHS["draft in admin"].walk(steps)

    assert heard == []


@pytest.mark.parametrize("walk", [path for path in PATHS if path != "draft in admin"], indirect=True)
def test_change_whose_promise_fails_leaves_everything_public_as_it_was(walk, only_listener):
    path, steps = walk
    steps.admin.raise_request_exception = False
    before = public_titles()
    asked = []

    def fail(**change):
        asked.append(change)
        raise ListenerFailed

    only_listener(fail)
    with suppress(ListenerFailed, AssertionError):
        path.walk(steps)

    # The walk itself may end in many ways; that it came so far is what the rest rests on.
    assert asked
    assert public_titles() == before
