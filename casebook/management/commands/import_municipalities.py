"""Brings in a list of municipalities: all of it, or nothing and every faulty row with its reason."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casebook.domain.municipalities import import_municipalities
from casebook.geo.municipality_file import SHIPPED_LIST, read_municipality_file
from search.management.progress import Progress


class Command(BaseCommand):
    help = _("Bring in a list of municipalities (CSV, UTF-8). Safe to repeat; a faulty file changes nothing.")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=SHIPPED_LIST,
            help=_("the CSV file; without it the list that ships with the site"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        parsed = read_municipality_file(options["file"])
        if parsed.faults:
            for fault in parsed.faults:
                self.stderr.write(self.style.ERROR(str(fault)))
            number = len(parsed.faults)
            raise CommandError(
                ngettext(
                    "Nothing was brought in: %(n)d fault in the file.",
                    "Nothing was brought in: %(n)d faults in the file.",
                    number,
                )
                % {"n": number}
            )
        done = import_municipalities(rows=parsed.rows, progress=Progress(self.stdout, _("Municipalities")))
        self.stdout.write(
            self.style.SUCCESS(
                _("%(created)d new, %(changed)d changed, %(unchanged)d as they were.")
                % {
                    "created": len(done.created),
                    "changed": len(done.changed),
                    "unchanged": len(done.unchanged),
                }
            )
        )
        if done.absent:
            self.stdout.write(
                _(
                    "Known, but not in the file, and left alone: %(codes)s. "
                    "Did they merge? Name their successor."
                )
                % {"codes": ", ".join(done.absent)}
            )
