"""Setup publishes what ships, and never touches what an editor made of it."""

import pytest

from casebook.domain.shipped import (
    ensure_index_pages,
    ensure_obstacles,
    ensure_perspectives,
    obstacle_ids_by_code,
)
from casebook.models import ObstaclePage, Perspective
from tests.casebook import factories
from tests.servers.replay import replayed
from website.models import ContentPage

ALL_CODES = [
    *(f"E{n}" for n in range(1, 8)),
    *(f"J{n}" for n in range(1, 10)),
    "R1",
    "R2",
    *(f"S{n}" for n in range(1, 7)),
]


@pytest.fixture
def obstacles(casebook) -> None:
    """The obstacles that ship are published."""
    replayed(ensure_obstacles)


def test_setup_makes_four_perspectives_and_leaves_changed_ones(db):
    ensure_perspectives()
    Perspective.objects.filter(code="legal").update(name="Regels")

    ensure_perspectives()

    names = Perspective.objects.values_list("name", flat=True)
    assert list(names) == ["Sociaal-maatschappelijk", "Economisch", "Regels", "Tussen regio’s"]


def test_setup_makes_the_four_lists_once(home):
    ensure_index_pages(home=home)

    ensure_index_pages(home=home)

    pages = ContentPage.objects.child_of(home)
    assert [(page.slug, page.live, page.show_in_menus) for page in pages] == [
        ("drempels", True, True),
        ("lessen", True, True),
        ("portretten", True, True),
        ("hulpmiddelen", True, True),
    ]


def test_obstacles_need_their_list(db):
    ensure_perspectives()

    with pytest.raises(LookupError, match=r"run manage\.py setup"):
        ensure_obstacles()


def test_all_24_obstacles_are_published_complete_once(obstacles):
    pages = ObstaclePage.objects.all()
    for page in pages:
        assert (page.live, page.has_unpublished_changes) == (True, False)
        assert "" not in (page.summary, page.policy_term, page.label)
        assert [] not in (page.possible["points"], page.difficult["points"], list(page.body))
    before = {page.code: page.latest_revision_id for page in pages}
    assert ensure_obstacles() == []
    assert dict(ObstaclePage.objects.values_list("code", "latest_revision_id")) == before
    assert sorted(obstacle_ids_by_code()) == ALL_CODES


def test_obstacle_that_an_editor_changed_or_withdrew_stays_as_it_is(casebook):
    changed = [factories.obstacle(code, label="In mijn woorden") for code in ALL_CODES[:-1]]
    changed[0].unpublish()

    made = ensure_obstacles()

    assert [page.code for page in made] == [ALL_CODES[-1]]
    kept = ObstaclePage.objects.exclude(code=ALL_CODES[-1])
    assert {page.label for page in kept} == {"In mijn woorden"}
    assert [page.code for page in kept if not page.live] == [ALL_CODES[0]]


def test_obstacle_with_another_code_stays_and_its_first_code_is_not_published_again(obstacles):
    page = ObstaclePage.objects.get(code="J2")
    page.code = "J20"
    page.save_revision().publish()

    assert ensure_obstacles() == []
    assert sorted(obstacle_ids_by_code()) == sorted({*ALL_CODES, "J20"} - {"J2"})


def test_obstacle_whose_address_is_taken_is_left_out_when_nothing_was_written_down_yet(casebook):
    factories.obstacle("J20", slug="over-de-provinciegrens")

    made = ensure_obstacles()

    assert sorted(page.code for page in made) == sorted({*ALL_CODES} - {"J2"})


def test_obstacle_that_an_editor_deleted_stays_away(obstacles):
    ObstaclePage.objects.get(code="R2").delete()

    assert ensure_obstacles() == []
    assert "R2" not in obstacle_ids_by_code()
