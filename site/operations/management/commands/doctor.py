"""Say of everything the site needs whether it is well, one line each with the mend."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from operations.checks import examine, is_well


class Command(BaseCommand):
    """Exit status 1 when something needs mending, so that a script can ask too."""

    help = "Check database, search, outbox, servers, mail, address, storage and secrets."

    def handle(self, *args: Any, **options: Any) -> None:
        messages = examine()
        well, wrong = self.style.SUCCESS(_("well ").ljust(6)), self.style.ERROR(_("wrong").ljust(6))
        for message in messages:
            hint = f" → {message.hint}" if message.hint else ""
            self.stdout.write(f"{well if is_well(message) else wrong}{message.obj:<15}{message.msg}{hint}")
        if not all(map(is_well, messages)):
            sys.exit(1)
