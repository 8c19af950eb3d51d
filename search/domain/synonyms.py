"""Synonyms of the site: loading the shipped rows once, and the table that every question uses."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import Count, Max

from search.analysis.synonyms import SynonymTable, shipped_sets
from search.models import Synonym
from website.domain.seeding import ensure_once


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


def synonym_table() -> SynonymTable:
    """The synonyms in use now; built again only when one was changed, added or deleted."""
    used = Synonym.objects.filter(active=True)
    return _table(tuple(used.aggregate(Count("pk"), Max("pk"), Max("changed_at")).values()))


@lru_cache(maxsize=1)
def _table(_rows: tuple[Any, ...]) -> SynonymTable:
    return SynonymTable.of(row.as_set() for row in Synonym.objects.filter(active=True))
