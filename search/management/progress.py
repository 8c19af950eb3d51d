"""For commands: a progress bar, and a hint where there are no tables of the index."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

_WIDTH = 30


class Progress:
    """Called with how many are done of how many: a terminal shows it moving, a file gets a line a tenth."""

    def __init__(self, out: Any, label: str) -> None:
        self._out = out
        self._label = label
        self._moving = bool(getattr(out, "isatty", lambda: False)())
        self._last = -1

    def __call__(self, done: int, total: int) -> None:
        share = done / total if total else 1.0
        step = int(share * (100 if self._moving else 10))
        if step == self._last and done != total:
            return
        self._last = step
        bar = "█" * int(share * _WIDTH) + "░" * (_WIDTH - int(share * _WIDTH))
        end = "\n" if done >= total or not self._moving else ""
        start = "\r" if self._moving else ""
        self._out.write(f"{start}{self._label} {bar} {done}/{total}", ending=end)
        self._out.flush()


class OnTables(BaseCommand):
    """Ends with a hint when the database is not there, or was never migrated."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            hint = _("Is this the database of the site, and was `manage.py migrate` run on it?")
            # PostgreSQL says in further lines where in its statement; that helps nobody here.
            raise CommandError(f"{str(error).splitlines()[0]}. {hint}") from error
