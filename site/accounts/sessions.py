"""Sessions in the database, which tell a database that is away from a session that is gone."""

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db import OperationalError


class SessionStore(DatabaseSessionStore):
    """Django takes every error of the database for a session that was deleted, and answers 400."""

    def save(self, must_create: bool = False) -> None:
        """Save the session. Raises OperationalError while the database is away, and UpdateError when the
        session was deleted meanwhile."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise
