"""The content version: every write of what pages show sets another one, in its own transaction."""

import threading
from contextlib import suppress

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from tests.architecture.rooms import ROOMS
from website.models import ContentVersion, StandardPage
from website.page_cache.content_version import current
from website.page_cache.tables import shown_tables
from website.page_cache.write_detection import calls_one_of, changes_pages

pytestmark = pytest.mark.django_db


class Undone(Exception):
    """Undoes what was done in a transaction."""


@pytest.fixture
def page(home):
    return home.add_child(instance=StandardPage(title="Klaproos", slug="klaproos"))


def raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


LINES = """
  insert into wagtailredirects_redirect
    (old_path, is_permanent, redirect_link, redirect_page_route_path, automatically_created)
  values ('/c', true, '', '', false)
"""


def two_redirects() -> list[Redirect]:
    return [Redirect(old_path=path, redirect_link="/") for path in ("/a", "/b")]


WAYS = {
    "made": lambda page: two_redirects()[0].save(),
    "saved": lambda page: page.save(),
    "many made at once": lambda page: Redirect.objects.bulk_create(two_redirects()),
    "many updated": lambda page: StandardPage.objects.filter(pk=page.pk).update(summary="Kort"),
    "many changed one by one": lambda page: StandardPage.objects.bulk_update([page], ["summary"]),
    "updated or made": lambda page: Site.objects.update_or_create(port=80, defaults={"site_name": "x"}),
    "deleted": lambda page: page.delete(),
    "many deleted": lambda page: Site.objects.all().delete(),
    "deleted without a look": lambda page: Site.objects.all()._raw_delete("default"),
    "moved in the tree": lambda page: page.move(page.get_parent(), pos="first-child"),
    "written by hand": lambda page: raw("UPDATE website_homepage SET footer_note = 'x'"),
    "written by hand, in lines": lambda page: raw(LINES),
    "written after a name": lambda page: raw("WITH x AS (SELECT 1) DELETE FROM website_homepage WHERE 1 = 2"),
}


@pytest.mark.parametrize("way", WAYS)
def test_version_is_another_one_after_writing_in_any_way(page, way):
    before = current()

    WAYS[way](page)

    assert current() != before


READS = {
    "read": lambda page: list(Page.objects.all()),
    "locked": lambda page: list(Page.objects.select_for_update()),
    "read by hand": lambda page: raw("WITH x AS (SELECT 1) SELECT * FROM x"),
    "draft": lambda page: page.save_revision(),
    "session": lambda page: call_command("clearsessions"),
    "nothing in a transaction": lambda page: transaction.atomic(lambda: None)(),
}


@pytest.mark.parametrize("way", READS)
def test_version_stays_when_nothing_is_written_that_a_page_shows(page, way):
    before = current()

    READS[way](page)

    assert current() == before


def test_version_undone_with_its_change_comes_again_with_the_next(page):
    before = current()
    with transaction.atomic():
        with suppress(Undone), transaction.atomic():
            page.save()
            raise Undone
        undone = current()
        page.save()
    after = current()

    assert undone == before
    assert after != before


def test_transaction_with_many_changes_renews_once(page, django_assert_num_queries):
    with transaction.atomic():
        Site.objects.update(site_name="first")
        with django_assert_num_queries(2):
            Site.objects.update(site_name="second")
            Site.objects.update(site_name="third")


def test_version_read_within_a_transaction_is_another_one_after_the_next_change(page):
    with transaction.atomic():
        Site.objects.update(site_name="first")
        between = current()
        Site.objects.update(site_name="second")
        after = current()

    assert between != after


def test_database_emptied_has_no_version_until_something_is_written(page):
    ContentVersion.objects.all().delete()
    empty = current()

    page.save()

    assert empty != current() == current()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no functions that write")
@pytest.mark.parametrize(
    "call",
    ["SELECT make_new()", 'SELECT * FROM "public"."make_new" ()', "WITH x AS (SELECT 1) SELECT make_new()"],
)
def test_version_is_another_one_after_a_function_that_may_write_was_selected(page, call):
    body = "UPDATE website_homepage SET run_by = 'x' RETURNING 1"
    raw(f"CREATE FUNCTION make_new() RETURNS int LANGUAGE sql AS $$ {body} $$")
    raw("CREATE FUNCTION make_none() RETURNS int LANGUAGE sql STABLE AS $$ SELECT 1 $$")
    before = current()

    raw("SELECT make_none(), lower('make_new')")
    read = current()
    raw(call)

    assert read == before
    assert current() != before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no functions that write")
def test_table_that_cannot_be_made_is_rolled_back_and_the_rest_goes_on(page):
    with suppress(DatabaseError), transaction.atomic():
        raw("CREATE TABLE website_homepage (id int)")

    assert Page.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize(
    ("statement", "called"),
    [
        ("select make_new()", True),
        ('SELECT * FROM "public"."Make_New" (1)', True),
        ("SELECT lower(x), y FROM make_new WHERE x IN (make_new)", False),
        ("SELECT remake_new()", False),
    ],
)
def test_function_is_known_by_its_name_before_a_bracket(statement, called):
    assert calls_one_of(frozenset({"make_new"}), statement) is called


@pytest.mark.django_db(transaction=True)
def test_row_made_outside_of_a_transaction_is_there_together_with_its_version():
    """Nobody sees the row in the old version, nor the new version without the row."""
    seen: list[tuple[bool, bool]] = []
    ContentVersion.objects.all().delete()
    ContentVersion.objects.create(word="old")

    def look() -> None:
        try:
            seen.append((Redirect.objects.exists(), current() != "old"))
        finally:
            connection.close()

    def look_from_elsewhere(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if "redirect" in sql and connection.vendor != "sqlite":
            # For SQLite see the processes of test_pages_side_by_side.py: here it lies in memory.
            thread = threading.Thread(target=look)
            thread.start()
            thread.join()
        return answer

    with connection.execute_wrapper(look_from_elsewhere):
        Redirect.objects.create(old_path="/a", redirect_link="/b")
    look()

    assert {row == renewed for row, renewed in seen} == {True}
    assert seen[-1] == (True, True)


def test_tables_of_our_rooms_that_pages_show_are_these_and_no_others():
    """A new model is no reason to make every page anew, unless a page refers to it or a room says so."""
    ours = [
        model._meta for model in apps.get_models(include_auto_created=True) if model._meta.app_label in ROOMS
    ]

    hidden = [meta.label for meta in ours if not changes_pages(f'UPDATE "{meta.db_table}" SET "x" = 1')]

    assert sorted(hidden) == [
        "accounts.User",
        "accounts.User_groups",
        "accounts.User_user_permissions",
        "outbox.OutboxMessage",
        "outbox.PeriodicTaskRun",
        "search.Entry",
        "search.EntryText",
        "search.ExternalIndex",
        "search.IndexState",
        "search.LeakCount",
        "search.SourceVersion",
        "search.Synonym",
        "website.ContentVersion",
        "website.SeededItem",
    ]


def test_write_to_any_table_that_no_page_shows_leaves_the_version_and_one_to_any_other_does_not(page):
    # The vocabulary is SQLite's own view of the words in the index.
    there = set(connection.introspection.table_names()) - {"search_vocabulary"}
    before, changed = current(), {}
    for table in sorted(there - {ContentVersion._meta.db_table}):
        column = connection.introspection.get_primary_key_column(connection.cursor(), table)
        raw(
            f'UPDATE "{table}" SET "{column}" = "{column}"'
            if column
            else f'DELETE FROM "{table}" WHERE 1 = 2'
        )
        changed[table], before = current() != before, current()

    assert {table for table, is_changed in changed.items() if is_changed} == {
        *(table for table in shown_tables() if table in there),
        "website_rendition",
    }
    assert shown_tables() <= there


@pytest.mark.parametrize(
    ("statement", "changes"),
    [
        ('UPDATE "wagtailcore_page" SET "draft_title" = %s WHERE "wagtailcore_page"."id" = %s', False),
        ('UPDATE "wagtailcore_page" SET "draft_title" = %s, "title" = %s WHERE "id" = %s', True),
        ('UPDATE "wagtailcore_page" SET "draft_title" = (SELECT 1 WHERE 1), "title" = %s WHERE 1', True),
        ("UPDATE wagtailcore_page SET path = 1", True),
        ('INSERT OR IGNORE INTO "website_rendition" ("id") VALUES (1)', False),
        ('DELETE FROM "website_rendition" WHERE "id" = 1', True),
        ('TRUNCATE "website_homepage"', True),
        ('UPDATE "public"."website_homepage" SET "footer_note" = %s', True),
        ("DELETE FROM ONLY website_homepage", True),
        ("MERGE INTO website_homepage USING x", True),
        ('CREATE TABLE "x" ("id" integer)', False),
        ('SAVEPOINT "s1"', False),
        ('SELECT COUNT(*) AS "__count" FROM "x" WHERE "x"."id" IN (1, 2) FOR UPDATE', False),
        ('(SELECT "id" FROM "x") UNION (SELECT "id" FROM "y")', False),
        ('EXPLAIN SELECT MAX("id") FROM "x"', False),
        ("SELECT 1;", False),
        ("SELECT 1; UPDATE website_homepage SET footer_note = 'x'", True),
        ("SAVEPOINT s1; DELETE FROM website_homepage", True),
        ("UPDATE django_session SET x = 1; UPDATE website_homepage SET footer_note = 'x'", True),
        ("WITH gone AS (DELETE FROM website_homepage RETURNING *) SELECT * FROM gone", True),
        ("EXPLAIN ANALYZE DELETE FROM website_homepage", True),
        ("COPY website_homepage FROM STDIN", True),
        ("CALL make_new()", True),
        ("DO $$ BEGIN DELETE FROM website_homepage; END $$", True),
        ("EXECUTE prepared", True),
    ],
)
def test_statement_is_known_by_what_it_does(statement, changes):
    assert changes_pages(statement) is changes
