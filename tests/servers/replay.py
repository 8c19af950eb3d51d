"""What fixtures write in a database is worked out once, and written again by the same statements.

A casebook takes a quarter of a second to make and some milliseconds to write again.
"""

import functools
from collections.abc import Callable
from contextlib import closing
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.utils import timezone
from wagtail.models import Site

READS = ("SELECT", "SAVEPOINT", "RELEASE")
NUMBERS = {
    "sqlite": "SELECT name, seq FROM sqlite_sequence ORDER BY name",
    "postgresql": "SELECT sequencename, last_value FROM pg_sequences ORDER BY sequencename",
}
Statement = tuple[str, Any, bool]
_written: dict[tuple[Any, ...], list[Statement]] = {}
# Whether somebody works it out now.
making = False


def replayed(make: Callable[[], object]) -> None:
    """Call `make`, or write what it wrote when it was called on a database with as many rows in each table.

    It may keep nothing in the process.
    """
    with closing(connection.create_cursor()) as cursor:
        if connection.vendor == "postgresql":
            # There a row that was undone does not give its number back by itself.
            cursor.execute(_reset_numbers())
        cursor.execute(NUMBERS[connection.vendor])
        # Rows hold the day of their making, which a test may have moved.
        key = (make, timezone.now().date(), *cursor.fetchall())
        if key in _written:
            for sql, params, many in _written[key]:
                (cursor.executemany if many else cursor.execute)(sql, params)
        else:
            _written[key] = _noted(make)
    Site.clear_site_root_paths_cache()


@functools.cache
def _reset_numbers() -> str:
    models = apps.get_models(include_auto_created=True)
    return "".join(connection.ops.sequence_reset_sql(no_style(), models))


def _noted(make: Callable[[], object]) -> list[Statement]:
    """Call it, and give the statements that changed something."""
    global making
    statements: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        assert not sql.startswith("ROLLBACK"), "what was undone can not be written again"
        if not sql.startswith(READS):
            statements.append((sql, params, many))
        return execute(sql, params, many, context)

    making = True
    try:
        # Innermost, so that it hears what other wrappers ask as well.
        with connection.execute_wrapper(note):
            make()
    finally:
        making = False
    return statements
