"""Say of everything the site leans on whether it is well, one line each with the mend."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from config.doctor import examine


class Command(BaseCommand):
    """Exit status 1 when something needs mending, so that a script can ask too."""

    help = "Check database, search, outbox, servers, mail, address, clock, storage, secrets and versions."

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine()
        for finding in findings:
            sign = (
                self.style.SUCCESS(_("well ").ljust(6))
                if finding.well
                else self.style.ERROR(_("wrong").ljust(6))
            )
            mend = f" → {finding.mend}" if finding.mend else ""
            self.stdout.write(f"{sign}{finding.subject:<15}{finding.found}{mend}")
        if any(not finding.well for finding in findings):
            sys.exit(1)
