"""The nemesis: a table of all that can die, hang or be emptied, and in which order it happens."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.chaos.inside.points import POINTS
from tests.chaos.supervisor import Supervisor
from tests.servers.processes import freeze

# How long is waited for a process to reach a point.
REACH = 60
Strike = Callable[[Supervisor, random.Random], bool]


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong. ``strike`` does it and says whether it happened.

    ``asks`` is what every editor is asked to do just before it, so that it can happen.
    """

    name: str
    strike: Strike
    point: bool = False
    asks: str = ""


FAULTS: dict[str, Fault] = {}


def fault(name: str) -> Callable[[Strike], Strike]:
    """Register something that can go wrong."""

    def register(strike: Strike) -> Strike:
        FAULTS[name] = Fault(name, strike)
        return strike

    return register


def _kills(part: str) -> None:
    @fault(f"kill {part}")
    def strike(supervisor: Supervisor, chance: random.Random) -> bool:
        supervisor.part(part).kill()
        return True


for _part in ("web", "worker", "beat"):
    _kills(_part)


@fault("kill Redis")
def kill_redis(supervisor: Supervisor, chance: random.Random) -> bool:
    """All wake-ups and everything in the cache is gone, and for a while there is none."""
    supervisor.broker.kill()
    return True


@fault("FLUSHALL")
def flushall(supervisor: Supervisor, chance: random.Random) -> bool:
    """The same, and Redis answers."""
    with supervisor.broker.client() as client:
        client.flushall()
    return True


@fault("kill Elasticsearch")
def kill_elasticsearch(supervisor: Supervisor, chance: random.Random) -> bool:
    """Its data stays."""
    supervisor.outside.node.kill()
    return True


@fault("index deleted")
def delete_index(supervisor: Supervisor, chance: random.Random) -> bool:
    """Every index of the site is gone."""
    with supervisor.search_client() as client:
        for name in client.indices.get(index="regiobrug-pages-*").body:
            client.indices.delete(index=name, ignore_unavailable=True)
    return True


@fault("kill PostgreSQL")
def kill_postgresql(supervisor: Supervisor, chance: random.Random) -> bool:
    """What was not committed is undone."""
    supervisor.database.kill()
    return True


@fault("hang worker")
def hang_worker(supervisor: Supervisor, chance: random.Random) -> bool:
    """The worker stands still, with its claims."""
    freeze(supervisor.part("worker").process.pid)
    return True


@fault("hang Redis")
def hang_redis(supervisor: Supervisor, chance: random.Random) -> bool:
    """Redis takes connections and says nothing."""
    supervisor.broker.hang()
    return True


@fault("hang Elasticsearch")
def hang_elasticsearch(supervisor: Supervisor, chance: random.Random) -> bool:
    """Elasticsearch takes connections and says nothing."""
    supervisor.outside.node.hang()
    return True


@dataclass(frozen=True)
class Need:
    """What a point needs to be reached that is not always there, or not soon.

    ``asks`` is what every editor is asked to do. ``first`` is the key of a promise that is put before those
    that waited already: nobody would reach it while as much waits as there has to.
    """

    asks: str = ""
    first: str = ""


NEEDS = {
    "between two scheduled pages": Need("opens"),
    "scheduled page expired": Need("ends"),
    "page deleted, not committed": Need("delete"),
    "picture written, no row": Need("upload"),
    "rendition written, no row": Need("upload", "renditions:%"),
    **{name: Need(first="search-rebuild") for name in POINTS if name.startswith("index ")},
}
PUT_FIRST = """
    UPDATE outbox_outboxmessage SET run_after = now() - interval '1 day'
    WHERE key LIKE %s AND state = 'due' AND run_after > now() - interval '1 hour'
"""


def _reaches(name: str) -> None:
    need = NEEDS.get(name, Need())

    def strike(supervisor: Supervisor, chance: random.Random) -> bool:
        armed, hit = supervisor.control / "armed" / name, supervisor.control / "hit" / name
        hit.unlink(missing_ok=True)
        armed.touch()
        if name.startswith("index "):
            delete_index(supervisor, chance)
        until = time.monotonic() + REACH
        while not hit.exists() and time.monotonic() < until:
            if need.first:
                supervisor.query(PUT_FIRST, need.first)
            time.sleep(0.1 if need.first else 0.02)
        armed.unlink(missing_ok=True)
        return hit.exists()

    FAULTS[name] = Fault(name, strike, point=True, asks=need.asks)


for _name in POINTS:
    _reaches(_name)

# Each of these once in every run that is long enough, before chance has its way.
ALWAYS = (
    *("kill web", "kill worker", "kill beat", "kill Redis", "FLUSHALL"),
    *("kill Elasticsearch", "index deleted", "kill PostgreSQL"),
)


def deal(kills: int, chance: random.Random) -> Iterator[Fault]:
    """Faults without end, such that the first ``kills`` hold what must be in them and no fault twice if
    there is another."""
    first = list(ALWAYS)
    rest = [name for name in FAULTS if name not in first]
    chance.shuffle(rest)
    first += rest[: max(kills - len(first), 0)]
    left = [name for name in FAULTS if name not in first]
    chance.shuffle(first)
    chance.shuffle(left)
    for name in first + left:
        yield FAULTS[name]
    while True:
        every = list(FAULTS)
        chance.shuffle(every)
        for name in every:
            yield FAULTS[name]
