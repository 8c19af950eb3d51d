"""How the search index is: engine, documents, what is missing or too many, what was dropped."""

import json
from typing import Any

from django.core.management.base import CommandParser

from search.domain.queries.status import status
from search.management.on_tables import OnTables


class Command(OnTables):
    """Ends with an error code when something is wrong, so that a monitor can call it."""

    help = "State of the search index; exit code 1 when it needs mending."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON instead of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        found = status()
        if options["json"]:
            self.stdout.write(json.dumps(found.as_dict(), indent=2))
        else:
            for name, value in found.as_dict().items():
                self.stdout.write(f"{name:12} {value}")
        if found.advice:
            self.stderr.write("\n".join(found.advice))
            raise SystemExit(1)
