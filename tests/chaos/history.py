"""What was asked of the site and what it answered, written down; and what must be true by that.

Before each operation an intent is written, after it an answer. An operation that was acknowledged happened;
one that was refused at the door did not; of one without a good answer either may be true. So a thing has, at
any moment, a set of states that it may be in.
"""

import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Entry = dict[str, Any]
State = Any
Step = Callable[[State, Entry], State]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that people change: its state before anybody made it, and what operations make of it.

    ``fits(state, look, saw)`` says whether who looked may have seen what they saw, if it was in that state.
    """

    name: str
    nothing: State
    steps: dict[str, Step]
    # Of an operation that is several for the site: where it may have ended when its answer never came.
    halfway: dict[str, Step] = field(default_factory=dict)
    fits: Callable[[State, Entry, Entry], bool] = lambda _state, _look, _saw: True


KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> Kind:
    """Let the harness know a kind of thing."""
    assert kind.name not in KINDS, f"{kind.name} is there already"
    KINDS[kind.name] = kind
    return kind


@dataclass
class Log:
    """Lines of JSON, each on its way to the disk before the next step is taken."""

    path: Path
    entries: list[Entry] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, event: str, **more: Any) -> int:
        """Write a line; gives its number, by which a later line can point to it."""
        with self._lock:
            number = len(self.entries)
            entry = {"n": number, "at": time.time(), "event": event, **more}
            self.entries.append(entry)
            with self.path.open("a") as file:
                file.write(json.dumps(entry) + "\n")
        return number


def read(path: Path) -> list[Entry]:
    """The lines of a log."""
    return [json.loads(line) for line in path.read_text().splitlines()]


Key = tuple[str, str]
States = dict[Key, frozenset[State]]


@dataclass
class Told:
    """What follows from a log: the states that things may be in, and looks that saw what cannot be."""

    states: States
    lies: list[str]
    entries: list[Entry]

    def of(self, kind: str) -> dict[str, frozenset[State]]:
        """The things of one kind, by key."""
        return {key: states for (name, key), states in self.states.items() if name == kind}

    def operations(self, kind: str) -> Iterator[tuple[Entry, str]]:
        """Every operation on this kind with how it ended: `ack`, `refused`, or `unknown`."""
        ends = {entry["ref"]: entry["event"] for entry in self.entries if "ref" in entry}
        for entry in self.entries:
            if entry["event"] == "intent" and entry["kind"] == kind:
                yield entry, ends.get(entry["n"], "unknown")


def tell(entries: Iterable[Entry]) -> Told:
    """Go through a log from its first line to its last."""
    told = Told({}, [], list(entries))
    before: States = {}
    looking: dict[int, tuple[Entry, set[State]]] = {}
    watched: dict[Key, set[int]] = defaultdict(set)
    for entry in told.entries:
        event, key = entry["event"], _key(entry)
        if event == "intent":
            kind = KINDS[entry["kind"]]
            now = told.states.get(key, frozenset({kind.nothing}))
            before[key] = now
            steps = [steps[entry["op"]] for steps in (kind.steps, kind.halfway) if entry["op"] in steps]
            told.states[key] = now | {step(state, entry) for state in now for step in steps}
        elif event == "ack":
            intent = told.entries[entry["ref"]]
            step = KINDS[intent["kind"]].steps[intent["op"]]
            told.states[key] = frozenset(step(state, intent) for state in before[key])
        elif event == "refused":
            told.states[key] = before[key]
        elif event == "look":
            looking[entry["n"]] = entry, set(told.states[key])
            watched[key].add(entry["n"])
        elif event == "saw":
            look, seen = looking.pop(entry["ref"])
            watched[key].discard(look["n"])
            if not any(KINDS[key[0]].fits(state, look, entry) for state in seen):
                told.lies.append(f"{look} saw {entry}, but it was {sorted(map(str, seen))}")
        for number in watched[key]:
            looking[number][1].update(told.states[key])
    return told


def _key(entry: Entry) -> Key:
    return entry.get("kind", ""), entry.get("key", "")
