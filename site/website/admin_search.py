"""The search backend of the admin's lists and choosers: it looks in the database and keeps no index."""

from modelsearch.backends.database.fallback import DatabaseSearchBackend, DatabaseSearchQueryCompiler


class UnrestrictedQueryCompiler(DatabaseSearchQueryCompiler):
    """Words go together with every order and filter of a list, also by what is counted or of another table.

    The library refuses those that `search_fields` does not declare, as an index would have to know them.
    """

    def check(self) -> None:
        """Refuse nothing: it is the database that orders and filters."""


class AdminSearchBackend(DatabaseSearchBackend):
    """Compares the words with the rows themselves, and so has no index to keep."""

    query_compiler_class = autocomplete_query_compiler_class = UnrestrictedQueryCompiler
