"""Copy the site: database, pictures and files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backup import back_up
from operations.database_copy import Unusable
from search.management.progress import Progress


class Command(BaseCommand):
    """The site stays in use meanwhile."""

    help = "Copy the database, pictures and files into a new folder, with a manifest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = back_up(options["folder"], progress=Progress(self.stdout, "Copying"))
        except (Unusable, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(made.files)} files in {options['folder']}.")
