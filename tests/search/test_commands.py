"""The commands that people and scripts rely on."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from search.models import Entry
from tests.servers.commands import said_by

pytestmark = pytest.mark.django_db


def test_search_query_prints_ranked_hits_with_their_reason(make_page):
    make_page("Klaproos", slug="klaproos")

    report = json.loads(said_by("search_query", "klaprozen", "--json"))

    assert [(hit["url"], hit["title"], hit["kind"]) for hit in report["hits"]] == [
        ("/klaproos/", "Klaproos", "page")
    ]
    assert report["hits"][0]["score"] > 0
    assert report["hits"][0]["why"][0].startswith("klaprozen ")


def test_search_query_prints_lines_for_people(make_page):
    make_page("Klaproos", slug="klaproos")

    lines = said_by("search_query", "klaproos").splitlines()

    assert lines[0] == "1 treffer (database)"
    assert lines[1].endswith("page       Klaproos  /klaproos/")


@pytest.mark.parametrize("text", ['"', "\x00", "\udcff", "AND OR", "x" * 10_000])
def test_search_query_takes_any_text(make_page, text):
    assert "(database)" in said_by("search_query", text)


def test_search_query_on_behalf_of_nobody_known_is_refused():
    with pytest.raises(CommandError, match=r"geen account van weg@example\.org"):
        said_by("search_query", "stage", "--viewer", "weg@example.org")


def test_search_reindex_builds_everything_and_can_be_repeated(make_page):
    make_page("Klaproos")
    Entry.objects.all().delete()

    twice = said_by("search_reindex"), said_by("search_reindex")

    assert [out.splitlines()[-1] for out in twice] == ["1 pagina is te vinden."] * 2
    assert Entry.objects.count() == 1


def test_search_status_is_quiet_when_all_is_well(make_page, synonyms):
    make_page("Klaproos")

    report = json.loads(said_by("search_status", "--json"))

    assert (report["documents"], report["missing"], report["ghosts"], report["advice"]) == (1, 0, 0, [])


def test_search_status_prints_a_line_for_every_figure(make_page, synonyms):
    make_page("Klaproos")

    figures = json.loads(said_by("search_status", "--json")).keys() - {"advice"}
    lines = said_by("search_status").splitlines()

    assert len(lines) == len(figures)
    assert [line.split() for line in lines[:2]] == [["zoekmachine", "database"], ["antwoordt", "ja"]]


def test_search_status_fails_and_says_the_mend_when_the_index_is_behind(make_page, synonyms, capsys):
    make_page("Klaproos")
    Entry.objects.all().delete()
    errors = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("search_status", stdout=StringIO(), stderr=errors)

    assert ended.value.code == 1
    assert "search_reindex" in errors.getvalue()


@pytest.mark.parametrize("command", [("search_query", "regio"), ("search_reindex",)])
def test_command_says_the_mend_where_the_tables_are_missing(command):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_entry RENAME TO search_entry_elsewhere")

    with pytest.raises(CommandError, match=r"search_entry.*manage\.py migrate"):
        call_command(*command)
