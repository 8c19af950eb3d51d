"""People who use the site all at once while it dies under them, each a thread; and editors."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg

from tests.chaos.admin import Editor, NotUnderstood, Refused, Unknown
from tests.chaos.history import Log
from tests.chaos.pages import PAGE, PLACES, title_of
from tests.chaos.pictures import PICTURE
from tests.chaos.supervisor import Supervisor

# Pages of one editor; more are not added before some are deleted.
MOST = 14
# Pages that an editor publishes in one go, at the most.
TOGETHER = 8


class Person(threading.Thread):
    """Somebody who does one thing after the other, chosen by chance, and stands still when asked to."""

    def __init__(self, name: str, supervisor: Supervisor, log: Log, seed: str) -> None:
        super().__init__(name=name, daemon=True)
        self.supervisor, self.log = supervisor, log
        self.chance = random.Random(f"{seed} {name}")
        self.ended = False
        self._go = threading.Event()
        self._still = threading.Event()

    def run(self) -> None:
        """Go on until the end, whatever the site answers."""
        while not self.ended:
            if not self._go.is_set():
                self._still.set()
                self._go.wait(0.2)
                continue
            self._still.clear()
            try:
                self.do_something()
            except (Refused, Unknown, psycopg.OperationalError):
                time.sleep(0.3)
            except Exception as error:
                self.log.write("wrong", who=self.name, said=repr(error)[:2000])
                time.sleep(1)

    def go(self) -> None:
        """Go on."""
        self._still.clear()
        self._go.set()

    def stand_still(self, seconds: float = 120) -> None:
        """Finish what they are doing, and do nothing more."""
        self._go.clear()
        assert self._still.wait(seconds), f"{self.name} does not stand still"

    def do_something(self) -> None:
        """One step."""
        raise NotImplementedError


@dataclass
class OwnPage:
    """A page as the editor remembers it; ``sure`` is false after an operation without an answer."""

    key: str
    place: str
    live: bool = True
    words: int = 1
    sure: bool = True
    number: int = 0


class Colleague(Person):
    """An editor with pages of their own, so that what happened to each page stands in one line."""

    def __init__(self, places: dict[str, int], *about: Any) -> None:
        super().__init__(*about)
        self.places = places
        self.editor = Editor(self.supervisor.url)
        self.pages: list[OwnPage] = []
        self.made = 0
        self.logged_in = False
        # What they are asked to do before they go on: a verb, or `opens` or `ends` for a plan of that.
        self.asked = ""

    def do_something(self) -> None:
        if not self.logged_in:
            self.editor.log_in()
            self.logged_in = True
        if self.asked:
            asked, self.asked = self.asked, ""
            self.plan(asked, soon=True) if asked in {"opens", "ends"} else getattr(self, asked)()
            return
        verbs: dict[Callable[[], None], int] = {
            self.add: 14 if len(self.pages) < MOST else 1,
            self.edit: 20,
            self.publish: 30,
            self.draft: 3,
            self.unpublish: 8,
            self.delete: 2 if len(self.pages) < MOST else 12,
            self.move: 6,
            self.plan: 3,
            self.upload: 5,
        }
        self.chance.choices(list(verbs), list(verbs.values()))[0]()

    def attempt(self, kind: str, op: str, key: str, call: Callable[[], None], **data: Any) -> None:
        """Do it, and write down what was meant and what came of it."""
        self.attempt_all(kind, op, [key], call, **data)

    def attempt_all(self, kind: str, op: str, keys: list[str], call: Callable[[], None], **data: Any) -> None:
        """The same with several things at once, that have one answer."""
        intents = {
            key: self.log.write("intent", who=self.name, kind=kind, op=op, key=key, **data) for key in keys
        }

        def ended(event: str, **more: str) -> None:
            for key, intent in intents.items():
                self.log.write(event, ref=intent, kind=kind, key=key, **more)

        try:
            call()
        except Refused as error:
            ended("refused", said=str(error))
            raise
        except (Unknown, NotUnderstood) as error:
            ended("unknown", said=str(error)[:300])
            raise
        ended("ack")

    def add(self) -> None:
        """A new page, published at once."""
        page = self._new()
        self._make(page)
        self.pages.append(page)

    def plan(self, what: str = "", *, soon: bool = False) -> None:
        """A page that is to come (`opens`) or to go (`ends`) by the clock; nobody touches it again."""
        away = self.chance.uniform(4, 8) if soon else self.chance.uniform(6, 15)
        page, moment = self._new(), time.time() + away
        self._make(page, **{what or self.chance.choice(("opens", "ends")): float(int(moment))})

    def edit(self) -> None:
        """Other words, for readers."""
        page = self._some(live=None, sure=None)
        page.sure, words = False, page.words + 1
        page.words = words
        self._edit("edit", page, words)
        page.sure, page.live = True, True

    def draft(self) -> None:
        """Other words, not for readers yet."""
        page = self._some()
        page.words += 1
        page.sure = False
        self._edit("draft", page, page.words)
        page.sure = True

    def publish(self) -> None:
        """Several pages are put before readers at once, with their last words."""
        sure = [page for page in self.pages if page.sure]
        if len(sure) < 2:
            raise Refused("not enough pages to do it with")
        some = self.chance.sample(sure, min(len(sure), TOGETHER))
        numbers = [self._number(page) for page in some]
        for page in some:
            page.sure = False
        keys = [page.key for page in some]
        self.attempt_all(PAGE.name, "publish", keys, lambda: self.editor.publish_pages(numbers))
        for page in some:
            page.sure, page.live = True, True

    def unpublish(self) -> None:
        """A page is taken from readers."""
        page = self._some(live=True)
        number, page.sure = self._number(page), False
        self.attempt(PAGE.name, "unpublish", page.key, lambda: self.editor.unpublish_page(number))
        page.sure, page.live = True, False

    def delete(self) -> None:
        """A page is thrown away; whatever the answer, it is not touched again."""
        page = self._some()
        number = self._number(page)
        self.pages.remove(page)
        self.attempt(PAGE.name, "delete", page.key, lambda: self.editor.delete_page(number))

    def move(self) -> None:
        """A page is put in the other section."""
        page = self._some()
        place = PLACES[1 - PLACES.index(page.place)]
        number, below = self._number(page), self.places[place]
        page.sure = False
        move = lambda: self.editor.move_page(number, below=below)  # noqa: E731
        self.attempt(PAGE.name, "move", page.key, move, place=place, number=number)
        page.sure, page.place = True, place

    def upload(self) -> None:
        """A new picture."""
        self.made += 1
        key, width = f"{self.name}b{self.made}", self.chance.randrange(280, 600)
        self.attempt(PICTURE.name, "add", key, lambda: self.editor.add_picture(title=key, width=width))

    def _new(self) -> OwnPage:
        self.made += 1
        return OwnPage(f"{self.name}p{self.made}", self.chance.choice(PLACES))

    def _make(self, page: OwnPage, opens: float = 0, ends: float = 0) -> None:
        title = title_of(page.key, page.words)

        def make() -> None:
            below = self.places[page.place]
            self.editor.add_page(parent=below, slug=page.key, title=title, go_live=opens, expire=ends)

        data = {"words": page.words, "place": page.place, "opens": opens, "ends": ends}
        self.attempt(PAGE.name, "add", page.key, make, **data)

    def _edit(self, op: str, page: OwnPage, words: int) -> None:
        number, title = self._number(page), title_of(page.key, words)

        def edit() -> None:
            self.editor.edit_page(number, slug=page.key, title=title, publish=op == "edit")

        self.attempt(PAGE.name, op, page.key, edit, words=words)

    def _some(self, live: bool | None = None, sure: bool | None = True) -> OwnPage:
        # After an operation without an answer the first thing is to publish it again, which makes it sure.
        found = [one for one in self.pages if live in (None, one.live) and sure in (None, one.sure)]
        unsure = [one for one in found if not one.sure]
        if not found:
            raise Refused("nothing to do it with")
        return self.chance.choice(unsure or found)

    def _number(self, page: OwnPage) -> int:
        if not page.number:
            found = self.supervisor.query("SELECT id FROM wagtailcore_page WHERE slug = %s", page.key)
            page.number = found[0][0]
        return page.number


@dataclass
class Crowd:
    """Everybody at once."""

    people: list[Person] = field(default_factory=list)

    def go(self) -> None:
        """Let everybody go on."""
        for person in self.people:
            person.go()

    def ask(self, what: str) -> None:
        """Ask every editor to do this as soon as they can."""
        for person in self.people:
            if isinstance(person, Colleague):
                person.asked = what

    def stand_still(self) -> None:
        """Wait until everybody stands still."""
        for person in self.people:
            person._go.clear()
        for person in self.people:
            person.stand_still()

    def end(self) -> None:
        """Send everybody home."""
        for person in self.people:
            person.ended = True
            person.go()
        for person in self.people:
            person.join(90)
