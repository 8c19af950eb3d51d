"""Commands that need the tables of the index say so where there are none, and do not fail half-way."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext as _


class OnTables(BaseCommand):
    """Ends with a hint when the database is not there, or was never migrated."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            hint = _("Is this the database of the site, and was `manage.py migrate` run on it?")
            # PostgreSQL says in further lines where in its statement; that helps nobody here.
            raise CommandError(f"{str(error).splitlines()[0]}. {hint}") from error
