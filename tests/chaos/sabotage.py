"""Seeded faults: ways to spoil a site that is right, each undone again, with the check that must see it."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from tests.chaos.checks import Evidence
from tests.chaos.supervisor import Supervisor

Spoil = Callable[[Evidence], Iterator[None]]


@dataclass(frozen=True)
class Sabotage:
    """Something that is not as it should be for as long as the block lasts, and which check must say so."""

    seen_by: str
    spoil: Callable[[Evidence], AbstractContextManager[None]]


SABOTAGES: dict[str, Sabotage] = {}


def sabotage(name: str, *, seen_by: str) -> Callable[[Spoil], Spoil]:
    """Register a way to spoil the site or the log."""

    def register(spoil: Spoil) -> Spoil:
        assert name not in SABOTAGES, f"{name} is there already"
        SABOTAGES[name] = Sabotage(seen_by, contextmanager(spoil))
        return spoil

    return register


@contextmanager
def changed(site: Supervisor, table: str, key: str, number: Any, **values: Any) -> Iterator[None]:
    """These columns of one row hold other values; nobody is told."""
    names = list(values)
    ((*before,),) = site.query(f"SELECT {', '.join(names)} FROM {table} WHERE {key} = %s", number)
    update = f"UPDATE {table} SET {', '.join(f'{name} = %s' for name in names)} WHERE {key} = %s"
    site.query(update, *values.values(), number)
    try:
        yield
    finally:
        site.query(update, *before, number)


@contextmanager
def gone(site: Supervisor, table: str, where: str, *values: Any) -> Iterator[None]:
    """These rows are not there; at least one of them was."""
    taken = [row for (row,) in site.query(f"SELECT to_jsonb(t) FROM {table} t WHERE {where}", *values)]
    assert taken, f"no {table} with {where} {values}"
    site.query(f"DELETE FROM {table} t WHERE {where}", *values)
    try:
        yield
    finally:
        for row in taken:
            _put(site, table, row)


@contextmanager
def copied(site: Supervisor, table: str, key: str, number: Any, **other: Any) -> Iterator[None]:
    """A row is there a second time, with another number and what else is given."""
    ((row,),) = site.query(f"SELECT to_jsonb(t) FROM {table} t WHERE {key} = %s LIMIT 1", number)
    copy = {**row, **other}
    _put(site, table, copy)
    try:
        yield
    finally:
        site.query(f"DELETE FROM {table} WHERE {next(iter(other))} = %s", next(iter(other.values())))


def _put(site: Supervisor, table: str, row: dict[str, Any]) -> None:
    site.query(f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(null::{table}, %s)", json.dumps(row))


@contextmanager
def told(evidence: Evidence, *entries: dict[str, Any]) -> Iterator[None]:
    """The log has these lines as well; one that refers to the line before it says so with ``ref=-1``."""
    from tests.chaos.history import tell

    before, more = evidence.told, list(evidence.told.entries)
    for entry in entries:
        number = len(more)
        made = {"n": number, "at": more[-1]["at"], **entry}
        more.append({**made, "ref": number - 1} if entry.get("ref") == -1 else made)
    evidence.told = tell(more)
    try:
        yield
    finally:
        evidence.told = before
