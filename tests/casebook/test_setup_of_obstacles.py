"""Setup publishes what ships, and never touches what an editor made of it."""

import pytest

from casebook.domain.index_pages import ensure_index_pages
from casebook.domain.obstacles import ensure_obstacles, obstacle_ids_by_code
from casebook.domain.perspectives import ensure_perspectives
from casebook.models import ObstacleIndexPage, ObstaclePage, Perspective
from tests.casebook import factories
from website.models import ContentPage

ALL_CODES = [
    *(f"E{n}" for n in range(1, 8)),
    *(f"J{n}" for n in range(1, 10)),
    "R1",
    "R2",
    *(f"S{n}" for n in range(1, 7)),
]


def test_setup_makes_four_perspectives_and_leaves_changed_ones(db):
    ensure_perspectives()
    Perspective.objects.filter(code="legal").update(name="Regels")

    assert ensure_perspectives() == []
    names = Perspective.objects.values_list("name", flat=True)
    assert list(names) == ["Sociaal-maatschappelijk", "Economisch", "Regels", "Tussen regio’s"]


def test_setup_makes_the_four_lists_once(home):
    ensure_index_pages(home=home)

    assert ensure_index_pages(home=home) == []
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


def test_all_24_obstacles_are_published_complete(casebook):
    made = ensure_obstacles()

    assert sorted(page.code for page in made) == ALL_CODES
    for page in ObstaclePage.objects.all():
        assert (page.live, page.has_unpublished_changes) == (True, False)
        assert "" not in (page.summary, page.policy_term, page.label)
        assert [] not in (page.possible["points"], page.difficult["points"], list(page.body))
        page.full_clean()


def test_obstacle_that_an_editor_changed_stays_as_it_is(casebook):
    mine = factories.obstacle("J1", label="In mijn woorden")
    mine.unpublish()

    made = ensure_obstacles()

    assert len(made) == 23
    kept = ObstaclePage.objects.get(code="J1")
    assert (kept.pk, kept.label, kept.live) == (mine.pk, "In mijn woorden", False)


def test_setup_again_publishes_nothing(casebook):
    ensure_obstacles()
    before = dict(ObstaclePage.objects.values_list("code", "latest_revision_id"))

    assert ensure_obstacles() == []
    assert dict(ObstaclePage.objects.values_list("code", "latest_revision_id")) == before
    assert sorted(obstacle_ids_by_code()) == ALL_CODES
    assert ObstacleIndexPage.objects.get().get_children().count() == 24
