"""Copy the site: database, pictures and files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from operations.backup import back_up
from search.management.progress import Progress


class Command(BaseCommand):
    """The site stays in use meanwhile."""

    help = "Copy the database, pictures and files into a new folder, with a manifest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is not there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        made = back_up(options["folder"], progress=Progress(self.stdout, "Copying"))
        self.stdout.write(f"{len(made.files)} files in {options['folder']}.")
