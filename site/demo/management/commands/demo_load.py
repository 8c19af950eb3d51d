"""Load the demo content on top of `setup`; safe to repeat."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from casebook.models import ObstaclePage
from demo import load
from demo.people import ensure_editor
from website.models import HomePage

STEPS: dict[str, Callable[[], Iterable[str]]] = {
    "regio’s": load.load_regions,
    "samenwerkingsverbanden": load.load_partnerships,
    "hulpmiddelen": load.load_tools,
    "portretten": load.load_portraits,
    "lessen": load.load_lessons,
    "bijeenkomsten": load.load_meetings,
}
FOOTER_NOTE = "Voorbeeldinhoud: zes verbanden en alle bijeenkomsten zijn verzonnen."


class Command(BaseCommand):
    """What is there already stays as it is, also when somebody changed it."""

    help = "Load four partnerships of the essay, six invented ones, lessons, tools and meetings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default="http://localhost:8000/", help="address to name at the end")

    def handle(self, *args: Any, **options: Any) -> None:
        if not ObstaclePage.objects.exists():
            raise CommandError("Draai eerst: manage.py setup")
        for name, step in STEPS.items():
            self._run(name, step)
        HomePage.objects.filter(footer_note="").update(footer_note=FOOTER_NOTE)
        self._say_where_to_click(options["url"])

    def _run(self, name: str, step: Callable[[], Iterable[str]]) -> None:
        done = 0
        for done, _title in enumerate(step(), start=1):
            self.stdout.write(f"\r  {name}: {done}", ending="")
            self.stdout.flush()
        self.stdout.write(f"\r  {name}: {done}")

    def _say_where_to_click(self, url: str) -> None:
        user, password = ensure_editor()
        self.stdout.write(
            f"\nKijk rond op {url} en zoek bijvoorbeeld op: samenwerken zonder eigen rechtspersoon"
        )
        self.stdout.write(f"Schrijf mee op   {url}beheer/")
        self.stdout.write(f"  e-mailadres: {user.email}")
        if password:
            self.stdout.write(f"  wachtwoord:  {password}   (staat hier één keer)")
        else:
            self.stdout.write(
                f"  wachtwoord:  is eerder getoond; een nieuw: manage.py changepassword {user.email}"
            )
