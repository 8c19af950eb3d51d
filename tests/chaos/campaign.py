"""A campaign of kills: people at work, something dies, it is started again, and everything must be right."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.chaos import message_checks, page_checks, picture_checks  # noqa: F401
from tests.chaos.admin import Editor
from tests.chaos.checks import CHECKS, Evidence, run_checks
from tests.chaos.history import Log, tell
from tests.chaos.nemesis import Fault, deal
from tests.chaos.pages import PLACES
from tests.chaos.people import Colleague, Crowd
from tests.chaos.supervisor import Supervisor
from tests.chaos.visitors import Visitor
from tests.servers.installation import eventually

# Acknowledged operations whose effect still waits when something dies, at the least.
IN_FLIGHT = 20
# Seconds within which everything must be right after the last process is up again.
REST = 120
EDITORS, VISITORS = 4, 1
# The checks that all others wait for, and that cost next to nothing.
FIRST = ("messages handled", "once by the clock")
Say = Callable[[str], None]
WAITING = """
    SELECT count(*) FROM outbox_outboxmessage o WHERE o.state <> 'done' AND (
        EXISTS (SELECT 1 FROM wagtailcore_page p WHERE o.key = 'search-outside:' || p.id AND p.slug = ANY(%s))
        OR EXISTS (SELECT 1 FROM website_picture p WHERE o.key = 'renditions:' || p.id AND p.title = ANY(%s)))
"""


@dataclass
class Kill:
    """One thing that went wrong, and what came of it."""

    fault: str
    in_flight: int
    started: list[str]
    seconds_to_rest: float
    wrong: dict[str, list[str]]
    # Where the time went: seconds by step.
    split: dict[str, float] = field(default_factory=dict)


@dataclass
class Report:
    """What a campaign found."""

    seed: str
    kills: list[Kill] = field(default_factory=list)
    not_reached: Counter[str] = field(default_factory=Counter)
    operations: Counter[str] = field(default_factory=Counter)
    seconds: float = 0

    @property
    def wrong(self) -> list[dict[str, list[str]]]:
        """What was found wrong, over all kills."""
        return [kill.wrong for kill in self.kills if kill.wrong]

    @property
    def hit(self) -> Counter[str]:
        """How often each fault happened."""
        return Counter(kill.fault for kill in self.kills)

    def in_words(self) -> str:
        """The figures that count, in a few lines."""
        figures = self.as_dict()
        counted = ", ".join(f"{number} {name}" for name, number in sorted(self.operations.items()))
        spent = ", ".join(f"{seconds:.1f} s {step}" for step, seconds in figures["mean_split"].items())
        missed = f"; not reached: {dict(self.not_reached)}" if self.not_reached else ""
        return (
            f"{len(self.kills)} kills of {len(self.hit)} kinds in {self.seconds:.0f} s{missed}\n"
            f"Operations: {counted}; at least {figures['least_in_flight']} in flight at each kill; "
            f"right again after {figures['longest_to_rest']:.1f} s at the longest\n"
            f"A kill took on average {spent}\n"
            f"Wrong after {len(self.wrong)} kills"
        )

    def as_dict(self) -> dict[str, Any]:
        """Everything, for JSON."""
        return {
            "seed": self.seed,
            "seconds": self.seconds,
            "kills": [asdict(kill) for kill in self.kills],
            "not_reached": dict(self.not_reached),
            "operations": dict(self.operations),
            "hit": dict(self.hit),
            "least_in_flight": min((kill.in_flight for kill in self.kills), default=0),
            "longest_to_rest": max((kill.seconds_to_rest for kill in self.kills), default=0),
            "mean_split": self._mean_split(),
            "checks": list(CHECKS),
        }

    def _mean_split(self) -> dict[str, float]:
        total: Counter[str] = Counter()
        for kill in self.kills:
            total.update(kill.split)
        return {step: seconds / len(self.kills) for step, seconds in total.items()}


class Campaign:
    """People who work on one site, and what is done to it."""

    def __init__(
        self, supervisor: Supervisor, folder: Path, *, seed: str, say: Callable[[str], None]
    ) -> None:
        self.supervisor, self.seed, self.say = supervisor, seed, say
        self.log = Log(folder / "history.jsonl")
        self.chance = random.Random(f"{seed} nemesis")
        self.report = Report(seed)
        # Where in the log the last two looks at everything were.
        self.looked = [0, 0]
        self.known: set[str] = set()
        places = self._make_places()
        editors = [Colleague(places, f"ed{n}", supervisor, self.log, seed) for n in range(EDITORS)]
        visitors = [Visitor(editors, f"visitor{n}", supervisor, self.log, seed) for n in range(VISITORS)]
        self.crowd = Crowd([*editors, *visitors])
        for person in self.crowd.people:
            person.start()

    def run(self, kills: int) -> Report:
        """So many kills, each with a look at everything after it."""
        begun = time.monotonic()
        faults = deal(kills, self.chance)
        while len(self.report.kills) < kills:
            self.one(next(faults))
        self.report.seconds += time.monotonic() - begun
        ends = (entry["event"] for entry in self.log.entries)
        self.report.operations = Counter(
            name for name in ends if name in {"ack", "refused", "unknown", "saw"}
        )
        return self.report

    def one(self, fault: Fault) -> None:
        """Let work pile up, let it happen, go on for a while, heal, and look at everything."""
        split: dict[str, float] = {}
        with _timed(split, "until enough was in flight"):
            self.supervisor.slow(True)
            self.crowd.go()
            waiting = 0
            # More than enough: some of it may be done in the moment between, and until a point is reached.
            wanted = IN_FLIGHT + (8 if fault.point else 2)
            while waiting < IN_FLIGHT:
                eventually(lambda: self.in_flight() >= wanted, 400, self._why_not, pause=0.4)
                time.sleep(self.chance.uniform(0, 0.7))
                waiting = self.in_flight()
        with _timed(split, "until it was hit"):
            self.crowd.ask(fault.asks)
            struck = fault.strike(self.supervisor, self.chance)
        if not struck:
            self.report.not_reached[fault.name] += 1
            self.say(f"     {fault.name}: not reached")
            self.supervisor.slow(False)
            return
        if fault.point:
            waiting = self.in_flight()
        with _timed(split, "without what was hit"):
            time.sleep(self.chance.uniform(0.5, 2))
        with _timed(split, "to start it again"):
            started = self.supervisor.heal()
        with _timed(split, "until people stood still"):
            self.supervisor.slow(False)
            time.sleep(self.chance.uniform(0, 1))
            self.crowd.stand_still()
        with _timed(split, "until all was right"):
            seconds, wrong = self.rest()
        self.report.kills.append(Kill(fault.name, waiting, started, seconds, wrong, split))
        number = len(self.report.kills)
        self.say(
            f"{number:4} {fault.name}: {waiting} in flight, started {', '.join(started) or 'nothing'}, "
            f"right after {seconds:.1f} s of {sum(split.values()):.1f}"
            + (f"; WRONG {json.dumps(wrong)[:1500]}" if wrong else "")
        )

    def rest(self, seconds: float = REST) -> tuple[float, dict[str, list[str]]]:
        """Wait until everything is right; gives how long that took, and what is still wrong in the end.

        What is waited for is asked alone, for looking at everything again and again keeps the site from its
        work. It ends with one look at everything in which nothing is wrong that waiting helps.
        """
        begun, entries = time.monotonic(), list(self.log.entries)
        evidence = Evidence(self.supervisor, tell(entries), since=self.looked[0])
        waited_for = list(FIRST)
        while True:
            while waited_for and time.monotonic() - begun < seconds:
                waited_for = list(run_checks(evidence, waited_for))
                self.log.write("waits", checks=waited_for)
                time.sleep(0.2 if waited_for else 0)
            wrong = self._new(run_checks(evidence))
            passed = time.monotonic() - begun
            waited_for = [name for name in wrong if not CHECKS[name].lasting]
            if passed > seconds or not waited_for:
                break
        self.looked = [self.looked[1], len(entries)]
        self.known |= {line for name, lines in wrong.items() if CHECKS[name].lasting for line in lines}
        return passed, wrong

    def in_flight(self) -> int:
        """How many things have an acknowledged operation whose effect still waits."""
        keys: dict[str, set[str]] = {"page": set(), "picture": set()}
        for entry in self.log.entries[self.looked[0] :]:
            if entry["event"] == "ack":
                keys.setdefault(entry["kind"], set()).add(entry["key"])
        try:
            ((waiting,),) = self.supervisor.query(WAITING, list(keys["page"]), list(keys["picture"]))
        except psycopg.OperationalError:
            return 0
        return int(waiting)

    def _new(self, wrong: dict[str, list[str]]) -> dict[str, list[str]]:
        left = {name: [line for line in lines if line not in self.known] for name, lines in wrong.items()}
        return {name: lines for name, lines in left.items() if lines}

    def _why_not(self) -> str:
        events = Counter(entry["event"] for entry in self.log.entries)
        wrong = [entry for entry in self.log.entries if entry["event"] == "wrong"]
        return f"{self.in_flight()} in flight; {events}; {wrong[-3:]}"

    def _make_places(self) -> dict[str, int]:
        editor = Editor(self.supervisor.url)
        editor.log_in()
        ((home,),) = self.supervisor.query("SELECT root_page_id FROM wagtailcore_site")
        for place in PLACES:
            editor.add_page(parent=home, slug=place, title=place)
        found = self.supervisor.query(
            "SELECT slug, id FROM wagtailcore_page WHERE slug = ANY(%s)", list(PLACES)
        )
        return dict(found)


@contextmanager
def _timed(split: dict[str, float], step: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    split[step] = time.monotonic() - begun
