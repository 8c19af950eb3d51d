"""A process of the site that brings its database back to an older version, and forward again, for the tests.

fill                add a row of what the demo lacks
back STATE FILE     unapply our migrations, to the `first` of each room or to the one `before` the last; write
                    down in FILE every row that the database then holds
forward FILE [BAD…] migrate as an upgrade does, then a step more for each BAD, that loses something; answer
                    with what of FILE is gone or another
serve WORDS         ask for every page that is live, and search for the words
"""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

from django.contrib.auth.models import Permission  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, migrations  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.db.migrations.graph import MigrationGraph  # noqa: E402
from django.db.migrations.migration import Migration  # noqa: E402
from django.test import Client  # noqa: E402
from PIL import Image as Pixels  # noqa: E402
from wagtail.models import Page  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.viewer import Viewer  # noqa: E402
from casebook.models import LessonPage  # noqa: E402
from events.models import MeetingLesson, MeetingPage  # noqa: E402
from outbox.drain import drain  # noqa: E402
from outbox.sweeps import sweep  # noqa: E402
from search.domain.queries.find import find  # noqa: E402
from search.models import LeakCount  # noqa: E402
from search.port import Query  # noqa: E402
from tests.architecture.rooms import ROOMS  # noqa: E402
from website.models import Picture  # noqa: E402

# Made out of the pages again by a migration or by `search_reindex`; the mark that content changed, as a
# migration may change it; and the record of migrations itself.
DERIVED = {"django_migrations", "search_entry", "search_entrytext", "search_indexstate"}
DERIVED |= {"website_contentstamp"}

Rows = dict[str, dict[str, Any]]


def forget_a_column(_apps: Any, editor: Any) -> None:
    editor.execute("UPDATE casebook_lessonpage SET approach = ''")


def forget_a_row(_apps: Any, editor: Any) -> None:
    editor.execute("DELETE FROM casebook_sighting WHERE id = (SELECT min(id) FROM casebook_sighting)")


BAD: dict[str, tuple[str, list[Any]]] = {
    "field": ("casebook", [migrations.RemoveField("region", "description")]),
    "model": ("outbox", [migrations.DeleteModel("promise")]),
    "column": ("casebook", [migrations.RunPython(forget_a_column)]),
    "row": ("casebook", [migrations.RunPython(forget_a_row)]),
}


def fill() -> None:
    """A row of each table of ours that the demo leaves empty."""
    paint = io.BytesIO()
    Pixels.effect_noise((400, 300), 60).save(paint, "JPEG")
    file = ContentFile(paint.getvalue(), name="draaibank.jpg")
    Picture.objects.create(title="Werkplaats", description="Een draaibank", file=file)
    drain(limit=1000)
    sweep()
    lesson, meeting = LessonPage.objects.first(), MeetingPage.objects.first()
    MeetingLesson.objects.create(page=meeting, lesson=lesson)
    LeakCount.objects.create(reason="stale", count=3)
    User.objects.get().user_permissions.add(Permission.objects.first())


def back(state: str, file: Path) -> dict[str, int]:
    """Answers with how many rows of each table the older database holds."""
    executor = MigrationExecutor(connection)
    executor.migrate(older(executor.loader.graph, state))
    rows = every_row()
    file.write_text(json.dumps(rows))
    return {table: len(found) for table, found in rows.items()}


def older(graph: MigrationGraph, state: str) -> list[tuple[str, str]]:
    """The last migration of each room at that time: what the chosen ones need is older than they are."""
    lines = {}
    for room in ROOMS:
        for leaf in graph.leaf_nodes(room):
            lines[room] = [node for node in graph.forwards_plan(leaf) if node[0] == room]
    chosen = [line[0] if state == "first" else line[-2:][0] for line in lines.values()]
    needed = {node for each in chosen for node in graph.forwards_plan(each)}
    return [[node for node in line if node in needed][-1] for line in lines.values()]


def every_row() -> dict[str, Rows]:
    """Every row by table and key, each value as text."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            keys = connection.introspection.get_primary_key_columns(cursor, table)
            if keys and table not in DERIVED:
                cursor.execute(f'SELECT * FROM "{table}"')
                names = [column[0] for column in cursor.description]
                rows = [dict(zip(names, map(repr, row), strict=True)) for row in cursor.fetchall()]
                found[table] = {" ".join(row[key] for key in keys): row for row in rows}
    return found


def forward(file: Path, *bad: str) -> list[str]:
    call_command("migrate", verbosity=0)
    for each in bad:
        room, operations = BAD[each]
        step = type("Migration", (Migration,), {"operations": operations})(each, room)
        executor = MigrationExecutor(connection)
        executor.apply_migration(executor.loader.project_state(), step)
    return sorted(set(lost(json.loads(file.read_text()), every_row())))


def lost(before: dict[str, Rows], after: dict[str, Rows]) -> Iterator[str]:
    """What was there before and is not the same now."""
    for table, rows in before.items():
        if table not in after:
            yield f"table {table}"
            continue
        for key, row in rows.items():
            if key not in after[table]:
                yield f"row of {table}"
                continue
            now = after[table][key]
            yield from (f"column {table}.{name}" for name in row if name not in now)
            yield from (f"value of {table}.{name}" for name in row if name in now and now[name] != row[name])


def serve(words: str) -> dict[str, Any]:
    """Answers with how many pages there are, which of them do not show, and how many hits the words have."""
    visitor = Client(headers={"host": "localhost"})
    paths = [page.get_url() for page in Page.objects.filter(depth__gte=2, live=True).order_by("path")]
    wrong = [path for path in paths if visitor.get(path).status_code != 200]
    return {"pages": len(paths), "wrong": wrong, "hits": find(Query(words), Viewer.public()).total}


COMMANDS: dict[str, Callable[..., Any]] = {
    "fill": fill,
    "back": lambda state, file: back(state, Path(file)),
    "forward": lambda file, *bad: forward(Path(file), *bad),
    "serve": serve,
}

if __name__ == "__main__":
    print(json.dumps(COMMANDS[sys.argv[1]](*sys.argv[2:])))  # noqa: T201
