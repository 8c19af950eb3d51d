"""Brings in a list of municipalities: all of it, or nothing and every faulty row with its reason."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casebook.domain.regions import import_municipalities
from casebook.geo.municipality_file import SHIPPED_LIST, FaultyFile, read_municipality_file
from search.management.progress import Progress


class Command(BaseCommand):
    help = _("Bring in a list of municipalities (CSV, UTF-8). Safe to repeat; a faulty file changes nothing.")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        text = _("the CSV file; without it the list that ships with the site")
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED_LIST, help=text)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = read_municipality_file(options["file"])
        except FaultyFile as faulty:
            for fault in faulty.faults:
                self.stderr.write(self.style.ERROR(fault))
            number = len(faulty.faults)
            text = ngettext(
                "Nothing was brought in: %(n)d fault in the file.",
                "Nothing was brought in: %(n)d faults in the file.",
                number,
            )
            raise CommandError(text % {"n": number}) from None
        done = import_municipalities(rows=rows, progress=Progress(self.stdout, _("Municipalities")))
        counts = {name: len(getattr(done, name)) for name in ("created", "changed", "unchanged")}
        text = _("%(created)d new, %(changed)d changed, %(unchanged)d as they were.") % counts
        self.stdout.write(self.style.SUCCESS(text))
        if done.absent:
            text = _(
                "Known, but not in the file, and left alone: %(codes)s. Did they merge? Name their successor."
            )
            self.stdout.write(text % {"codes": ", ".join(done.absent)})
