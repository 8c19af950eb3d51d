"""The search backend of the admin's lists and choosers: it looks in the database and keeps no index."""

from modelsearch.backends.database.fallback import DatabaseSearchBackend, DatabaseSearchQueryCompiler


class UnrestrictedQueryCompiler(DatabaseSearchQueryCompiler):
    """Allows every order and filter of a list beside the words, also by annotations and other tables.

    The library refuses those that `search_fields` does not declare, as an index would have to know them.
    """

    def check(self) -> None:
        """Refuse nothing: the database orders and filters."""


class AdminSearchBackend(DatabaseSearchBackend):
    """Searches the rows themselves."""

    query_compiler_class = autocomplete_query_compiler_class = UnrestrictedQueryCompiler
