"""Synonyms of the site: loading the shipped rows once, and the table that every question uses."""

from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Max

from search.analysis.synonyms import SynonymTable, shipped_sets
from search.models import Synonym
from website.domain.seeding import ensure_once
from website.page_cache import content_version


def ensure_synonyms() -> int:
    """Load the shipped rows that were never loaded before; returns how many.

    A row is an editor's from then on: what was changed stays changed, what was deleted stays away.
    """
    shipped = shipped_sets()

    def make(row: str) -> Synonym:
        one = shipped[row]
        return Synonym(
            term=one.term,
            synonyms="\n".join(one.synonyms),
            english="\n".join(one.english),
            ambiguous="\n".join(sorted(one.ambiguous)),
            direction=one.direction.value,
            weight=Decimal(str(one.weight)),
        )

    with transaction.atomic():
        new = ensure_once(kind="synonym", keys=shipped, present=(), make=make)
        return len(Synonym.objects.bulk_create(new))


class _Held(NamedTuple):
    """The table of this process, the content version at which it was compared, and what it was made from."""

    content_version: str | None
    rows: dict[str, Any]
    table: SynonymTable


_held: _Held | None = None


def synonym_table() -> SynonymTable:
    """The synonyms in use now; built again only when one was changed, added or deleted."""
    global _held
    held, now = _held, content_version.current()
    # Every search asks: that nothing at all has changed is the quickest to know.
    if held and now and held.content_version == now:
        return held.table
    used = Synonym.objects.filter(active=True)
    rows = used.aggregate(Count("pk"), Max("pk"), Max("changed_at"))
    table = held.table if held and held.rows == rows else SynonymTable.of(row.as_set() for row in used)
    _held = _Held(now, rows, table)
    return table
