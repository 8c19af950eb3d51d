"""Synonyms of the site: shipped once, then an editor's; edited in the admin with clear words."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from search.analysis.synonyms import shipped_sets
from search.domain.synonyms import ensure_synonyms, synonym_table
from search.models import Synonym

pytestmark = pytest.mark.django_db


def also(word: str) -> set[str]:
    return {one.written for one in synonym_table().expansions((word,))}


def test_shipped_rows_are_loaded_once():
    loaded = ensure_synonyms(), ensure_synonyms()

    assert loaded == (len(shipped_sets()), 0)
    assert Synonym.objects.count() == len(shipped_sets())


def test_every_shipped_row_passes_the_checks_of_an_editor():
    ensure_synonyms()

    for synonym in Synonym.objects.all():
        synonym.full_clean()


def test_what_an_editor_changed_or_deleted_stays_so():
    ensure_synonyms()
    Synonym.objects.filter(term="drempel").update(synonyms="struikelblok")
    Synonym.objects.filter(term="portret").delete()

    ensure_synonyms()

    assert Synonym.objects.get(term="drempel").synonyms == "struikelblok"
    assert not Synonym.objects.filter(term="portret").exists()


def test_table_follows_a_change_at_once():
    synonym = Synonym.objects.create(term="drempel", synonyms="hobbel")
    before = also("drempel")

    synonym.synonyms = "struikelblok"
    synonym.save()
    changed = also("drempel")
    synonym.active = False
    synonym.save()

    assert (before, changed, also("drempel")) == ({"hobbel"}, {"struikelblok"}, set())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"synonyms": ""}, "synonyms"),
        ({"synonyms": "drempels"}, "synonyms"),
        ({"synonyms": "***"}, "synonyms"),
        ({"synonyms": "een twee drie vier vijf zes zeven acht negen"}, "synonyms"),
        ({"term": "-"}, "term"),
        ({"ambiguous": "bol"}, "ambiguous"),
        ({"weight": "0"}, "weight"),
        ({"weight": "1.1"}, "weight"),
    ],
)
def test_synonym_that_cannot_work_is_refused_at_its_field(values, field):
    synonym = Synonym(**{"term": "drempel", "synonyms": "hobbel", **values})

    with pytest.raises(ValidationError) as refused:
        synonym.full_clean()

    assert list(refused.value.message_dict) == [field]


@pytest.fixture
def admin(client, home):
    client.force_login(User.objects.create_superuser("beheer@example.org"))
    return client


FORM = {"term": "drempel", "synonyms": "hobbel", "direction": "both", "weight": "0.6", "active": "on"}


def test_editor_adds_a_synonym_that_counts_at_once(admin):
    response = admin.post(reverse("wagtailsnippets_search_synonym:add"), FORM)

    assert response.status_code == 302
    assert also("drempel") == {"hobbel"}


def test_refused_synonym_comes_back_in_dutch_with_what_was_filled_in(admin):
    response = admin.post(reverse("wagtailsnippets_search_synonym:add"), {**FORM, "synonyms": ""})

    page = response.content.decode()
    assert "Schrijf ten minste één synoniem of Engels woord op." in page
    assert 'value="drempel"' in page


def test_list_of_synonyms_shows_words_and_direction(admin):
    Synonym.objects.create(term="drempel", synonyms="hobbel\nobstakel", english="barrier")

    page = admin.get(reverse("wagtailsnippets_search_synonym:list")).content.decode()

    assert "hobbel, obstakel, barrier" in page


def test_search_asks_once_whether_anything_changed(django_assert_num_queries):
    synonym_table()

    with django_assert_num_queries(1):
        synonym_table()


def test_synonym_whose_making_is_undone_is_used_no_longer():
    synonym_table()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Synonym.objects.create(term="drempel", synonyms="hobbel")
        during = also("hobbel")
        raise ZeroDivisionError

    assert "drempel" in during
    assert "drempel" not in also("hobbel")
