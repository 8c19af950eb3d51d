"""Load the demo content on top of `setup`; safe to repeat."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casebook.models import ObstaclePage
from demo import load
from demo.people import EMAIL, ensure_editor
from website.models import HomePage

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

STEPS: "dict[StrPromise, Callable[[], Iterator[load.Item]]]" = {
    _("regions"): load.load_regions,
    _("partnerships"): load.load_partnerships,
    _("tools"): load.load_tools,
    _("portraits"): load.load_portraits,
    _("lessons"): load.load_lessons,
    _("meetings"): load.load_meetings,
}
FOOTER_NOTE = _("Sample content: six partnerships and all meetings are made up.")
RUN_BY = _("the editors of this demo")
WORDS = "samenwerken zonder eigen rechtspersoon"


class Command(BaseCommand):
    """What is there already stays as it is, also when somebody changed it."""

    help = "Load four partnerships of the essay, six invented ones, lessons, tools and meetings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", default="http://localhost:8000/", help="address to name at the end")

    def handle(self, *args: Any, **options: Any) -> None:
        if not ObstaclePage.objects.exists():
            raise CommandError(gettext("Run first: manage.py setup"))
        for name, step in STEPS.items():
            self._run(str(name), step)
        self._note_at_the_foot()
        self._say_where_to_click(options["url"])

    def _note_at_the_foot(self) -> None:
        home = HomePage.objects.get()
        words = {"footer_note": str(FOOTER_NOTE), "run_by": str(RUN_BY), "contact": EMAIL}
        missing = {field: text for field, text in words.items() if not getattr(home, field)}
        for field, text in missing.items():
            setattr(home, field, text)
        if missing:
            home.save_revision().publish()

    def _run(self, name: str, step: Callable[[], Iterator[load.Item]]) -> None:
        done, left_out = 0, []
        for item in step():
            if item.left_out:
                left_out.append(item)
                continue
            done += 1
            if self.stdout.isatty():
                self.stdout.write(f"\r  {name}: {done}", ending="")
                self.stdout.flush()
        self.stdout.write(f"\r  {name}: {done}" if self.stdout.isatty() else f"  {name}: {done}")
        for item in left_out:
            says = gettext("    left out: %(title)s (%(reason)s)")
            self.stdout.write(says % {"title": item.title, "reason": item.left_out})

    def _say_where_to_click(self, url: str) -> None:
        user, password = ensure_editor()
        look = gettext("Look around at %(url)s and search, for example, for: %(words)s")
        say = self.stdout.write
        say("\n" + look % {"url": url, "words": WORDS})
        say(gettext("Write along at %(url)s") % {"url": f"{url}beheer/"})
        say("  " + gettext("e-mail address: %(email)s") % {"email": user.email})
        if password:
            say("  " + gettext("password: %(password)s   (shown here once)") % {"password": password})
        else:
            new = gettext("password: was shown earlier; for a new one: manage.py changepassword %(email)s")
            say("  " + new % {"email": user.email})
