"""``icontains`` and ``istartswith`` as people look: blind to accents and to the kind of apostrophe.

Every list, chooser and picker of the admin looks with these two, on either database. SQLite by itself is
blind to capitals in ASCII alone, and neither database to accents without an extension.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, TextField
from django.db.models.lookups import IContains, IStartsWith, PatternLookup

from website.letters import APOSTROPHES, folded

# ``folded`` in the words of PostgreSQL: without accents first, so that what is left has small letters in
# whatever locale the database has. The invisible letters are gone before a text is saved.
_QUOTES = "''" * len(APOSTROPHES)
_ON_POSTGRESQL = (
    f"lower(regexp_replace(normalize(translate({{}}::text, '{APOSTROPHES}', '{_QUOTES}'), NFKD), "
    "'[\u0300-\u036f]', '', 'g'))"
)
_ON_SQLITE = "regiobrug_folded({})"


class _Folded(PatternLookup):
    """Compares letters as :func:`website.letters.folded` leaves them."""

    before = ""

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return self._compared(_ON_SQLITE, compiler, connection)

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return self._compared(_ON_POSTGRESQL, compiler, connection)

    def _compared(self, function: str, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        if not self.rhs_is_direct_value():
            return super().as_sql(compiler, connection)
        lhs, params = compiler.compile(self.lhs)
        wanted = connection.ops.prep_for_like_query(folded(str(self.rhs)))
        return rf"{function.format(lhs)} LIKE %s ESCAPE '\'", [*params, f"{self.before}{wanted}%"]


class FoldedContains(_Folded, IContains):
    before = "%"


class FoldedStartsWith(_Folded, IStartsWith):
    """Begins with these letters."""


def register() -> None:
    for field in (CharField, TextField):
        field.register_lookup(FoldedContains)
        field.register_lookup(FoldedStartsWith)


def teach_sqlite(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            "regiobrug_folded",
            1,
            lambda text: None if text is None else folded(str(text)),
            deterministic=True,
        )
