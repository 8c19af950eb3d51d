"""Autosave, and two editors in one page: nothing anybody typed is lost, and readers see none of it."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from accounts.models import User
from accounts.viewer import Viewer
from search.domain.queries.find import find
from search.port import Query
from tests.journeys.paths import OLD, begin
from website.models import StandardPage

pytestmark = pytest.mark.django_db

AUTOSAVE = {"accept": "application/json"}


@pytest.fixture
def walk(home, client):
    return begin(home, client)


def save(
    walk, client, *, title: str, loaded: int | None, autosave: bool = False, overwrite: int | None = None
):
    data = walk.form(title=title)
    if loaded is not None:
        data["loaded_revision_id"] = str(loaded)
        data["loaded_revision_created_at"] = Revision.objects.get(pk=loaded).created_at.isoformat()
    if overwrite is not None:
        data["overwrite_revision_id"] = str(overwrite)
    url = reverse("wagtailadmin_pages:edit", args=[walk.page.pk])
    return client.post(url, data, headers=AUTOSAVE if autosave else {})


def drafts(walk) -> list[str]:
    revisions = walk.fresh().revisions.order_by("created_at", "pk")
    return [revision.content["title"] for revision in revisions]


def second_editor() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("ander@example.org"))
    return client


def test_autosave_keeps_a_draft_that_readers_and_search_do_not_see(walk, client):
    loaded = walk.fresh().latest_revision_id

    first = save(walk, client, title="Half", loaded=loaded, autosave=True)
    mine = first.json()["revision_id"]
    second = save(walk, client, title="Helemaal", loaded=mine, autosave=True, overwrite=mine)

    assert (first.status_code, second.status_code) == (200, 200)
    assert drafts(walk) == [OLD, "Helemaal"]
    assert StandardPage.objects.get(pk=walk.page.pk).title == OLD
    assert find(Query(text="Helemaal"), Viewer.public()).results.total == 0


def test_autosave_over_somebody_elses_newer_draft_is_refused_and_changes_nothing(walk, client):
    loaded = walk.fresh().latest_revision_id
    save(walk, second_editor(), title="Van de ander", loaded=loaded)

    refused = save(walk, client, title="Van mij", loaded=loaded, autosave=True)

    assert refused.status_code == 400
    assert refused.json()["error_code"] == "invalid_revision"
    assert drafts(walk) == [OLD, "Van de ander"]


def test_two_editors_who_both_save_each_leave_a_version_to_go_back_to(walk, client):
    loaded = walk.fresh().latest_revision_id

    save(walk, second_editor(), title="Van de ander", loaded=loaded)
    save(walk, client, title="Van mij", loaded=loaded)

    assert drafts(walk) == [OLD, "Van de ander", "Van mij"]
    assert StandardPage.objects.get(pk=walk.page.pk).title == OLD


def test_form_that_is_refused_keeps_what_was_typed(walk, client):
    data = walk.form(title="", summary="Dit had ik al getypt.", **{"action-publish": "1"})

    response = client.post(reverse("wagtailadmin_pages:edit", args=[walk.page.pk]), data)

    form = response.context["form"]
    assert list(form.errors) == ["title"]
    assert form["summary"].value() == "Dit had ik al getypt."
    assert StandardPage.objects.get(pk=walk.page.pk).title == OLD
