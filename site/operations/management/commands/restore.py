"""Put a copy of the site back."""

from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backup import restore
from search.management.progress import Progress


class Command(BaseCommand):
    """Stop the site first. The copy is compared with its manifest before anything is touched; afterwards
    the database is brought to this version and the search index built again."""

    help = "Put back a copy that the backup command made."
    # A database that is still empty is restored too.
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder of the copy")
        parser.add_argument("--force", action="store_true", help="replace the site that is here")

    def handle(self, *args: Any, **options: Any) -> None:
        progress = Progress(self.stdout, "Putting back")
        found = restore(options["folder"], force=options["force"], progress=progress)
        # What is kept there is about the site that was here.
        cache.clear()
        call_command("migrate", verbosity=0, interactive=False)
        try:
            call_command("search_reindex", stdout=self.stdout)
        except CommandError as error:
            # The site is back all the same, and searches in its database.
            self.stderr.write(f"{error}\nRun search_reindex when Elasticsearch answers again.")
        self.stdout.write(f"The site of {found.made_at} (version {found.version}) is back.")
