"""What must be true when the site has come to rest: a table of checks, to which any room may add its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import psycopg
import requests
from elasticsearch import ApiError, TransportError

from tests.chaos.admin import Refused, Unknown
from tests.chaos.history import Told
from tests.chaos.supervisor import Supervisor


@dataclass
class Evidence:
    """What a check looks at: the site as it is now, and what follows from the log."""

    supervisor: Supervisor
    told: Told
    # The number of the first line of the log since everything was looked at and found right.
    since: int = 0
    visitor: requests.Session = field(default_factory=requests.Session)

    def touched(self, kind: str) -> set[str]:
        """The things of this kind that were touched since."""
        return {entry["key"] for entry in self.told.entries[self.since :] if entry.get("kind") == kind}


Look = Callable[[Evidence], Iterator[str]]


@dataclass(frozen=True)
class Check:
    """A look at the evidence; what a ``lasting`` one finds does not come right by waiting."""

    look: Look
    lasting: bool = False


CHECKS: dict[str, Check] = {}


def check(name: str, *, lasting: bool = False) -> Callable[[Look], Look]:
    """Register a check: it yields a line for each thing that is not as it should be."""

    def register(look: Look) -> Look:
        assert name not in CHECKS, f"{name} is there already"
        CHECKS[name] = Check(look, lasting)
        return look

    return register


def run_checks(evidence: Evidence, names: list[str] | None = None) -> dict[str, list[str]]:
    """Run the checks, all of them or these; gives what is wrong, by check, and nothing where all is well."""
    found = {name: _found_by(CHECKS[name], evidence) for name in names or CHECKS}
    return {name: wrong for name, wrong in found.items() if wrong}


def _found_by(one: Check, evidence: Evidence) -> list[str]:
    """What a check finds; that it could not look, for want of a good answer, is a finding."""
    try:
        return list(one.look(evidence))
    except (Refused, Unknown, psycopg.OperationalError, ApiError, TransportError) as error:
        return [f"could not be looked at: {error!r}"]
