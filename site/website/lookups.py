"""``icontains`` and ``istartswith`` without regard to accents, capitals and the kind of apostrophe.

Every list, chooser and picker of the admin looks with these two, on either database. SQLite by itself is
blind to capitals in ASCII alone, and neither database to accents without an extension.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, TextField
from django.db.models.lookups import IContains, IStartsWith, PatternLookup

from website.letters import APOSTROPHES, folded

# ``folded`` in SQL. In that of PostgreSQL accents go first, so that every locale has lower case for what is
# left; invisible characters were taken out when the text was saved.
_QUOTES = "''" * len(APOSTROPHES)
_FOLDED = {
    "sqlite": "regiobrug_folded({})",
    "postgresql": (
        f"lower(regexp_replace(normalize(translate({{}}::text, '{APOSTROPHES}', '{_QUOTES}'), NFKD), "
        "'[\u0300-\u036f]', '', 'g'))"
    ),
}


class _Folded(PatternLookup):
    """Compares letters as :func:`website.letters.folded` leaves them."""

    before = ""

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        if not self.rhs_is_direct_value():
            return super().as_sql(compiler, connection)
        lhs, params = compiler.compile(self.lhs)
        wanted = connection.ops.prep_for_like_query(folded(str(self.rhs)))
        column = _FOLDED[connection.vendor].format(lhs)
        return rf"{column} LIKE %s ESCAPE '\'", [*params, f"{self.before}{wanted}%"]


class FoldedContains(_Folded, IContains):
    before = "%"


class FoldedStartsWith(_Folded, IStartsWith):
    pass


def register() -> None:
    for field in (CharField, TextField):
        field.register_lookup(FoldedContains)
        field.register_lookup(FoldedStartsWith)


def add_sqlite_function(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            "regiobrug_folded",
            1,
            lambda text: None if text is None else folded(str(text)),
            deterministic=True,
        )
